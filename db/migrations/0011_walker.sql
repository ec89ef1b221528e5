-- Proposals, the morning brief and who gets it, campaigns, and every message that they send.

-- What the walker proposes. `payload` is the suggestion of the users' own document, field for field.
create table suggestions (
  tenant_id      uuid not null references tenants on delete cascade,
  suggestion_id  text not null,
  type           text not null,
  -- What it is about (“segment:12”, “test:7”): the same thing is not proposed again within its cool-down.
  subject        text not null,
  priority       text not null check (priority in ('high', 'medium', 'low')),
  payload        jsonb not null,
  -- Why, in sentences.
  reasons        jsonb not null default '[]',
  -- In the team's currency, with an 80% interval; null where money is not what it brings.
  expected_value double precision,
  value_low      double precision,
  value_high     double precision,
  -- Probability that it brings anything, as computed and as calibrated on what earlier ones brought.
  raw_confidence double precision not null check (raw_confidence between 0 and 1),
  confidence     double precision not null check (confidence between 0 and 1),
  -- In a measure of its type; what is in its cool-down is proposed again only where this has grown.
  severity       double precision not null,
  cool_down_days integer not null,
  -- What will be compared with what happened.
  predicted      jsonb,
  state          text not null default 'open'
                 check (state in ('open', 'accepted', 'dismissed', 'snoozed', 'superseded', 'expired')),
  proposed_at    timestamptz not null,
  snoozed_until  timestamptz,
  superseded_by  text,
  decided_by     uuid references people on delete set null,
  decided_at     timestamptz,
  decided_origin text,
  -- What came of accepting it: {"campaign": "12"}.
  outcome        jsonb,
  -- When it can be told what it brought, and what that was.
  due_on         date,
  realised       jsonb,
  scored_at      timestamptz,
  primary key (tenant_id, suggestion_id)
);
create index on suggestions (tenant_id, subject, proposed_at desc);
create index on suggestions (tenant_id, state, proposed_at desc);
-- One open proposal about a thing.
create unique index suggestions_open on suggestions (tenant_id, subject) where state in ('open', 'snoozed');
call walker_secure('suggestions');

-- A job that is due at a time, by whom it is being done, and how it went. One row, one run, whoever starts it.
create table job_slots (
  tenant_id    uuid not null references tenants on delete cascade,
  job          text not null,
  scheduled_at timestamptz not null,
  state        text not null check (state in ('running', 'done', 'failed')),
  claim_id     uuid,
  claimed_at   timestamptz,
  heartbeat_at timestamptz,
  attempts     integer not null default 1,
  finished_at  timestamptz,
  -- The phases, each with its state, time and result.
  report       jsonb not null default '[]',
  primary key (tenant_id, job, scheduled_at)
);
call walker_secure('job_slots');

-- Who gets the brief, where and when.
create table subscriptions (
  subscription_id uuid primary key,
  tenant_id       uuid not null references tenants on delete cascade,
  -- Null: a channel.
  person_id       uuid references people on delete cascade,
  surface         text not null check (surface in ('slack', 'whatsapp', 'email')),
  account         text not null default '',
  -- Channel or user id, phone number in E.164, e-mail address.
  address         text not null,
  -- Types of proposals; empty: all.
  topics          jsonb not null default '[]',
  -- In the timezone of the person, of the team for a channel.
  send_at         time not null default '08:00',
  -- ISO weekdays on which nothing is sent: 6 and 7 are the weekend.
  quiet_days      smallint[] not null default '{}',
  active          boolean not null default true,
  created_by      uuid references people on delete set null,
  created_at      timestamptz not null,
  unique (tenant_id, surface, account, address)
);
create index on subscriptions (person_id);
call walker_secure('subscriptions');

-- What of a brief went to whom: claimed before it is sent, so that nobody gets it twice.
create table brief_deliveries (
  tenant_id       uuid not null references tenants on delete cascade,
  job             text not null,
  scheduled_at    timestamptz not null,
  subscription_id uuid not null references subscriptions on delete cascade,
  -- “summary”, or the id of a suggestion.
  part            text not null,
  state           text not null check (state in ('sending', 'sent', 'failed', 'unknown', 'skipped')),
  reason          text,
  message_ref     jsonb,
  at              timestamptz not null,
  primary key (tenant_id, job, scheduled_at, subscription_id, part)
);
create index on brief_deliveries (subscription_id);
call walker_secure('brief_deliveries');

-- Proposals on their way to the team's own system.
create table webhook_deliveries (
  delivery_id     uuid primary key,
  tenant_id       uuid not null references tenants on delete cascade,
  event           text not null,
  payload         jsonb not null,
  state           text not null default 'pending' check (state in ('pending', 'delivered', 'failed')),
  attempts        integer not null default 0,
  next_attempt_at timestamptz not null,
  last_status     integer,
  last_error      text,
  created_at      timestamptz not null,
  delivered_at    timestamptz
);
create index on webhook_deliveries (next_attempt_at) where state = 'pending';
create index on webhook_deliveries (tenant_id, created_at desc);
call walker_secure('webhook_deliveries');

alter table outreach_campaigns
  add column message_kind  text,
  add column suggestion_id text,
  add column test_id       bigint references ab_tests on delete set null,
  -- Part of the audience, 0 to 1, that gets nothing, to measure what the campaign brings.
  add column holdout_share double precision not null default 0 check (holdout_share >= 0 and holdout_share < 1),
  -- Who is held out and who gets which variation is hashed with it.
  add column salt          text,
  -- People that it was to reach when it was approved.
  add column planned_count integer,
  add column created_by    uuid references people on delete set null,
  add column approved_by   uuid references people on delete set null,
  add column approved_at   timestamptz,
  add column cancelled_by  uuid references people on delete set null,
  add column cancelled_at  timestamptz,
  add column started_at    timestamptz,
  add column finished_at   timestamptz,
  add column skipped_count integer not null default 0,
  add column failed_count  integer not null default 0,
  add column unknown_count integer not null default 0;
create index on outreach_campaigns (segment_id);
create index on outreach_campaigns (test_id);
alter table outreach_campaigns add constraint outreach_campaigns_status
  check (status in ('draft', 'approved', 'sending', 'paused', 'sent', 'cancelled')) not valid;

-- Who said yes to what (“campaign:12”); above a limit that the team sets it takes two people.
create table approvals (
  tenant_id   uuid not null references tenants on delete cascade,
  subject     text not null,
  person_id   uuid not null references people on delete cascade,
  origin      text not null,
  approved_at timestamptz not null,
  primary key (tenant_id, subject, person_id)
);
create index on approvals (person_id);
call walker_secure('approvals');

-- One row per person and step of a campaign: the message, before and after it is sent.
create table outbox (
  outbox_id    bigint generated always as identity primary key,
  tenant_id    uuid not null,
  campaign_id  bigint not null references outreach_campaigns on delete cascade,
  step         integer not null default 1,
  customer_id  text not null,
  channel      text not null,
  variation_id text,
  -- queued → sending → sent, failed or unknown; skipped where it must not be sent. Nothing leaves “sending” but by what
  -- is known of it: a process that died there leaves “unknown”, which only the provider's word can settle.
  state        text not null default 'queued'
               check (state in ('queued', 'sending', 'sent', 'failed', 'unknown', 'skipped')),
  -- Why it was skipped or has failed.
  reason       text,
  attempts     integer not null default 0,
  -- Of the process that works on it. Rows that are queued and claimed are free again when the claim is old.
  claim_id     uuid,
  claimed_at   timestamptz,
  send_after   timestamptz not null,
  -- Ours, unguessable: by it a callback, a tracked link and an unsubscribe link find the row.
  token        text not null unique,
  provider     text,
  provider_id  text,
  sent_at      timestamptz,
  settled_at   timestamptz,
  unique (tenant_id, campaign_id, step, customer_id)
);
create index outbox_due on outbox (send_after) where state = 'queued';
create index outbox_open on outbox (claimed_at) where state = 'sending';
-- How often somebody was written to lately.
create index outbox_reached on outbox (tenant_id, customer_id, sent_at) where state in ('sending', 'sent', 'unknown');
create index on outbox (campaign_id, state);
call walker_secure('outbox');

-- What providers and people did with a message. However often it is told, it is one row.
create table outbox_events (
  tenant_id   uuid not null,
  outbox_id   bigint not null references outbox on delete cascade,
  event       text not null check (event in
              ('delivered', 'opened', 'clicked', 'converted', 'bounced', 'failed', 'complained', 'unsubscribed')),
  -- The provider's own id of the event, where it has one; an opening twice is two events, and one person.
  event_id    text not null,
  at          timestamptz not null,
  value       double precision,
  received_at timestamptz not null,
  primary key (tenant_id, outbox_id, event, event_id)
);
create index on outbox_events (outbox_id);
call walker_secure('outbox_events');

-- What would have been sent, where a channel has no provider: the console shows it.
create table local_messages (
  message_id bigint generated always as identity primary key,
  tenant_id  uuid not null references tenants on delete cascade,
  outbox_id  bigint references outbox on delete cascade,
  channel    text not null,
  address    text not null,
  subject    text,
  body       text not null,
  at         timestamptz not null
);
create index on local_messages (tenant_id, at desc);
create index on local_messages (outbox_id);
call walker_secure('local_messages');

-- The large tables without a foreign key to tenants go with their tenant (see 0003, 0005).
create or replace function walker_forget_audience() returns trigger language plpgsql as $$
begin
  delete from customer_profiles where tenant_id = old.tenant_id;
  delete from customer_scores where tenant_id = old.tenant_id;
  delete from profile_queue where tenant_id = old.tenant_id;
  delete from outbox where tenant_id = old.tenant_id;
  return old;
end $$;

grant usage on all sequences in schema public to walker_app;
