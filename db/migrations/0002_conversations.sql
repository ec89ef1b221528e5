-- What people asked, what the bot answered, the buttons under it, and who did what.

-- An event id is claimed before it is worked on: a redelivery, to whatever process, finds it taken.
create table seen_events (
  surface   text not null,
  event_id  text not null,
  tenant_id uuid references tenants on delete cascade,
  seen_at   timestamptz not null default now(),
  primary key (surface, event_id)
);
create index on seen_events (seen_at);

create table conversations (
  tenant_id  uuid not null references tenants on delete cascade,
  surface    text not null,
  account    text not null default '',
  thread     text not null,
  state      jsonb not null,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, surface, account, thread)
);
call walker_secure('conversations');

create table answers (
  answer_id   uuid primary key,
  tenant_id   uuid not null references tenants on delete cascade,
  person_id   uuid references people on delete set null,
  surface     text not null,
  account     text not null default '',
  thread      text not null,
  -- The door it came through: a pressed button is not a question that somebody asked.
  origin      text not null,
  question    text not null,
  status      text not null,
  tool        text,
  args        jsonb,
  restated    text,
  answer      text,
  sql         text,
  duration_ms integer,
  error_id    text,
  feedback    smallint check (feedback in (-1, 1)),
  feedback_by uuid references people on delete set null,
  feedback_at timestamptz,
  asked_at    timestamptz not null default now()
);
create index on answers (tenant_id, person_id, asked_at desc);
call walker_secure('answers');

-- A card as it was sent: needed to edit it (who pressed, when) and to resolve "2" to its second button.
create table sent_cards (
  card_id     uuid primary key,
  tenant_id   uuid not null references tenants on delete cascade,
  surface     text not null,
  account     text not null default '',
  thread      text not null,
  answer_id   uuid references answers on delete set null,
  card        jsonb not null,
  message_ref jsonb,
  sent_at     timestamptz not null default now(),
  expires_at  timestamptz not null
);
create index on sent_cards (tenant_id, surface, account, thread, sent_at desc);
create index on sent_cards (expires_at);
call walker_secure('sent_cards');

create table buttons (
  token       text primary key,
  tenant_id   uuid not null references tenants on delete cascade,
  card_id     uuid not null references sent_cards on delete cascade,
  -- The place on the card, from 1: where buttons cannot be drawn, "2" presses the second. 0: not numbered.
  position    integer not null,
  label       text not null,
  tool        text not null,
  args        jsonb not null,
  -- What to ask before the press counts, if anything.
  form        jsonb,
  -- A write acts once for ever; a read may be pressed again a moment after the last press is done.
  effect      text not null check (effect in ('read', 'write')),
  state       text not null default 'pending' check (state in ('pending', 'running', 'done')),
  pressed_by  uuid references people on delete set null,
  pressed_at  timestamptz,
  created_at  timestamptz not null default now()
);
create index on buttons (card_id, position);
call walker_secure('buttons');

create table audit_log (
  audit_id  bigint generated always as identity primary key,
  tenant_id uuid not null references tenants on delete cascade,
  at        timestamptz not null,
  person_id uuid references people on delete set null,
  tool      text not null,
  args      jsonb not null,
  origin    text not null,
  outcome   text not null,
  error_id  text
);
create index on audit_log (tenant_id, at desc);
call walker_secure('audit_log');

-- Files behind signed, expiring links (charts for WhatsApp).
create table media (
  media_id   uuid primary key,
  tenant_id  uuid not null references tenants on delete cascade,
  mime       text not null,
  name       text not null,
  bytes      bytea not null,
  expires_at timestamptz not null
);
create index on media (expires_at);
call walker_secure('media');

-- People who must not be written to. The address is hashed, so that an erased person stays suppressed.
create table suppressions (
  tenant_id    uuid not null references tenants on delete cascade,
  channel      text not null,
  address_hash text not null,
  reason       text not null,
  created_at   timestamptz not null default now(),
  primary key (tenant_id, channel, address_hash)
);
call walker_secure('suppressions');

-- Strangers who were told, once, how to get access.
create table strangers (
  surface     text not null,
  account     text not null default '',
  external_id text not null,
  told_at     timestamptz not null default now(),
  primary key (surface, account, external_id)
);
