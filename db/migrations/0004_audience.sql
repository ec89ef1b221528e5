-- Segments, campaigns, funnels and tests, with the names and columns of the users' own documents.

create table audience_segments (
  id           bigint generated always as identity primary key,
  tenant_id    uuid not null references tenants on delete cascade,
  segment_name varchar(255) not null,
  segment_type varchar(50),
  criteria     jsonb not null default '{}',
  user_count   integer,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now(),
  is_active    boolean not null default true
);
create index on audience_segments (tenant_id);
call walker_secure('audience_segments');

create table segment_membership (
  id               bigint generated always as identity primary key,
  tenant_id        uuid not null references tenants on delete cascade,
  segment_id       bigint not null references audience_segments on delete cascade,
  user_id          varchar(255) not null,
  confidence_score numeric(5, 2),
  joined_at        timestamptz not null default now(),
  unique (segment_id, user_id)
);
create index on segment_membership (tenant_id, user_id);
call walker_secure('segment_membership');

create table fct_customer_segments (
  tenant_id       uuid not null references tenants on delete cascade,
  customer_id     text not null,
  segment_id      bigint references audience_segments on delete cascade,
  segment_name    text not null,
  total_orders    integer,
  total_revenue   numeric,
  activity_status text,
  assigned_at     timestamptz not null default now(),
  primary key (tenant_id, customer_id)
);
call walker_secure('fct_customer_segments');

create table outreach_campaigns (
  id               bigint generated always as identity primary key,
  tenant_id        uuid not null references tenants on delete cascade,
  campaign_name    varchar(500) not null,
  channel          varchar(50),
  segment_id       bigint references audience_segments on delete set null,
  message_template jsonb,
  scheduled_at     timestamptz,
  sent_count       integer not null default 0,
  delivered_count  integer not null default 0,
  opened_count     integer not null default 0,
  clicked_count    integer not null default 0,
  converted_count  integer not null default 0,
  status           varchar(50) not null default 'draft',
  created_at       timestamptz not null default now()
);
create index on outreach_campaigns (tenant_id);
call walker_secure('outreach_campaigns');

create table conversion_funnels (
  id          bigint generated always as identity primary key,
  tenant_id   uuid not null references tenants on delete cascade,
  funnel_name varchar(255) not null,
  stages      jsonb not null,
  created_at  timestamptz not null default now()
);
create index on conversion_funnels (tenant_id);
call walker_secure('conversion_funnels');

create table funnel_events (
  id          bigint generated always as identity primary key,
  tenant_id   uuid not null references tenants on delete cascade,
  funnel_id   bigint references conversion_funnels on delete cascade,
  user_id     varchar(255) not null,
  stage_name  varchar(255),
  "timestamp" timestamptz not null,
  metadata    jsonb,
  created_at  timestamptz not null default now()
);
create index on funnel_events (tenant_id, funnel_id, "timestamp");
call walker_secure('funnel_events');

create table ab_tests (
  id                bigint generated always as identity primary key,
  tenant_id         uuid not null references tenants on delete cascade,
  test_name         varchar(500) not null,
  channel           varchar(50),
  variations        jsonb not null,
  audience_size     integer,
  start_date        timestamptz,
  end_date          timestamptz,
  status            varchar(50) not null default 'draft',
  winning_variation varchar(255),
  confidence_level  numeric(5, 2),
  created_at        timestamptz not null default now()
);
create index on ab_tests (tenant_id);
call walker_secure('ab_tests');

create table ab_test_results (
  id           bigint generated always as identity primary key,
  tenant_id    uuid not null references tenants on delete cascade,
  test_id      bigint not null references ab_tests on delete cascade,
  variation_id varchar(255),
  user_id      varchar(255),
  event_type   varchar(100),
  "timestamp"  timestamptz not null,
  created_at   timestamptz not null default now()
);
create index on ab_test_results (tenant_id, test_id, variation_id, event_type);
call walker_secure('ab_test_results');

grant usage on all sequences in schema public to walker_app;
