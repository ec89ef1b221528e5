-- Messages in doubt, and briefs that arrived in part.

-- Few of many: those of which nobody knows whether they left.
create index outbox_in_doubt on outbox (tenant_id, campaign_id) where state = 'unknown';

-- `partly`: the first messages of a part were taken, those that follow were not. It is not sent again.
alter table brief_deliveries
  drop constraint brief_deliveries_state_check,
  add constraint brief_deliveries_state_check
    check (state in ('sending', 'sent', 'partly', 'failed', 'unknown', 'skipped'));
