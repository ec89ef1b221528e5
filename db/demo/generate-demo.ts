/**
 * The demo workspace as streams of rows. Pure: the same options give the same rows, byte for byte. Every
 * customer is computed from the seed and a number alone, so a million stream in the memory of one.
 */
import type { SqlValue } from '../db.ts';
import { createCalendar } from './calendar.ts';
import { createCatalog } from './catalog.ts';
import { type Customer, createCustomer } from './customers.ts';
import { DemoRefused } from './demo-refused.ts';
import { EVENT_COLUMNS, eventsOf } from './events.ts';
import { createExperiments, type Experiment } from './experiments.ts';
import { createJourney, type World } from './journey.ts';
import { createOutreach, FUNNELS, type Funnel, type OutreachCampaign } from './outreach.ts';
import { SALES_COLUMNS, salesOf } from './sales.ts';
import { SPEND_COLUMNS, spendOf } from './spend.ts';

export interface DemoOptions {
  readonly seed: number;
  readonly customers: number;
  /** Length of the history; the stories need at least 200. */
  readonly days: number;
  /** `YYYY-MM-DD`; the history ends the day before. */
  readonly today: string;
  /** IANA zone in which the days begin. Default UTC. */
  readonly timezone?: string;
  /** ISO 4217 code of the amounts. Default USD. */
  readonly currency?: string;
}

export interface DemoTable {
  readonly name:
    | 'dim_products'
    | 'coupons'
    | 'tax_rates'
    | 'dim_customer'
    | 'fct_marketing_spend'
    | 'fct_sales'
    | 'fct_events';
  /** All but `tenant_id`. */
  readonly columns: readonly string[];
  /** Lazy; iterating again gives the same rows again. */
  readonly rows: Iterable<readonly SqlValue[]>;
  /** About how many rows there will be; for progress bars. */
  readonly expected: number;
}

export interface Demo {
  readonly tables: readonly DemoTable[];
  readonly experiments: readonly Experiment[];
  readonly funnels: readonly Funnel[];
  readonly outreach: readonly OutreachCampaign[];
}

const SHORTEST = 200;
/** Rows per customer over 400 days, as measured. */
const SALES_PER_CUSTOMER = 14;
const EVENTS_PER_CUSTOMER = 46;

/** Describes the demo workspace; rows are made while they are read. Throws `DemoRefused` on senseless options. */
export function generateDemo(options: DemoOptions): Demo {
  const { seed, customers, days, today, timezone = 'UTC', currency = 'USD' } = options;
  if (!Number.isInteger(customers) || customers < 1)
    throw new DemoRefused(`The demo needs at least 1 customer, not ${customers}.`);
  if (!Number.isInteger(days) || days < SHORTEST)
    throw new DemoRefused(`The demo needs at least ${SHORTEST} days of history, not ${days}.`);
  const calendar = createCalendar(today, days, timezone);
  const catalog = createCatalog(seed);
  const world: World = { seed, calendar, catalog };
  const people = again(function* () {
    for (let number = 0; number < customers; number += 1) yield createCustomer(seed, number, calendar);
  });
  const perCustomer = (rowsOf: (customer: Customer) => Iterable<readonly SqlValue[]>) =>
    again(function* () {
      for (const customer of people) yield* rowsOf(customer);
    });
  const history = days / 400;

  return {
    tables: [
      {
        name: 'dim_products',
        columns: PRODUCT_COLUMNS,
        rows: catalog.products.map((product) => [
          product.sku,
          product.name,
          product.category,
          product.group,
          product.color,
          product.priceCents / 100,
          product.taxRate,
          JSON.stringify({ line: product.line }),
        ]),
        expected: catalog.products.length,
      },
      {
        name: 'coupons',
        columns: ['month', 'category', 'coupon_code', 'discount_pct'],
        rows: again(function* () {
          for (const category of catalog.categories)
            for (let month = 1; month <= 12; month += 1) {
              const { code, percent } = catalog.coupon(month, category);
              yield [month, category.name, code, percent];
            }
        }),
        expected: catalog.categories.length * 12,
      },
      {
        name: 'tax_rates',
        columns: ['category', 'rate'],
        rows: catalog.categories.map(({ name, taxRate }) => [name, taxRate]),
        expected: catalog.categories.length,
      },
      {
        name: 'dim_customer',
        columns: CUSTOMER_COLUMNS,
        rows: perCustomer((customer) => [customerRow(customer)]),
        expected: customers,
      },
      {
        name: 'fct_marketing_spend',
        columns: SPEND_COLUMNS,
        rows: again(() => spendOf({ seed, calendar, customers, currency })),
        expected: days * 7,
      },
      {
        name: 'fct_sales',
        columns: SALES_COLUMNS,
        rows: perCustomer((customer) => salesOf(customer, createJourney(customer, world), world, currency)),
        expected: Math.round(customers * SALES_PER_CUSTOMER * history),
      },
      {
        name: 'fct_events',
        columns: EVENT_COLUMNS,
        rows: perCustomer((customer) => eventsOf(customer, createJourney(customer, world), world)),
        expected: Math.round(customers * EVENTS_PER_CUSTOMER * history),
      },
    ],
    experiments: createExperiments(seed, calendar, people),
    funnels: FUNNELS,
    outreach: createOutreach(customers, calendar),
  };
}

const PRODUCT_COLUMNS = [
  'product_sku',
  'product_name',
  'category',
  'product_group',
  'color',
  'price',
  'gst_rate',
  'attributes',
];

const CUSTOMER_COLUMNS = [
  'customer_id',
  'first_name',
  'last_name',
  'email',
  'phone',
  'gender',
  'age',
  'location',
  'country',
  'favorite_color',
  'customer_tenure_months',
  'signup_date',
  'email_consent',
  'whatsapp_consent',
  'sms_consent',
];

function customerRow(customer: Customer): readonly SqlValue[] {
  return [
    customer.id,
    customer.firstName,
    customer.lastName,
    customer.email,
    customer.phone,
    customer.gender,
    customer.age,
    customer.location,
    customer.country,
    customer.favoriteColor,
    customer.tenureMonths,
    customer.signupDate,
    customer.emailConsent,
    customer.whatsappConsent,
    customer.smsConsent,
  ];
}

/** An iterable that starts anew each time it is read. */
function again<T>(start: () => Iterator<T>): Iterable<T> {
  return { [Symbol.iterator]: start };
}
