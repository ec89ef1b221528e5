-- Whom a decided proposal was about: segments go on changing, and who bought again has left “at risk” by then.
create table suggestion_people (
  tenant_id     uuid not null,
  suggestion_id text not null,
  customer_id   text not null,
  primary key (tenant_id, suggestion_id, customer_id),
  foreign key (tenant_id, suggestion_id) references suggestions on delete cascade
);
create index on suggestion_people (tenant_id, customer_id);
call walker_secure('suggestion_people');

-- What is to be scored, and when.
create index suggestions_unscored on suggestions (tenant_id, due_on) where state in ('accepted', 'dismissed') and scored_at is null;
