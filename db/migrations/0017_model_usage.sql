-- What language models and embedding services took, and what happened during each question that went to one.

-- A question that went to a language model: its steps, their times, tokens and cost. Without the data that was found.
create table traces (
  trace_id          uuid primary key,
  tenant_id         uuid not null references tenants on delete cascade,
  person_id         uuid references people on delete set null,
  -- The answer that came of it; a question is not kept longer than its answer.
  answer_id         uuid references answers on delete cascade,
  question          text not null,
  status            text not null,
  role              text not null,
  model             text not null,
  started_at        timestamptz not null,
  ms                integer not null,
  steps             jsonb not null,
  prompt_tokens     integer not null,
  completion_tokens integer not null,
  -- Some server did not count.
  estimated         boolean not null,
  -- US dollars; null where a price is not known.
  cost_usd          numeric,
  -- Sentences that no result bore out.
  left_out          integer not null default 0,
  -- The limit that ended it, or what the model failed by.
  ended_by          text
);
create index on traces (started_at);
create index on traces (tenant_id, person_id, started_at desc);
create index on traces (answer_id);
call walker_secure('traces');

-- Every call of a model: what usage is told and budgets are held by.
create table model_calls (
  call_id           bigint generated always as identity primary key,
  tenant_id         uuid not null references tenants on delete cascade,
  -- Null: a job, such as the refresh of interests.
  person_id         uuid references people on delete set null,
  trace_id          uuid references traces on delete set null,
  role              text not null check (role in ('fast', 'strong', 'embedding')),
  model             text not null,
  prompt_tokens     bigint not null default 0,
  completion_tokens bigint not null default 0,
  embedding_tokens  bigint not null default 0,
  estimated         boolean not null default false,
  cost_usd          numeric,
  ms                integer not null,
  outcome           text not null,
  at                timestamptz not null
);
create index on model_calls (tenant_id, at);
create index on model_calls (tenant_id, person_id, at);
create index on model_calls (trace_id);
create index on model_calls (at);
call walker_secure('model_calls');

grant usage on all sequences in schema public to walker_app;
