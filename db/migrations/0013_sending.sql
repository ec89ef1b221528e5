-- What sending needs to know of a message besides its row.

-- As the list of suppressions names the address that the message went to: whoever asks not to be written to waits until
-- nothing is on its way to them, and a complaint stops the address that it was about, whatever the customer's is by then.
alter table outbox add column address_hash text;
create index outbox_on_its_way on outbox (address_hash) where state = 'sending';

-- What was done with messages lately: what the counts of a campaign are brought up to date by.
create index on outbox_events (tenant_id, received_at);

-- An address is looked up over all teams: they send from the same number and the same domain.
create index on suppressions (address_hash);
