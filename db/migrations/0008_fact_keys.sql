-- A fact's key begins with its day, so that one index finds a line again and serves questions about a period.
-- The day is part of what `line_key` is made of: no two rows differ in the day alone. An index over customers is
-- not kept: questions count over all of a period's lines, and it was most of an import's work.
alter table fct_sales drop constraint fct_sales_pkey, add primary key (tenant_id, transaction_date, line_key);
drop index fct_sales_tenant_id_transaction_date_idx, fct_sales_tenant_id_customer_id_transaction_date_idx;

alter table fct_events drop constraint fct_events_pkey, add primary key (tenant_id, event_date, line_key);
drop index fct_events_tenant_id_event_date_idx, fct_events_tenant_id_customer_id_event_type_event_date_idx;

alter table fct_marketing_spend drop constraint fct_marketing_spend_pkey, add primary key (tenant_id, spend_date, line_key);
drop index fct_marketing_spend_tenant_id_spend_date_idx;
