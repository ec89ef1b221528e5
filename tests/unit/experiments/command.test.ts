import { describe, expect, it } from 'vitest';
import { parseTests, readShow, routeTests } from '../../../tools/experiments/command.ts';

describe('/walker test …', () => {
  it('lists, also by state; other words are a question', () => {
    expect([parseTests(''), parseTests('list'), parseTests('Running')]).toEqual([
      {},
      {},
      { status: 'running' },
    ]);
    expect(parseTests('of our patience')).toBeNull();
  });

  it('routes each verb to its tool', () => {
    expect(routeTests('start Welcome email')).toEqual({
      tool: 'start_ab_test',
      args: { test: 'Welcome email' },
    });
    expect(routeTests('apply x')?.tool).toBe('apply_test_winner');
    expect(routeTests('undo x')?.tool).toBe('undo_apply_winner');
    expect(routeTests('start')).toBeNull();
    expect(routeTests('assign Spring 2 | 500')).toEqual({
      tool: 'assign_next_people',
      args: { test: 'Spring 2', people: '500' },
    });
    expect(routeTests('assign Spring 2')?.args).toEqual({ test: 'Spring 2' });
    expect(routeTests('create T | A: a | B: b | allocation=Thompson floor=20%')?.args).toMatchObject({
      allocation: 'thompson',
      floor: 0.2,
    });
  });

  it('shows a test by another metric where the last words name one', () => {
    expect(readShow('Welcome email by visits')).toEqual({ test: 'Welcome email', metric: 'visit_rate' });
    expect(readShow('Sent by hand')).toEqual({ test: 'Sent by hand' });
    expect(readShow('Welcome by unsubscribes')).toEqual({ test: 'Welcome by unsubscribes' });
  });

  it('reads a new test: name, variations with their shares, options', () => {
    const call = routeTests(
      'create Spring subject | Control: Hello: again | Bold 30%: HI | Calm: hi | metric=ctr days=7 segment=At Risk effect=5% holdout=10% guardrails=unsubscribes, complaints',
    );
    expect(call).toEqual({
      tool: 'create_ab_test',
      args: {
        name: 'Spring subject',
        variations: [
          { name: 'Control', content: 'Hello: again', weight: 35 },
          { name: 'Bold', content: 'HI', weight: 30 },
          { name: 'Calm', content: 'hi', weight: 35 },
        ],
        metric: 'click_rate',
        days: '7',
        segment: 'At Risk',
        smallest_effect: 0.05,
        holdout: 0.1,
        guardrails: ['unsubscribe_rate', 'complaint_rate'],
      },
    });
  });
});
