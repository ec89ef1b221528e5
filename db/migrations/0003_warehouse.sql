-- The team's data: a star schema whose names and columns are those of the users' own documents.
-- Every fact has a `line_key`: a hash of the line and its occurrence, so that importing a line twice changes nothing.

-- The calendar is the same for everybody and holds no tenant's data.
create table dim_datetime (
  date_day   date primary key,
  year       integer not null,
  quarter    integer not null,
  month      integer not null,
  month_name text not null,
  week       integer not null,
  day        integer not null,
  weekday    integer not null,
  day_name   text not null,
  is_weekend boolean not null
);
insert into dim_datetime
select d, extract(year from d), extract(quarter from d), extract(month from d), to_char(d, 'FMMonth'),
       extract(week from d), extract(day from d), extract(isodow from d), to_char(d, 'FMDay'), extract(isodow from d) > 5
from (select d::date from generate_series(date '2000-01-01', date '2050-12-31', interval '1 day') d) days (d);
grant select on dim_datetime to walker_app, walker_reader;

create table imports (
  import_id     uuid primary key,
  tenant_id     uuid not null references tenants on delete cascade,
  dataset       text not null,
  file_name     text not null,
  file_path     text,
  file_sha256   text not null,
  state         text not null check (state in ('running', 'done', 'failed', 'interrupted')),
  mapping       jsonb not null default '{}',
  rows_read     bigint not null default 0,
  rows_added    bigint not null default 0,
  rows_changed  bigint not null default 0,
  rows_same     bigint not null default 0,
  rows_rejected bigint not null default 0,
  rejects_path  text,
  message       text,
  started_at    timestamptz not null default now(),
  heartbeat_at  timestamptz not null default now(),
  finished_at   timestamptz
);
create index on imports (tenant_id, started_at desc);
call walker_secure('imports');

create table dim_customer (
  tenant_id              uuid not null,
  customer_id            text not null,
  first_name             text,
  last_name              text,
  email                  text,
  phone                  text,
  gender                 text,
  age                    integer,
  location               text,
  country                text,
  favorite_color         text,
  customer_tenure_months integer,
  customer_segment       text,
  signup_date            date,
  -- Consent is given by the person: an import sets it for a new customer and never changes it after.
  email_consent          boolean,
  whatsapp_consent       boolean,
  sms_consent            boolean,
  -- Derived from the sales after each import.
  first_order_date       date,
  last_order_date        date,
  attributes             jsonb not null default '{}',
  import_id              uuid,
  primary key (tenant_id, customer_id)
);
call walker_secure('dim_customer');

create table dim_products (
  tenant_id     uuid not null references tenants on delete cascade,
  product_sku   text not null,
  product_name  text,
  category      text,
  product_group text,
  color         text,
  price         numeric,
  gst_rate      numeric,
  attributes    jsonb not null default '{}',
  import_id     uuid,
  primary key (tenant_id, product_sku)
);
create index on dim_products (tenant_id, category);
call walker_secure('dim_products');

create table coupons (
  tenant_id    uuid not null references tenants on delete cascade,
  month        integer not null,
  category     text not null,
  coupon_code  text not null,
  discount_pct numeric not null,
  primary key (tenant_id, month, category)
);
call walker_secure('coupons');

-- The sales tax of a category, as a fraction.
create table tax_rates (
  tenant_id uuid not null references tenants on delete cascade,
  category  text not null,
  rate      numeric not null,
  primary key (tenant_id, category)
);
call walker_secure('tax_rates');

create table fct_sales (
  tenant_id          uuid not null,
  line_key           uuid not null,
  transaction_id     text not null,
  -- Null where the line names no customer.
  customer_id        text,
  product_sku        text,
  transaction_date   date not null,
  transaction_at     timestamptz,
  -- Negative for a return.
  quantity           numeric not null,
  unit_price         numeric not null,
  gross_amount       numeric not null,
  discount_amount    numeric not null default 0,
  -- Revenue: gross less discount, before tax and delivery.
  total_amount       numeric not null,
  tax_amount         numeric not null default 0,
  delivery_amount    numeric not null default 0,
  coupon_status      text,
  coupon_code        text,
  channel            text,
  -- The currency of the line as imported; the amounts are in the tenant's.
  currency           text,
  exchange_rate      numeric,
  sale_size_category text generated always as (
    case when total_amount < 0 then 'Return' when total_amount < 25 then 'Small'
         when total_amount < 100 then 'Medium' else 'Large' end) stored,
  attributes         jsonb not null default '{}',
  import_id          uuid,
  primary key (tenant_id, line_key)
);
create index on fct_sales (tenant_id, transaction_date);
create index on fct_sales (tenant_id, customer_id, transaction_date);
call walker_secure('fct_sales');

-- The large tables have no foreign key to tenants: checking it row by row cost a third of an import's time.
-- What it promised is kept here: a tenant that goes takes its rows along.
create function walker_forget_tenant() returns trigger language plpgsql as $$
begin
  delete from fct_sales where tenant_id = old.tenant_id;
  delete from fct_events where tenant_id = old.tenant_id;
  delete from dim_customer where tenant_id = old.tenant_id;
  return old;
end $$;
create trigger forget_tenant after delete on tenants for each row execute function walker_forget_tenant();

create table fct_marketing_spend (
  tenant_id   uuid not null references tenants on delete cascade,
  line_key    uuid not null,
  spend_date  date not null,
  channel     text not null,
  campaign    text,
  amount      numeric not null,
  impressions bigint,
  clicks      bigint,
  conversions numeric,
  currency    text,
  attributes  jsonb not null default '{}',
  import_id   uuid,
  primary key (tenant_id, line_key)
);
create index on fct_marketing_spend (tenant_id, spend_date);
call walker_secure('fct_marketing_spend');

create table fct_events (
  tenant_id   uuid not null,
  line_key    uuid not null,
  customer_id text,
  session_id  text,
  event_type  text not null,
  event_at    timestamptz not null,
  event_date  date not null,
  product_sku text,
  page        text,
  device      text,
  channel     text,
  properties  jsonb not null default '{}',
  import_id   uuid,
  primary key (tenant_id, line_key)
);
create index on fct_events (tenant_id, event_date);
create index on fct_events (tenant_id, customer_id, event_type, event_date);
call walker_secure('fct_events');

create table quality_results (
  tenant_id   uuid not null references tenants on delete cascade,
  run_id      uuid not null,
  check_id    text not null,
  failed_rows bigint not null,
  checked_rows bigint not null,
  sample      jsonb not null default '[]',
  checked_at  timestamptz not null default now(),
  primary key (tenant_id, run_id, check_id)
);
create index on quality_results (tenant_id, checked_at desc);
call walker_secure('quality_results');
