-- What keeps profiles current, who refreshes a team's audiences, and how an erased person is recognised.

-- How `erased_people` names a customer. `decode` rather than `convert_to`, which is not immutable and so not inlined.
create function walker_person_hash(tenant uuid, customer text) returns text language sql immutable parallel safe
  as $$ select encode(sha256(decode(replace(tenant::text || ':' || customer, '\', '\\'), 'escape')), 'hex') $$;

-- The sentence of the profile that the customer's own row gives: where it would read differently, the row has changed.
alter table customer_profiles add column traits_text text not null default '';

-- Customers whose profile is out of date. Planned in one transaction, worked off in many: a refresh that dies goes on here.
create table profile_queue (
  tenant_id   uuid not null,
  customer_id text not null,
  primary key (tenant_id, customer_id)
);
call walker_secure('profile_queue');

-- What the last plan went by: where any of it has changed, every profile is built anew.
create table profile_builds (
  tenant_id        uuid primary key references tenants on delete cascade,
  -- Of the recipe: raised when the program builds profiles differently.
  recipe           integer not null,
  luxury_threshold numeric not null,
  -- A demo that is loaded, replaced or removed leaves no import behind.
  kind             text not null,
  data_version     bigint not null,
  planned_at       timestamptz not null
);
call walker_secure('profile_builds');

-- Category and colour of the products as the profiles know them.
create table profiled_products (
  tenant_id   uuid not null references tenants on delete cascade,
  product_sku text not null,
  category    text,
  color       text,
  primary key (tenant_id, product_sku)
);
call walker_secure('profiled_products');

-- Who refreshes a team's audiences now, and when it was last done. One process at a time holds the claim; one that
-- gives no sign of life loses it.
create table audience_refreshes (
  tenant_id    uuid primary key references tenants on delete cascade,
  claim_id     uuid,
  claimed_at   timestamptz,
  heartbeat_at timestamptz,
  phase        text,
  -- Of the data that the last finished refresh read; null until one has finished.
  data_version bigint,
  finished_at  timestamptz,
  report       jsonb not null default '[]'
);
call walker_secure('audience_refreshes');

-- The large tables without a foreign key to tenants go with their tenant (see 0003, 0005).
create or replace function walker_forget_audience() returns trigger language plpgsql as $$
begin
  delete from customer_profiles where tenant_id = old.tenant_id;
  delete from customer_scores where tenant_id = old.tenant_id;
  delete from profile_queue where tenant_id = old.tenant_id;
  return old;
end $$;
