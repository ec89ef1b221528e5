import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLog } from '../../../tools/log/command.ts';
import { periodOf } from '../../../tools/log/period.ts';
import { toolsThat } from '../../../tools/log/verbs.ts';
import { aboutWords, fromWords, resultWords, toolWords, withoutAddresses } from '../../../tools/log/words.ts';

describe('the log', () => {
  it.each([
    ['Sent to ann.lee+x@shop.example today', 'Sent to [address] today'],
    ['call +49 151 1234 5678 or 015112345678.', 'call [number] or [number].'],
    ['“Größe”: jörg@größe.example', '“Größe”: [address]'],
    ['890 of 12345678 people, sg_aud_001, 2026-03-18', '890 of 12345678 people, sg_aud_001, 2026-03-18'],
  ])('leaves addresses and numbers out of “%s”', (said, kept) => {
    expect(withoutAddresses(said)).toBe(kept);
  });

  it('keeps no address wherever it stands', () => {
    const address = fc.tuple(fc.stringMatching(/^[a-z0-9.]{1,10}$/), fc.stringMatching(/^[a-z0-9]{1,8}$/));
    fc.assert(
      fc.property(fc.string(), address, fc.string(), (before, [local, domain], after) => {
        const text = withoutAddresses(`${before} ${local}@${domain}.example ${after}`);
        expect(text).not.toContain(`${local}@${domain}.example`);
      }),
    );
  });

  it('names only what names a thing', () => {
    expect(aboutWords('Welcome', { test: '7' })).toBe('Welcome');
    expect(aboutWords(null, { campaign: 'Spring', text: 'Dear Ann' })).toBe('Spring');
    expect(aboutWords(null, { number: '+4915112345678', who: 'x' })).toBeNull();
    expect(aboutWords(null, { name: 'x'.repeat(300) })).toHaveLength(120);
  });

  it('says from where and with what result', () => {
    expect(fromWords('button', 'slack')).toBe('a button in Slack');
    expect(fromWords('command', 'cli')).toBe('the command line');
    expect(fromWords('button', null)).toBe('a button');
    expect(fromWords('job', 'slack')).toBe('the schedule');
    expect(resultWords('forbidden', null)).toBe('Refused: not allowed to');
    expect(resultWords('ok', 'Mailed a@b.example')).toBe('Done. Mailed [address]');
    expect(toolWords('create_ab_test')).toBe('Create A/B test');
  });

  it.each([
    ['', {}],
    ['yesterday', { day: 'yesterday' }],
    ['proposals today', { about: 'proposals', day: 'today' }],
    ['Ann Lee 2026-03-18', { find: 'Ann Lee', day: '2026-03-18' }],
    ['apply_test_winner', { find: 'apply_test_winner' }],
    ['Approved WEEK', { find: 'Approved', day: 'week' }],
  ])('reads “%s”', (text, args) => {
    expect(parseLog(text)).toEqual(args);
  });

  it('knows what people say somebody did', () => {
    expect(toolsThat('Approved')).toEqual(['approve_', 'accept_']);
    expect(
      ['apply', 'applied', 'dismissed', 'made', 'stopped', 'cancelled', 'canceled'].map(toolsThat),
    ).not.toContain(null);
    expect(toolsThat('painted')).toBeNull();
  });

  it('takes the day where the team is, also where it has 23 hours', () => {
    const now = new Date('2026-03-29T22:30:00Z');
    expect(periodOf('today', now, 'Europe/Berlin')).toEqual({
      from: new Date('2026-03-29T22:00:00Z'),
      to: new Date('2026-03-30T22:00:00Z'),
      label: 'today',
    });
    const { from, to } = periodOf('yesterday', now, 'Europe/Berlin');
    expect([from, to]).toEqual([new Date('2026-03-28T23:00:00Z'), new Date('2026-03-29T22:00:00Z')]);
    expect(periodOf('2026-03-01', now, 'UTC').label).toBe('1 Mar 2026');
  });
});
