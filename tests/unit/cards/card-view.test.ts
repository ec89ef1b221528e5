import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SendableCard } from '../../../cards/card.ts';
import { viewCard } from '../../../cards/card-view.ts';
import { anySendableCard } from '../../arbitraries/card.ts';

const card = (rest: Partial<SendableCard>): SendableCard => ({ tone: 'answer', title: 'Revenue', ...rest });

describe('a card on the page', () => {
  it('is drawn whatever is in it, and survives the way over the wire', () => {
    fc.assert(
      fc.property(anySendableCard, (any) => {
        const view = viewCard(any, any.chart ? 'chart-1' : null);
        expect(JSON.parse(JSON.stringify(view))).toEqual(view);
        expect(view.table?.rows.every((row) => row.length === view.table?.columns.length) ?? true).toBe(true);
        expect(view.buttons.map(({ token }) => token)).toEqual((any.buttons ?? []).map(({ token }) => token));
      }),
    );
  });

  it.each([
    [12, 'up', 'up', 'good'],
    [-12, 'up', 'down', 'bad'],
    [-12, 'down', 'down', 'good'],
    [12, 'down', 'up', 'bad'],
    [12, 'neutral', 'up', 'neutral'],
    [0, 'up', 'level', 'neutral'],
  ] as const)('judges a change of %d by whether more is better (%s)', (difference, good, direction, mood) => {
    const change = { difference, ratio: 0.1, format: { kind: 'integer' }, against: 'May', good } as const;
    const view = viewCard(
      card({ headlines: [{ label: 'Orders', value: 3, format: { kind: 'integer' }, change }] }),
      null,
    );
    expect(view.headlines[0]?.change).toMatchObject({ direction, mood });
  });

  it('aligns metrics, and leaves names and times to the left', () => {
    const view = viewCard(
      card({
        table: {
          caption: 'By month',
          columns: [
            { key: 'month', label: 'Month', role: 'time', format: { kind: 'bucket', grain: 'month' } },
            { key: 'orders', label: 'Orders', role: 'metric', format: { kind: 'integer' } },
          ],
          rows: [{ month: '2019-03-01', orders: 1991 }, { month: '2019-04-01' }],
          omitted: 0,
        },
      }),
      null,
    );
    expect(view.table?.columns.map(({ numeric }) => numeric)).toEqual([false, true]);
    expect(view.table?.rows[0]?.[1]).toBe('1,991');
  });

  it('has its chart under the id it was kept by', () => {
    const chart = {
      kind: 'bar',
      title: 'Orders',
      labels: ['May'],
      series: [{ name: 'Orders', values: [4] }],
      format: { kind: 'integer' },
    } as const;
    expect(viewCard(card({ chart }), 'chart-7').chart).toMatchObject({
      id: 'chart-7',
      alt: expect.stringContaining('Orders'),
    });
    expect(viewCard(card({ chart }), null).chart).toBeNull();
  });
});
