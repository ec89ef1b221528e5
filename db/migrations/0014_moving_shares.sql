-- Tests that give new people to their variations by what is known so far.

alter table ab_tests
  -- “thompson”: new people by the chance of each variation to be the best; “fixed”: by its weight, to the end.
  add column allocation       text not null default 'fixed' check (allocation in ('fixed', 'thompson')),
  -- The least part of the new people for each variation where shares move.
  add column allocation_floor double precision not null default 0.1 check (allocation_floor > 0 and allocation_floor < 0.5);

-- The shares in force from a moment on: {"control": 0.2, "bold": 0.8}. Among people of one row they were fixed, so these
-- can be compared with each other.
create table ab_test_shares (
  tenant_id uuid not null references tenants on delete cascade,
  test_id   bigint not null references ab_tests on delete cascade,
  from_at   timestamptz not null,
  shares    jsonb not null,
  primary key (test_id, from_at)
);
call walker_secure('ab_test_shares');
