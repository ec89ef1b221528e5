-- Which vectors a team's searches go by, and what was asked of an embedding service. The vectors themselves are in
-- customer_vectors, which is made at start-up where the database has pgvector (db/vectors).

create table embedding_models (
  tenant_id   uuid not null references tenants on delete cascade,
  -- Of the embedder that made the vectors: only vectors of one model can be compared.
  model       text not null,
  dimensions  integer not null,
  -- Null until every profile has a vector of it: until then searches go by the model before.
  ready_at    timestamptz,
  -- What it has cost so far; null where the price of the model is not known.
  tokens      bigint not null default 0,
  cost        numeric,
  primary key (tenant_id, model)
);
call walker_secure('embedding_models');

-- Questions asked of a service before: their vectors as 4-byte floats, the lowest byte first.
create table embedded_queries (
  tenant_id  uuid not null references tenants on delete cascade,
  model      text not null,
  text_hash  bytea not null,
  embedding  bytea not null,
  made_at    timestamptz not null default now(),
  primary key (tenant_id, model, text_hash)
);
call walker_secure('embedded_queries');
