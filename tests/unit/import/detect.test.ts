import { describe, expect, it } from 'vitest';
import { DateEvidence } from '../../../db/import/detect/dates.ts';
import { detectDelimiter } from '../../../db/import/detect/delimiter.ts';
import { detectEncoding } from '../../../db/import/detect/encoding.ts';
import { detectCurrency, detectNumberFormat } from '../../../db/import/detect/number-format.ts';
import { type DateOrder, parseDatePattern } from '../../../db/import/values/date-format.ts';
import { DateReader } from '../../../db/import/values/date-reader.ts';
import { Zone } from '../../../db/import/values/zone.ts';

function verdict(...values: string[]) {
  const evidence = new DateEvidence();
  for (const value of values) evidence.add(value);
  return evidence.verdict();
}

function read(text: string, order: DateOrder, zone = 'UTC') {
  const reader = new DateReader(order, new Zone(zone));
  const bytes = Buffer.from(text);
  if (!reader.read(bytes, 0, bytes.length)) return null;
  const day = new Date(reader.day * 86_400_000).toISOString().slice(0, 10);
  return reader.hasTime ? [day, new Date(reader.instant * 1000).toISOString(), reader.micros] : day;
}

describe('the order of dates', () => {
  it.each([
    [['20190101', '20191231'], 'compact'],
    [['2019-01-01', '2019-12-31'], 'ymd'],
    [['2020-02-04 19:16:09.182546'], 'ymd'],
    [['1/1/2019', '1/13/2019'], 'mdy'],
    [['01/12/2010 08:26', '13/12/2010 09:02'], 'dmy'],
    [['01.02.2020'], 'dmy'],
    [['3 Jan 2020'], 'dmy'],
    [['1580843769'], 'unix'],
    [['1580843769123'], 'unix_ms'],
  ] as const)('%j is %s', (values, order) => {
    expect(verdict(...values)).toMatchObject({ kind: 'settled', order });
  });

  it('is open where no value settles it', () => {
    expect(verdict('1/2/2019', '3/4/2019')).toEqual({ kind: 'ambiguous', example: '1/2/2019' });
  });

  it('does not matter where both readings are the same day', () => {
    expect(verdict('1/1/2019', '2/2/2019').kind).toBe('settled');
  });

  it('is unknown where the values are no dates', () => {
    expect(verdict('soon', 'later')).toEqual({ kind: 'unknown', example: 'soon' });
    expect(verdict('', ' ')).toEqual({ kind: 'empty' });
  });

  it.each([
    ['DD/MM/YYYY', 'dmy'],
    ['MM/DD/YYYY HH:mm', 'mdy'],
    ['yyyy-mm-dd', 'ymd'],
    ['YYYYMMDD', 'compact'],
    ['unix_ms', 'unix_ms'],
    ['whenever', null],
  ])('a map may say %s', (pattern, order) => {
    expect(parseDatePattern(pattern)).toBe(order);
  });
});

describe('dates and times', () => {
  it.each([
    ['20190228', 'compact', '2019-02-28'],
    ['20190229', 'compact', null],
    ['2019-02-28', 'ymd', '2019-02-28'],
    ['28/2/19', 'dmy', '2019-02-28'],
    ['2/28/2019', 'mdy', '2019-02-28'],
    ['28/2/2019', 'mdy', null],
    ['Feb 28, 2019', 'mdy', '2019-02-28'],
    ['28-Feb-2019', 'dmy', '2019-02-28'],
    ['1850-01-01', 'ymd', null],
    ['2019-02-28x', 'ymd', null],
  ] as const)('%s read as %s is %s', (text, order, expected) => {
    expect(read(text, order)).toBe(expected);
  });

  it('are in the workspace’s zone unless they name one', () => {
    expect(read('01/12/2010 08:26', 'dmy', 'Europe/Berlin')).toEqual([
      '2010-12-01',
      '2010-12-01T07:26:00.000Z',
      0,
    ]);
    expect(read('01/07/2010 08:26', 'dmy', 'Europe/Berlin')).toEqual([
      '2010-07-01',
      '2010-07-01T06:26:00.000Z',
      0,
    ]);
    expect(read('2010-12-01T23:30:00Z', 'ymd', 'Europe/Berlin')).toEqual([
      '2010-12-02',
      '2010-12-01T23:30:00.000Z',
      0,
    ]);
    expect(read('2010-12-01T01:30:00+02:00', 'ymd')).toEqual(['2010-11-30', '2010-11-30T23:30:00.000Z', 0]);
    expect(read('2/4/2020 7:16:09.182546 PM', 'mdy')).toEqual([
      '2020-02-04',
      '2020-02-04T19:16:09.000Z',
      182_546,
    ]);
  });
});

describe('the dialect', () => {
  it.each([
    ['a,b\n1,2\n', ','],
    ['a;b\n1,5;2\n3,5;4\n', ';'],
    ['a\tb, c\n1\t2, 3\n', '\t'],
    ['a|b\n1|2\n', '|'],
    ['name,note\nx,"a;b;c"\ny,"d;e;f"\n', ','],
  ])('of %j has the delimiter %j', (text, delimiter) => {
    expect(detectDelimiter(Buffer.from(text))).toBe(delimiter);
  });

  it('is UTF-8, UTF-16 or Latin-1', () => {
    expect(detectEncoding(Buffer.from('naïve,café'))).toBe('utf-8');
    expect(detectEncoding(Buffer.from('naïve,café', 'latin1'))).toBe('windows-1252');
    expect(detectEncoding(Buffer.from('\ufeffa,b', 'utf16le'))).toBe('utf-16le');
    expect(detectEncoding(Buffer.from('a,b\n1,2', 'utf16le'))).toBe('utf-16le');
  });

  it('tells a decimal comma from one that groups thousands', () => {
    expect(detectNumberFormat(['1,234', '5,678'])).toEqual({ decimal: '.' });
    expect(detectNumberFormat(['1,234', '5,67'])).toEqual({ decimal: ',' });
    expect(detectNumberFormat(['1.234,50'])).toEqual({ decimal: ',' });
    expect(detectNumberFormat(['1,234.50', '3'])).toEqual({ decimal: '.' });
  });

  it('reads the currency off the amounts, and takes a shared sign for the workspace’s own', () => {
    expect(detectCurrency(['€12'], 'USD')).toBe('EUR');
    expect(detectCurrency(['$12'], 'CAD')).toBe('CAD');
    expect(detectCurrency(['12.50 CHF'], 'USD')).toBe('CHF');
    expect(detectCurrency(['12.50', '3'], 'USD')).toBeNull();
  });
});
