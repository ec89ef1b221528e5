-- What is read of the facts is kept through refreshes; erasing somebody changes facts as an import does.
alter table tenants add column erasures bigint not null default 0;

-- Refreshes that did not come to their end since the last one that did, and when the next is tried at the earliest.
alter table audience_refreshes add column failures integer not null default 0;
alter table audience_refreshes add column retry_at timestamptz;
