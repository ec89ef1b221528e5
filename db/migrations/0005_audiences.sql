-- Audiences: who a customer is in words and numbers, segments with their history, scores, and who was erased.

-- One row per customer, rebuilt from events and sales when there is something new about them.
create table customer_profiles (
  tenant_id         uuid not null,
  customer_id       text not null,
  -- What is embedded and searched: the person in a few sentences, without name or address.
  profile_text      text not null,
  text_hash         bytea not null,
  -- [{"name": "Socks", "weight": 0.42}, …], heaviest first; the weights add up to 1.
  interests         jsonb not null default '[]',
  colors            jsonb not null default '[]',
  channels          jsonb not null default '[]',
  top_interest      text,
  top_color         text,
  preferred_channel text,
  -- Share of the heaviest interest, 0 to 1: how settled the taste is.
  content_affinity  double precision,
  -- Share of the preferred channel's events, 0 to 1.
  channel_affinity  double precision,
  orders            integer not null default 0,
  units             numeric not null default 0,
  total_spent       numeric not null default 0,
  events            integer not null default 0,
  sessions          integer not null default 0,
  first_order_date  date,
  last_order_date   date,
  first_seen_date   date,
  last_seen_date    date,
  likes_luxury      boolean not null default false,
  search            tsvector generated always as (to_tsvector('english', profile_text)) stored,
  built_at          timestamptz not null default now(),
  primary key (tenant_id, customer_id)
);
create index on customer_profiles using gin (search);
create index on customer_profiles (tenant_id, built_at);
call walker_secure('customer_profiles');

-- How far the profiles have read: facts of imports that are not listed here are new.
create table profiled_imports (
  tenant_id   uuid not null references tenants on delete cascade,
  import_id   uuid not null,
  profiled_at timestamptz not null default now(),
  primary key (tenant_id, import_id)
);
call walker_secure('profiled_imports');

alter table audience_segments
  -- rfm, kmeans, outliers, rule, static
  add column method      text not null default 'static',
  -- Stable within a method: a cluster that is found again keeps its key, and so its name and history.
  add column segment_key text,
  add column parent_id   bigint references audience_segments on delete set null,
  add column description text,
  add column strategy    text,
  add column created_by  uuid references people on delete set null;
create unique index on audience_segments (tenant_id, lower(segment_name)) where is_active;
create unique index on audience_segments (tenant_id, method, segment_key);
create index on audience_segments (parent_id);

-- Every time customers were segmented anew.
create table segment_runs (
  run_id       uuid primary key,
  tenant_id    uuid not null references tenants on delete cascade,
  method       text not null,
  -- The data clock's day that recency counts back from.
  as_of        date not null,
  customers    integer not null,
  -- Bin edges, k, seed, scaling, centres, inertia, silhouette, distributions for drift: what made the run.
  parameters   jsonb not null default '{}',
  -- Why it ran: first, schedule, drift, asked.
  reason       text not null,
  ran_at       timestamptz not null default now()
);
create index on segment_runs (tenant_id, method, ran_at desc);
call walker_secure('segment_runs');

-- A segment's size on a day.
create table segment_history (
  tenant_id     uuid not null references tenants on delete cascade,
  segment_id    bigint not null references audience_segments on delete cascade,
  as_of         date not null,
  user_count    integer not null,
  joined        integer not null default 0,
  departed      integer not null default 0,
  total_revenue numeric,
  primary key (tenant_id, segment_id, as_of)
);
create index on segment_history (segment_id);
call walker_secure('segment_history');

-- Who went from where to where between two runs of a method; null is "in none".
create table segment_moves (
  tenant_id       uuid not null references tenants on delete cascade,
  run_id          uuid not null references segment_runs on delete cascade,
  from_segment_id bigint references audience_segments on delete cascade,
  to_segment_id   bigint references audience_segments on delete cascade,
  customers       integer not null,
  unique nulls not distinct (run_id, from_segment_id, to_segment_id)
);
create index on segment_moves (tenant_id, run_id);
create index on segment_moves (from_segment_id);
create index on segment_moves (to_segment_id);
call walker_secure('segment_moves');

create table customer_scores (
  tenant_id         uuid not null,
  customer_id       text not null,
  -- 0 to 100.
  engagement        double precision,
  -- Probability that the customer has left, 0 to 1; null where no model could say.
  churn_probability double precision,
  churn_reason      text,
  -- Expected orders and revenue over `horizon_days`, with an 80% interval of the revenue.
  expected_orders   double precision,
  lifetime_value    double precision,
  lifetime_low      double precision,
  lifetime_high     double precision,
  horizon_days      integer,
  run_id            uuid,
  scored_on         date not null,
  primary key (tenant_id, customer_id)
);
call walker_secure('customer_scores');

-- Every fit of a score's model, also those that did not converge.
create table score_runs (
  run_id         uuid primary key,
  tenant_id      uuid not null references tenants on delete cascade,
  model          text not null,
  as_of          date not null,
  customers      integer not null,
  parameters     jsonb not null default '{}',
  log_likelihood double precision,
  converged      boolean not null,
  message        text,
  ran_at         timestamptz not null default now()
);
create index on score_runs (tenant_id, ran_at desc);
call walker_secure('score_runs');

-- People whose data was erased, by a hash of their id: an import may bring their rows back, never into a send.
create table erased_people (
  tenant_id   uuid not null references tenants on delete cascade,
  id_hash     text not null,
  erased_at   timestamptz not null default now(),
  primary key (tenant_id, id_hash)
);
call walker_secure('erased_people');

-- The large tables without a foreign key to tenants go with their tenant (see 0003).
create function walker_forget_audience() returns trigger language plpgsql as $$
begin
  delete from customer_profiles where tenant_id = old.tenant_id;
  delete from customer_scores where tenant_id = old.tenant_id;
  return old;
end $$;
create trigger forget_audience after delete on tenants for each row execute function walker_forget_audience();

grant usage on all sequences in schema public to walker_app;
