import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binCounts, binOf, quantileEdges } from '../../../statistics/quantile-bins.ts';
import { rfmEdges, rfmScore, rfmSegment } from '../../../statistics/rfm.ts';
import { RFM_FIVE, RFM_TEN } from '../../../statistics/rfm-schemes.ts';
import { hasDataset, readDataset, summarise } from './datasets.ts';

describe.skipIf(!hasDataset('rfm-orders/rfm_data_orders.csv'))('RFM of the published orders', () => {
  const table = () =>
    summarise(
      readDataset('rfm-orders/rfm_data_orders.csv').map((row, line) => ({
        customer: row.customer_id ?? '',
        day: Date.parse(row.order_date ?? ''),
        order: String(line),
        amount: Number(row.revenue),
      })),
      Date.UTC(2006, 11, 31),
    );

  it('has the published edges', () => {
    const { recency, frequency, monetary } = rfmEdges(table());
    expect(recency.map(rounded)).toEqual([115, 181, 297.4, 482]);
    expect(frequency.map(rounded)).toEqual([4, 5, 6, 8]);
    expect(monetary.map(rounded)).toEqual([255.8, 382, 506.4, 666]);
  });

  it('has the published Champions', () => {
    const { recency, frequency, monetary } = table();
    const edges = rfmEdges(table());
    const champions = Array.from(recency.keys()).filter((at) => {
      const score = rfmScore(recency[at] ?? 0, frequency[at] ?? 0, monetary[at] ?? 0, edges);
      return rfmSegment(score, RFM_TEN).name === 'Champions';
    });
    const sum = (values: Float64Array) => champions.reduce((total, at) => total + (values[at] ?? 0), 0);
    expect({ customers: champions.length, orders: sum(frequency), revenue: sum(monetary) }).toEqual({
      customers: 158,
      orders: 1_234,
      revenue: 120_178,
    });
  });
});

describe('named segments', () => {
  const scores = [1, 2, 3, 4, 5];
  const all = scores.flatMap((recency) =>
    scores.flatMap((frequency) => scores.map((monetary) => ({ recency, frequency, monetary }))),
  );

  it('of five take every score', () => {
    expect(new Set(all.map((score) => rfmSegment(score, RFM_FIVE).name))).toEqual(
      new Set(['Champions', 'Loyal Customers', 'Potential Loyalists', 'At Risk', 'Lost']),
    );
  });

  it('of ten all have scores of their own', () => {
    const found = new Set(all.map((score) => rfmSegment(score, RFM_TEN).name));
    expect([...found].sort()).toEqual([...RFM_TEN.segments.map(({ name }) => name), 'Others'].sort());
  });

  it.each([
    { score: [5, 5, 5], five: 'Champions', ten: 'Champions' },
    { score: [4, 1, 1], five: 'Potential Loyalists', ten: 'New Customers' },
    { score: [3, 1, 1], five: 'Potential Loyalists', ten: 'Promising' },
    { score: [1, 5, 5], five: 'At Risk', ten: "Can't Lose Them" },
    { score: [1, 1, 1], five: 'Lost', ten: 'Lost' },
    { score: [5, 1, 5], five: 'Potential Loyalists', ten: 'Others' },
  ])('$score are $five of five and $ten of ten', ({ score, five, ten }) => {
    const [recency = 0, frequency = 0, monetary = 0] = score;
    expect(rfmSegment({ recency, frequency, monetary }, RFM_FIVE).name).toBe(five);
    expect(rfmSegment({ recency, frequency, monetary }, RFM_TEN).name).toBe(ten);
  });
});

describe('quantile bins', () => {
  const values = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1 });

  it('count every value once, and put larger values into no lower bin', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 6 }), (list, bins) => {
        const edges = quantileEdges(Float64Array.from(list), bins, 1);
        expect(edges).toHaveLength(bins - 1);
        expect(binCounts(list, edges).reduce((sum, count) => sum + count, 0)).toBe(list.length);
        const sorted = [...list].sort((a, b) => a - b).map((value) => binOf(value, edges));
        expect(sorted).toEqual([...sorted].sort((a, b) => a - b));
      }),
    );
  });

  it('keep ties together and below the edge: customers of one order do not count as frequent', () => {
    const orders = Float64Array.from([
      ...new Array<number>(70).fill(1),
      ...new Array<number>(20).fill(2),
      3,
      9,
    ]);
    expect(binCounts(orders, quantileEdges(orders, 5, 1))).toEqual([70, 0, 0, 20, 2]);
  });

  it('refuse no values at all', () => {
    expect(() => quantileEdges(new Float64Array(), 5)).toThrow('no values');
  });
});

function rounded(value: number): number {
  return Number(value.toFixed(9));
}
