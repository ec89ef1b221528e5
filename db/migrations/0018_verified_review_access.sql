-- Answers that the team has verified, answers that somebody found wrong, and the tokens of programs that ask for people.

create table verified_answers (
  verified_id uuid primary key,
  tenant_id   uuid not null references tenants on delete cascade,
  question    text not null,
  -- The call that answers it. Periods stay as they were said: "last month" is last month whenever it is asked.
  tool        text not null,
  args        jsonb not null,
  note        text,
  verified_by uuid references people on delete set null,
  verified_at timestamptz not null
);
create unique index on verified_answers (tenant_id, lower(question));
call walker_secure('verified_answers');

-- Gone with the answer: kept no longer than that, and erased with it.
create table answer_reviews (
  answer_id   uuid primary key references answers on delete cascade,
  tenant_id   uuid not null references tenants on delete cascade,
  reason      text check (reason in ('number', 'period', 'meaning', 'missing', 'other')),
  note        text,
  reported_by uuid references people on delete set null,
  reported_at timestamptz not null,
  -- Null while it is open.
  resolution  text check (resolution in ('verified', 'case', 'no_fault')),
  -- What the answer should have been, for a case of the evaluation set.
  expected    jsonb,
  closed_by   uuid references people on delete set null,
  closed_at   timestamptz
);
create index on answer_reviews (tenant_id, reported_at desc);
call walker_secure('answer_reviews');

create table access_tokens (
  token_id     uuid primary key,
  tenant_id    uuid not null references tenants on delete cascade,
  -- On whose behalf the program asks: their role holds, and ends with their access.
  person_id    uuid not null references people on delete cascade,
  name         text not null,
  -- SHA-256 of the token, which is shown once and kept nowhere.
  token_hash   text not null unique,
  created_by   uuid references people on delete set null,
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  last_used_at timestamptz,
  revoked_at   timestamptz
);
create index on access_tokens (tenant_id, person_id);
call walker_secure('access_tokens');
