/** What the rules make of several hundred phrasings, by class. The data files are the specification of the grammar. */
import { describe, expect, test } from 'vitest';
import { metricQuery } from '../../../tools/metrics/metric-query.ts';
import { converse } from './converse.ts';
import { averages } from './phrasings/averages.ts';
import { dates } from './phrasings/dates.ts';
import { eitherOr } from './phrasings/either-or.ts';
import { everyday } from './phrasings/everyday.ts';
import { followUps } from './phrasings/follow-ups.ts';
import { insideGroups } from './phrasings/inside-groups.ts';
import { lookAlikes } from './phrasings/look-alikes.ts';
import { marketersWords } from './phrasings/marketers-words.ts';
import { metricClasses } from './phrasings/metric-classes.ts';
import { namedDays } from './phrasings/named-days.ts';
import type { Phrasing } from './phrasings/phrasing.ts';
import { pickedAndJoined } from './phrasings/picked-and-joined.ts';
import { places } from './phrasings/places.ts';
import { plainSpeech } from './phrasings/plain-speech.ts';
import { questionsBack } from './phrasings/questions-back.ts';
import { rankedWords } from './phrasings/ranked-words.ts';
import { ratios } from './phrasings/ratios.ts';
import { refusals } from './phrasings/refusals.ts';
import { secondLooks } from './phrasings/second-looks.ts';
import { terms } from './phrasings/terms.ts';
import { typing } from './phrasings/typing.ts';

const CLASSES: Readonly<Record<string, readonly Phrasing[]>> = {
  ...metricClasses,
  dates,
  typing,
  terms,
  'questions back': questionsBack,
  refusals,
  averages,
  'plain speech': plainSpeech,
  'look-alikes': lookAlikes,
  'either, or': eitherOr,
  places,
  'inside groups': insideGroups,
  'ranked words': rankedWords,
  ratios,
  'everyday words': everyday,
  'named days': namedDays,
  'follow-ups': followUps,
  'picked and joined': pickedAndJoined,
  'second looks': secondLooks,
  'marketers’ words': marketersWords,
};

for (const [name, phrasings] of Object.entries(CLASSES)) {
  describe(name, () => {
    test.each(
      phrasings.map(([said, expected]) => [typeof said === 'string' ? [said] : said, expected] as const),
    )('%s', async (turns, expected) => {
      const read = await converse(turns);
      if (typeof expected === 'string') {
        expect(read.kind).toBe(expected);
        return;
      }
      if ('asks' in expected) {
        if (read.kind !== 'clarify') throw new Error(`asked nothing back but: ${JSON.stringify(read)}`);
        expect(read.options.map(({ label }) => label)).toEqual(expected.asks);
        return;
      }
      if (read.kind !== 'call') throw new Error(`made no call but: ${JSON.stringify(read)}`);
      if ('tool' in expected) expect(read.call).toEqual(expected);
      else expect(read.call).toEqual({ tool: 'sql_analytics', args: metricQuery.parse(expected) });
    });
  });
}

test('the classes hold at least 250 phrasings', () => {
  expect(Object.values(CLASSES).flat().length).toBeGreaterThanOrEqual(250);
});

test('a repaired word is said', async () => {
  const read = await converse(['revnue from Chciago']);
  expect(read.kind === 'call' && read.notes).toEqual([
    'I read “revnue” as “revenue”.',
    'I read “Chciago” as “chicago”.',
  ]);
});

test('a question is restated in plain English', async () => {
  const read = await converse(['revenue by location in november 2019 for women']);
  expect(read.kind === 'call' && read.restated).toBe('Revenue by location, gender Female, November 2019');
});
