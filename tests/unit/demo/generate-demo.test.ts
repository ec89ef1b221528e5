import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import type { SqlValue } from '../../../db/db.ts';
import { type DemoOptions, generateDemo } from '../../../db/demo/generate-demo.ts';

type Row = Readonly<Record<string, SqlValue>>;

const OPTIONS: DemoOptions = { seed: 1, customers: 40, days: 400, today: '2026-03-18' };

/** Any shop small enough to generate often. */
const anyOptions = fc.record({
  seed: fc.nat(),
  customers: fc.integer({ min: 1, max: 12 }),
  days: fc.integer({ min: 200, max: 420 }),
  today: fc
    .date({ min: new Date('2002-01-01'), max: new Date('2049-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  timezone: fc.constantFrom(
    'UTC',
    'America/New_York',
    'Europe/Berlin',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
  ),
});

function rowsOf(options: DemoOptions, table: string): Row[] {
  const found = generateDemo(options).tables.find(({ name }) => name === table);
  if (!found) throw new Error(`no table ${table}`);
  return [...found.rows].map((row) =>
    Object.fromEntries(found.columns.map((column, index) => [column, row[index]])),
  );
}

function fingerprint(options: DemoOptions): string {
  const demo = generateDemo(options);
  const hash = createHash('sha256');
  for (const { rows } of demo.tables) for (const row of rows) hash.update(JSON.stringify(row));
  for (const { results } of demo.experiments) for (const row of results) hash.update(JSON.stringify(row));
  hash.update(JSON.stringify([demo.funnels, demo.outreach]));
  return hash.digest('hex');
}

const cents = (value: SqlValue) => Math.round(Number(value) * 100);

describe('the demo generator', () => {
  it('gives the same rows for the same options, and others for another seed or day', () => {
    expect(fingerprint(OPTIONS)).toBe(fingerprint(OPTIONS));
    expect(fingerprint({ ...OPTIONS, seed: 2 })).not.toBe(fingerprint(OPTIONS));
    expect(fingerprint({ ...OPTIONS, today: '2026-03-19' })).not.toBe(fingerprint(OPTIONS));
  });

  it('makes rows only when they are read, so that any number of customers can be streamed', () => {
    const demo = generateDemo({ ...OPTIONS, customers: 1_000_000_000 });
    const sales = demo.tables.find(({ name }) => name === 'fct_sales');
    const first: unknown[] = [];
    for (const row of sales?.rows ?? []) {
      first.push(row);
      if (first.length === 50) break;
    }
    expect(first).toHaveLength(50);
  });

  it('keeps the customers it has when more are asked for', () => {
    const few = rowsOf(OPTIONS, 'dim_customer');
    const more = rowsOf({ ...OPTIONS, customers: 60 }, 'dim_customer');
    expect(more.slice(0, few.length)).toEqual(few);
  });

  it('refuses a shop without customers and a history too short for its stories', () => {
    expect(() => generateDemo({ ...OPTIONS, customers: 0 })).toThrow('at least 1 customer');
    expect(() => generateDemo({ ...OPTIONS, days: 30 })).toThrow('at least 200 days');
    expect(() => generateDemo({ ...OPTIONS, timezone: 'Atlantis/Center' })).toThrow('timezone');
  });

  it('ends yesterday and begins as many days ago as asked', () => {
    fc.assert(
      fc.property(anyOptions, (options) => {
        const last = DateTime.fromISO(options.today).minus({ days: 1 }).toISODate() ?? '';
        const first = DateTime.fromISO(options.today).minus({ days: options.days }).toISODate() ?? '';
        const spend = rowsOf(options, 'fct_marketing_spend')
          .map((row) => String(row.spend_date))
          .sort();
        expect([spend.at(0), spend.at(-1)]).toEqual([first, last]);
        for (const row of rowsOf(options, 'fct_sales')) {
          expect(String(row.transaction_date) >= first && String(row.transaction_date) <= last).toBe(true);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('makes sales whose amounts add up to the cent, returns included', () => {
    fc.assert(
      fc.property(anyOptions, (options) => {
        for (const row of rowsOf(options, 'fct_sales')) {
          expect(cents(row.gross_amount)).toBe(Number(row.quantity) * cents(row.unit_price));
          expect(cents(row.total_amount)).toBe(cents(row.gross_amount) - cents(row.discount_amount));
          expect(Math.sign(Number(row.total_amount))).toBe(Math.sign(Number(row.quantity)));
          expect(row.coupon_status === 'Used').toBe(cents(row.discount_amount) !== 0);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('books a return onto the order it came from, later and at the same price', () => {
    const sales = rowsOf({ ...OPTIONS, customers: 200 }, 'fct_sales');
    const returns = sales.filter((row) => Number(row.quantity) < 0);
    expect(returns.length).toBeGreaterThan(0);
    for (const back of returns) {
      const bought = sales.find(
        (row) =>
          Number(row.quantity) > 0 &&
          row.transaction_id === back.transaction_id &&
          row.product_sku === back.product_sku,
      );
      expect(bought?.total_amount).toBe(-Number(back.total_amount));
      expect(String(bought?.transaction_date) < String(back.transaction_date)).toBe(true);
    }
  });

  it('gives every purchase event its sale and every sale its purchase event, of the same value', () => {
    fc.assert(
      fc.property(anyOptions, (options) => {
        const sold = new Map<string, number>();
        for (const row of rowsOf(options, 'fct_sales').filter((line) => Number(line.quantity) > 0)) {
          const id = String(row.transaction_id);
          sold.set(id, (sold.get(id) ?? 0) + cents(row.total_amount));
        }
        const purchased = new Map<string, number>();
        for (const row of rowsOf(options, 'fct_events').filter((event) => event.event_type === 'purchase')) {
          const { transaction_id, value } = JSON.parse(String(row.properties));
          purchased.set(transaction_id, cents(value));
        }
        expect(purchased).toEqual(sold);
      }),
      { numRuns: 25 },
    );
  });

  it('lets no session skip a step, change its device or its customer', () => {
    const steps = ['page_view', 'product_view', 'add_to_cart', 'checkout_started', 'purchase'];
    const sessions = new Map<SqlValue, Row[]>();
    for (const row of rowsOf(OPTIONS, 'fct_events'))
      sessions.set(row.session_id, [...(sessions.get(row.session_id) ?? []), row]);
    for (const events of sessions.values()) {
      expect(events.map((event) => event.event_type)).toEqual(steps.slice(0, events.length));
      expect(new Set(events.map((event) => `${event.device} ${event.customer_id}`)).size).toBe(1);
    }
  });

  it('dates every event by the clock of the workspace', () => {
    fc.assert(
      fc.property(anyOptions, (options) => {
        for (const row of rowsOf(options, 'fct_events')) {
          const local = DateTime.fromISO(String(row.event_at), { zone: options.timezone });
          expect(local.toISODate()).toBe(row.event_date);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('invents nobody who could be reached: reserved domains and telephone ranges, each used once', () => {
    const people = rowsOf({ ...OPTIONS, customers: 3000 }, 'dim_customer');
    const reserved =
      /^(\+1\d{3}55501\d{2}|\+447700900\d{3}|\+442079460\d{3}|\+44(161|121|117|113)4960\d{3}|\+49(3023125|4066969|6990009|8999998|2214710)\d{3}|\+33(63998|19900|46571)\d{4})$/;
    const emails = people.flatMap(({ email }) => (email === null ? [] : [String(email)]));
    const phones = people.flatMap(({ phone }) => (phone === null ? [] : [String(phone)]));
    expect(emails.filter((email) => !/^[a-z.\d]+@example\.(com|org|net)$/.test(email))).toEqual([]);
    expect(phones.filter((phone) => !reserved.test(phone))).toEqual([]);
    expect(new Set(emails).size).toBe(emails.length);
    expect(new Set(phones).size).toBe(phones.length);
    expect(people.some(({ email_consent }) => email_consent === false)).toBe(true);
    for (const { email, email_consent, phone, whatsapp_consent, sms_consent } of people) {
      if (email === null) expect(email_consent).toBe(false);
      if (phone === null) expect([whatsapp_consent, sms_consent]).toEqual([false, false]);
    }
  });

  it('sells about 300 products in 16 categories, none under the name of another', () => {
    const products = rowsOf(OPTIONS, 'dim_products');
    expect(new Set(products.map(({ category }) => category)).size).toBe(16);
    expect(products.length).toBe(304);
    expect(new Set(products.map(({ product_sku }) => product_sku)).size).toBe(products.length);
    expect(new Set(products.map(({ product_name }) => product_name)).size).toBe(products.length);
    expect(products.every(({ price }) => Number(price) > 0)).toBe(true);
  });
});
