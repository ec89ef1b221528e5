import { describe, expect, it } from 'vitest';
import { churnOfBuyer, churnOfSubscriber } from '../../../tools/scores/churn.ts';

const forecast = { alive: 0.3, noneWithinHorizon: 0.8, expectedOrders: 1, lifetimeValue: null };
const buyer = { repeats: 6, lastAtDays: 126, ageDays: 222, valued: 6, meanValue: 20 };

describe('the reason for a churn risk', () => {
  it('of a regular buyer is their rhythm and their silence', () => {
    expect(churnOfBuyer(buyer, 96, forecast, 365)).toEqual({
      probability: 0.7,
      reason: 'Usually orders every 21 days, silent for 96.',
    });
    expect(churnOfBuyer({ ...buyer, lastAtDays: 6 }, 0, forecast, 365).reason).toBe(
      'Usually orders every day, ordered today.',
    );
  });

  it('of a one-time buyer is how few of them come back, for the model takes them all for active', () => {
    const once = { ...buyer, repeats: 0, lastAtDays: 0 };
    expect(churnOfBuyer(once, 1, { ...forecast, alive: 1 }, 365)).toEqual({
      probability: 0.8,
      reason: 'Bought once, 1 day ago; 20% of such customers come back within 365 days.',
    });
    expect(churnOfBuyer(once, 500, { ...forecast, noneWithinHorizon: 0.999 }, 365).reason).toBe(
      'Bought once, 500 days ago; fewer than 1% of such customers come back within 365 days.',
    );
  });

  it('of a subscriber is the contract', () => {
    expect(churnOfSubscriber({ months: 14, cancelledOn: null }, 0.12, 12)).toEqual({
      probability: 0.12,
      reason: 'Has subscribed for 14 months; 12% of such subscribers cancel within 12 months.',
    });
    expect(churnOfSubscriber({ months: 3, cancelledOn: '2026-01-05' }, null, 12)).toEqual({
      probability: 1,
      reason: 'Cancelled the subscription on 2026-01-05.',
    });
    expect(churnOfSubscriber({ months: 0, cancelledOn: null }, null, 12)).toBeNull();
  });
});
