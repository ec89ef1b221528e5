-- Tenants, the people in them, the surfaces they come through, and the roles that keep tenants apart.

-- Two roles that own nothing. They are global to the server, so another database may have made them.
do $$
begin
  -- Asked first: an administrator may have made it for a user who may not.
  if not exists (select from pg_roles where rolname = 'walker_app') then create role walker_app nologin; end if;
exception when duplicate_object or unique_violation then null;
end $$;
do $$
begin
  -- Asked first: an administrator may have made it for a user who may not.
  if not exists (select from pg_roles where rolname = 'walker_reader') then create role walker_reader nologin; end if;
exception when duplicate_object or unique_violation then null;
end $$;
-- The connecting user must be able to step down into them.
do $$
begin
  execute format('grant walker_app, walker_reader to %I', current_user);
exception when others then
  -- A superuser needs no membership, and concurrent grants of the same may collide.
  if not (select rolsuper from pg_roles where rolname = current_user)
     and not pg_has_role(current_user, 'walker_app', 'member') then raise; end if;
end $$;
grant usage on schema public to walker_app, walker_reader;

-- The tenant of the running transaction, or null, which matches no row.
create function walker_tenant() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.tenant', true), '')::uuid $$;

-- Puts a table under row-level security: a tenant sees and writes its own rows, the reader reads them.
create procedure walker_secure(secured regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', secured);
  execute format(
    'create policy tenant_rows on %s using (tenant_id = (select walker_tenant())) with check (tenant_id = (select walker_tenant()))',
    secured);
  execute format('grant select, insert, update, delete on %s to walker_app', secured);
  execute format('grant select on %s to walker_reader', secured);
end $$;

create table tenants (
  tenant_id   uuid primary key,
  slug        text not null unique,
  name        text not null,
  kind        text not null default 'team' check (kind in ('team', 'demo')),
  timezone    text not null default 'UTC',
  currency    text not null default 'USD',
  -- Raised by every import: caches are keyed by it.
  data_version bigint not null default 0,
  settings    jsonb not null default '{}',
  created_at  timestamptz not null default now()
);
call walker_secure('tenants');

create table people (
  person_id  uuid primary key,
  tenant_id  uuid not null references tenants on delete cascade,
  name       text not null,
  role       text not null check (role in ('viewer', 'analyst', 'approver', 'admin')),
  email      text,
  timezone   text,
  active     boolean not null default true,
  created_at timestamptz not null default now()
);
create index on people (tenant_id);
call walker_secure('people');

-- How a person is known on a surface.
create table identities (
  tenant_id    uuid not null references tenants on delete cascade,
  surface      text not null,
  account      text not null default '',
  external_id  text not null,
  person_id    uuid not null references people on delete cascade,
  last_seen_at timestamptz,
  primary key (surface, account, external_id)
);
create index on identities (tenant_id, person_id);
call walker_secure('identities');

-- A Slack workspace (or another account of a surface) belongs to one tenant.
create table surface_accounts (
  surface    text not null,
  account    text not null,
  tenant_id  uuid not null references tenants on delete cascade,
  created_at timestamptz not null default now(),
  primary key (surface, account)
);
call walker_secure('surface_accounts');
