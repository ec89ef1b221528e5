import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextOrder } from '../../../db/import/encode/text-order.ts';

const ordersOf = (texts: readonly string[]) => {
  const order = new TextOrder();
  const at = (text: string) => {
    const bytes = Buffer.from(`[${text}]`);
    return order.of(bytes, 1, bytes.length - 1);
  };
  // Once for what they have in common, once for their order.
  for (const text of texts) at(text);
  return texts.map(at);
};

describe('the order of texts by what follows their common beginning', () => {
  it('is that of their bytes', () => {
    expect(ordersOf(['CUST-0417', 'CUST-0422', 'CUST-04', 'CUST-2200'])).toEqual(
      ordersOf(['0417', '0422', '04', '2200']),
    );
    const [a = 0, b = 0, c = 0] = ordersOf(['CUST-0417', 'CUST-0422', 'CUST-2200']);
    expect(a).toBeLessThan(b);
    expect(b).toBeLessThan(c);
  });

  it('never contradicts them, and fits into 32 bits', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 6 }),
        fc.array(fc.string({ unit: 'binary', maxLength: 8 })),
        (start, ends) => {
          const texts = ends.map((end) => start + end);
          const orders = ordersOf(texts);
          for (const [i, order] of orders.entries()) {
            expect(order).toBeGreaterThanOrEqual(0);
            expect(order).toBeLessThan(2 ** 32);
            for (const [j, other] of orders.entries())
              if (Buffer.compare(Buffer.from(texts[i] ?? ''), Buffer.from(texts[j] ?? '')) < 0)
                expect(order).toBeLessThanOrEqual(other);
          }
        },
      ),
    );
  });
});
