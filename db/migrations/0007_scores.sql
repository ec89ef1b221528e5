-- Raised where scores or segments are made anew. Questions remember what they may name by it and by data_version,
-- which stays what imports raise: else every refresh would look like new data to the next.
alter table tenants add column audience_version bigint not null default 0;
