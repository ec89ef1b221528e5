-- What calls of models took, summed up by day; and what questions under way hold of the budgets.

-- The first call of its question: questions are counted by it, also when their traces are gone.
alter table model_calls add column begins_question boolean not null default false;
update model_calls c set begins_question = true
  from (select min(call_id) as call_id from model_calls where trace_id is not null group by trace_id) begun
 where c.call_id = begun.call_id;

-- The sums of model_calls, written in the transaction of the calls. Days are those of UTC: where somebody's day or month
-- begins within one, the calls themselves tell of its parts.
create table model_usage_days (
  tenant_id         uuid not null references tenants on delete cascade,
  day               date not null,
  -- Null: a job, or somebody who has left. No foreign key, since two rows may have to become one: see the trigger.
  person_id         uuid,
  role              text not null,
  model             text not null,
  questions         integer not null,
  calls             integer not null,
  prompt_tokens     bigint not null,
  completion_tokens bigint not null,
  embedding_tokens  bigint not null,
  -- US dollars of the calls with a known price, and how many calls have none.
  cost_usd          numeric not null,
  unpriced          integer not null,
  unique nulls not distinct (tenant_id, day, person_id, role, model)
);
create index on model_usage_days (day);
call walker_secure('model_usage_days');

insert into model_usage_days
select tenant_id, (at at time zone 'UTC')::date, person_id, role, model,
       count(*) filter (where begins_question), count(*), sum(prompt_tokens), sum(completion_tokens),
       sum(embedding_tokens), coalesce(sum(cost_usd), 0), count(*) filter (where cost_usd is null)
  from model_calls group by 1, 2, 3, 4, 5;

-- What somebody has used stays the team's when they are gone, without a name. With a whole team its sums go.
create function walker_unname_usage() returns trigger language plpgsql as $$
begin
  with taken as (
    delete from model_usage_days d using gone
     where d.tenant_id = gone.tenant_id and d.person_id = gone.person_id returning d.*)
  insert into model_usage_days as known
  select tenant_id, day, null, role, model, sum(questions), sum(calls), sum(prompt_tokens), sum(completion_tokens),
         sum(embedding_tokens), sum(cost_usd), sum(unpriced)
    from taken where exists (select from tenants t where t.tenant_id = taken.tenant_id)
   group by tenant_id, day, role, model
  on conflict (tenant_id, day, person_id, role, model) do update set
    questions = known.questions + excluded.questions, calls = known.calls + excluded.calls,
    prompt_tokens = known.prompt_tokens + excluded.prompt_tokens,
    completion_tokens = known.completion_tokens + excluded.completion_tokens,
    embedding_tokens = known.embedding_tokens + excluded.embedding_tokens,
    cost_usd = known.cost_usd + excluded.cost_usd, unpriced = known.unpriced + excluded.unpriced;
  return null;
end $$;
create trigger unname_usage after delete on people
  referencing old table as gone for each statement execute function walker_unname_usage();

-- What a question under way may take of the budgets: gone when its calls are recorded, void when its process has died.
create table budget_holds (
  -- The trace that the question is going to have.
  hold_id    uuid primary key,
  tenant_id  uuid not null references tenants on delete cascade,
  person_id  uuid not null references people on delete cascade,
  dollars    numeric not null,
  tokens     bigint not null,
  expires_at timestamptz not null
);
create index on budget_holds (tenant_id, expires_at);
create index on budget_holds (person_id);
create index on budget_holds (expires_at);
call walker_secure('budget_holds');
