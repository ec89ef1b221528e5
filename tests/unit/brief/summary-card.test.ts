import { describe, expect, it } from 'vitest';
import { type BriefItem, digestCard, type Morning, PHASES, summaryCard } from '../../../tools/brief/index.ts';
import type { Workspace } from '../../../tools/workspace.ts';

const workspace = {
  tenantId: 't',
  name: 'Shop',
  timezone: 'Europe/Berlin',
  currency: 'EUR',
  today: '2026-11-20',
  clockIsBehind: false,
  data: { from: '2024-01-01', to: '2026-11-19' },
  isDemo: false,
  version: '1',
} as Workspace;

const FOUND: Readonly<Record<string, object>> = {
  numbers: {
    day: '2026-11-19',
    dataUntil: null,
    headlines: [
      { metric: 'revenue', label: 'Revenue', value: 1200, usual: 1000, weeks: 4, money: true },
      { metric: 'orders', label: 'Orders', value: 10, usual: null, weeks: 0, money: false },
      { metric: 'new_customers', label: 'New customers', value: 3, usual: 0, weeks: 1, money: false },
    ],
  },
  segments: { changes: [] },
  outreach: { sent: [], today: [], drafts: 0 },
  tests: { tests: [] },
  proposals: { fresh: [], open: [], failed: [] },
};

const morning = (found: Record<string, object> = {}, failed: readonly string[] = []): Morning => ({
  at: new Date('2026-11-19T23:00:00Z'),
  finishedAt: new Date('2026-11-20T07:00:30Z'),
  phases: PHASES.map((phase) =>
    failed.includes(phase)
      ? { phase, state: 'failed', ms: 1, result: {}, errorId: 'abcd1234' }
      : { phase, state: 'done', ms: 1, result: { ...(found[phase] ?? FOUND[phase] ?? {}) } },
  ),
});
const item = (id: string, worth: number, told = false): BriefItem => ({
  id,
  told,
  asOf: told ? '2026-11-17' : null,
  subject: `day:${id}`,
  type: 'anomaly',
  title: `Look at ${id}`,
  priority: 'high',
  expected: worth * 2,
  worth,
});

describe('the summary', () => {
  it('puts yesterday beside the same weekday, and says what that is', () => {
    expect(summaryCard(morning(), [], workspace).headlines).toEqual([
      {
        label: 'Revenue, 19 Nov 2026',
        value: 1200,
        format: { kind: 'currency', currency: 'EUR', decimals: 0 },
        change: {
          difference: 200,
          ratio: 0.2,
          format: { kind: 'currency', currency: 'EUR', decimals: 0 },
          against: 'Thursdays of the 4 weeks before',
          good: 'up',
        },
      },
      // Nothing to compare with is no change of 100%.
      { label: 'Orders, 19 Nov 2026', value: 10, format: { kind: 'integer' } },
      {
        label: 'New customers, 19 Nov 2026',
        value: 3,
        format: { kind: 'integer' },
        change: {
          difference: 3,
          ratio: null,
          format: { kind: 'integer' },
          against: 'Thursdays of the week before',
          good: 'up',
        },
      },
    ]);
  });

  it('says that nothing is going on only where everything was read', () => {
    expect(summaryCard(morning(), [], workspace)).toMatchObject({
      title: 'Your brief: nothing needs you today',
      text: [expect.stringMatching(/^Nothing is going on/)],
    });
    const half = summaryCard(morning({}, ['segments', 'proposals']), [], workspace);
    expect(half.title).toBe('Your brief: it is not complete this morning');
    expect(half.text).toEqual([
      'Whether anything needs you today is not known.',
      'The changes of segments could not be read (id abcd1234).',
      'Proposals could not be made (id abcd1234).',
    ]);
  });

  it('names a contribution that failed', () => {
    const found = { proposals: { fresh: [], open: [], failed: [{ name: 'spend', errorId: 'e1' }] } };
    expect(summaryCard(morning(found), [item('a', 10)], workspace).text).toContain(
      'Part of the proposals is missing: spend (id e1).',
    );
  });

  it('adds up what the proposals are worth, and leaves out what costs', () => {
    expect(summaryCard(morning(), [item('a', 100), item('b', 50)], workspace).title).toBe(
      'Your brief: 2 proposals, worth about €150 in 90 days',
    );
    expect(summaryCard(morning(), [item('a', 0)], workspace).title).toBe('Your brief: 1 proposal');
  });

  it('tells what is new from what was told before', () => {
    const title = (items: readonly BriefItem[]) => summaryCard(morning(), items, workspace).title;
    expect(title([item('a', 100), item('b', 50, true)])).toBe(
      'Your brief: 1 new proposal, 1 still open, worth about €150 in 90 days',
    );
    expect(title([item('a', 0, true), item('b', 0, true)])).toBe(
      'Your brief: nothing new today, 2 proposals still open',
    );
  });

  it('tells a verdict once, and leaves it to the proposal about the test', () => {
    const test = { id: '7', name: 'Welcome', verdict: 'winner', days: 20, sentence: 'B wins.' };
    const text = (changed: boolean, subject: string) =>
      summaryCard(
        morning({ tests: { tests: [{ ...test, changed }] } }),
        [{ ...item('a', 1), subject }],
        workspace,
      ).text;
    expect(text(true, 'day:1')).toEqual(['Test “Welcome”: B wins.']);
    expect(text(true, 'test:7')).toEqual([]);
    expect(text(false, 'day:1')).toEqual([]);
  });

  it('tells of segments, tests and campaigns in sentences', () => {
    const found = {
      segments: {
        changes: [
          { id: '1', name: 'At Risk', members: 150, before: 100, since: '2026-11-12' },
          { id: '2', name: 'New', members: 80, before: 100, since: '2026-11-12' },
        ],
      },
      tests: {
        tests: [
          { id: '1', name: 'Welcome', verdict: 'winner', days: 20, sentence: 'B wins.' },
          { id: '2', name: 'Cart', verdict: 'keep_running', days: 3, sentence: 'Too early.' },
        ],
      },
      outreach: {
        sent: [
          {
            ...{ id: '1', name: 'Win back', channel: 'email', status: 'sent', sent: 1200, delivered: 1190 },
            ...{ opened: 300, clicked: 0, converted: 4, unknown: 2 },
          },
        ],
        today: [{ id: '2', name: 'Teaser', at: '2026-11-20T09:00:00.000Z' }],
        drafts: 2,
      },
    };
    expect(summaryCard(morning(found), [], workspace)).toMatchObject({
      title: 'Your brief: nothing to decide today',
      text: [
        'There is nothing to decide today.',
        'The segment “At Risk” grew from 100 to 150 people (+50%) since 12 Nov 2026.',
        'The segment “New” shrank from 100 to 80 people (−20%) since 12 Nov 2026.',
        'Test “Welcome”: B wins.',
        '1 test is running and cannot tell yet.',
        'Campaign “Win back”: 1,200 sent, 1,190 delivered, 300 opened, 4 bought, of 2 it is not known whether they arrived.',
        'Campaign “Teaser” is to be sent at 10:00.',
        '2 campaign drafts wait for approval.',
      ],
    });
  });

  it('does not call sent what was kept in the house', () => {
    const counts = { delivered: 0, opened: 0, clicked: 0, converted: 0, unknown: 0 };
    const sent = [{ id: '1', name: 'Hi', channel: 'email', status: 'sent', sent: 12, kept: 12, ...counts }];
    expect(
      summaryCard(morning({ outreach: { sent, today: [], drafts: 0 } }), [], workspace).text?.at(-1),
    ).toBe('Campaign “Hi”: 0 sent, 12 kept in the house (no provider is set up, or it is a demo).');
  });

  it('of an empty workspace says how to begin', () => {
    const none = { numbers: { day: null, headlines: [], dataUntil: null } };
    const card = summaryCard(morning(none), [], { ...workspace, data: null });
    expect(card.headlines).toEqual([]);
    // Without data nobody knows whether anything is going on.
    expect(card.title).toBe('Your brief: there is no data yet');
    expect(card.text).toEqual([expect.stringMatching(/no sales in this workspace yet/)]);
  });
});

describe('the digest', () => {
  it('has what is new first', () => {
    const items = [item('old', 10, true), item('new', 10)];
    const card = digestCard(summaryCard(morning(), items, workspace), items, workspace);
    expect(card.text?.[0]).toBe(
      '1. Look at new (expected €20)\n2. Still open: Look at old (expected €20 as of 17 Nov 2026)',
    );
    expect(card.buttons?.map(({ label }) => label)).toEqual(['Look at new', 'Look at old']);
  });

  it('lists proposals with a button each, nine at most', () => {
    const items = Array.from({ length: 11 }, (_, n) => item(`sg_${n}`, 10));
    const card = digestCard(summaryCard(morning(), items, workspace), items, workspace);
    expect(card.text?.[0]?.split('\n')[0]).toBe('1. Look at sg_0 (expected €20)');
    expect(card.text?.[1]).toMatch(/^And 2 more: “Look at sg_9”, “Look at sg_10”/);
    expect(card.buttons).toHaveLength(9);
    expect(card.buttons?.[1]).toEqual({
      label: 'Look at sg_1',
      call: { tool: 'show_suggestion', args: { suggestion: 'sg_1' } },
    });
  });
});
