-- A/B tests: their plan, who did what to them and when, values per person, and what an applied test leaves behind.

alter table ab_tests
  -- Ids of metrics (tools/experiments/metrics.ts). Guardrails are metrics that must not get worse.
  add column primary_metric    text not null default 'conversion_rate',
  add column guardrails        jsonb not null default '[]',
  -- Id of the variation that the others are compared with; null where nobody named it.
  add column control_variation varchar(255),
  add column segment_id        bigint references audience_segments on delete set null,
  -- Shares of customers to arms are hashed with it: two tests with different salts are independent.
  add column salt              text,
  -- Part of the audience, 0 to 1, that gets no variation.
  add column holdout_share     double precision not null default 0 check (holdout_share >= 0 and holdout_share < 1),
  add column planned_days      integer check (planned_days > 0),
  -- What the always-valid intervals are tuned for. Settled before anybody has answered.
  add column planned_per_arm   integer check (planned_per_arm > 0),
  -- The smallest relative lift worth having: 0.1 is 10% more.
  add column smallest_effect   double precision not null default 0.1 check (smallest_effect > 0),
  -- Which messages the test is about (“welcome email”): the winner becomes the default of this kind.
  add column message_kind      text,
  add column created_by        uuid references people on delete set null,
  add column started_by        uuid references people on delete set null,
  add column stopped_at        timestamptz,
  add column stopped_by        uuid references people on delete set null,
  add column applied_at        timestamptz,
  add column applied_by        uuid references people on delete set null,
  -- What was known when the test was stopped or applied.
  add column verdict           jsonb;
create unique index on ab_tests (tenant_id, lower(test_name));
create index on ab_tests (segment_id);
alter table ab_tests add constraint ab_tests_status check (status in ('draft', 'running', 'stopped', 'applied')) not valid;

-- What the event was worth, such as the amount of an order.
alter table ab_test_results add column value double precision;
-- An import may be repeated: a row that is the same in everything is the same row.
create unique index ab_test_results_once
  on ab_test_results (test_id, user_id, event_type, "timestamp", variation_id, value) nulls not distinct;

-- What messages of a kind say unless told otherwise. The newest row of a kind and channel that is not undone counts, so
-- that undoing it brings back what was before.
create table message_defaults (
  id           bigint generated always as identity primary key,
  tenant_id    uuid not null references tenants on delete cascade,
  message_kind text not null,
  channel      text not null default '',
  variation_id text not null,
  content      jsonb not null,
  from_test_id bigint references ab_tests on delete set null,
  applied_by   uuid references people on delete set null,
  applied_at   timestamptz not null,
  undone_by    uuid references people on delete set null,
  undone_at    timestamptz
);
create index on message_defaults (tenant_id, message_kind, channel, id desc) where undone_at is null;
-- Of two presses at once, one wins.
create unique index on message_defaults (from_test_id) where undone_at is null;
call walker_secure('message_defaults');

grant usage on all sequences in schema public to walker_app;
