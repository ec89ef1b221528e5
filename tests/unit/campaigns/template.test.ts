import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIELD_NAMES, FIELDS } from '../../../tools/campaigns/fields.ts';
import { fieldsOf, fillTemplate, problemsOf } from '../../../tools/campaigns/template.ts';

const maria = { first_name: 'Maria', last_name: null, location: 'Berlin', last_order_date: '2026-03-02' };

describe('a template', () => {
  it.each([
    ['Hello {{first_name}}!', 'Hello Maria!'],
    ['Hello {{ First Name }}!', 'Hello Maria!'],
    ['Hello {{first_name}} {{last_name}}, hi', 'Hello Maria, hi'],
    ['{{last_name|friend}} in {{city}}', 'friend in Berlin'],
    ['Since {{last_order_date}}', 'Since 2 Mar 2026'],
    ['{{favourite_colour|}}: {{favorite_category}}', ': our favourites'],
    ['a {{nonsense}} b {{nonsense|c}}', 'a b c'],
    ['{{first_name', '{{first_name'],
    ['{{{first_name}}}', '{Maria}'],
    ['<b>{{first_name}}</b>', '<b>Maria</b>'],
  ])('%s', (template, filled) => {
    expect(fillTemplate(template, maria)).toBe(filled);
  });

  it('names the nearest field, and what is not closed', () => {
    expect(problemsOf('{{fist_name}} {{first_name|x}}')).toEqual([
      expect.stringMatching(/no field called “fist_name”\. The nearest is \{\{first_name\}\}/),
    ]);
    expect(problemsOf('{{first_name} and')).toEqual([expect.stringContaining('has no')]);
    expect(problemsOf('{{first_name|there}}, {{city}}')).toEqual([]);
    expect(fieldsOf('{{first_name|there}}, {{city}} {{first_name}}')).toEqual(['first_name', 'location']);
  });
});

const value = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('{{last_name}}', '{{', '}}', '$&', '\r\nBcc: x'),
);
const person = fc.record(
  Object.fromEntries(FIELD_NAMES.map((name) => [name, fc.option(value, { nil: null })])),
  { requiredKeys: [] },
);
const piece = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '{{',
    '}}',
    '|',
    ...FIELD_NAMES.map((name) => `{{${name}}}`),
    '{{first_name|dear}}',
    '{{who}}',
  ),
);
const template = fc.array(piece).map((pieces) => pieces.join(''));

describe('filling in', () => {
  it('never throws, and leaves a template without fields as it is', () => {
    fc.assert(
      fc.property(template, person, (text, who) => {
        const filled = fillTemplate(text, who);
        if (!/\{\{[^{}]*\}\}/.test(text)) expect(filled).toBe(text);
      }),
    );
  });

  it('puts each value in once, as one line, and never reads it as a field', () => {
    fc.assert(
      fc.property(value, value, (first_name, last_name) => {
        const filled = fillTemplate('<{{first_name|-}}|{{last_name|-}}>', { first_name, last_name });
        expect(filled).not.toMatch(/[\r\n\t\u2028\u2029\0]/);
        const alone = (name: string) => fillTemplate('{{first_name|-}}', { first_name: name });
        expect(filled).toBe(`<${alone(first_name)}|${alone(last_name)}>`);
        // A value without braces or odd characters comes out as it went in.
        if (/^[a-z]{1,50}$/i.test(first_name)) expect(alone(first_name)).toBe(first_name);
      }),
    );
  });

  it('has words for everybody of whom nothing is known', () => {
    for (const name of FIELD_NAMES) {
      expect(fillTemplate(`{{${name}}}`, {})).toBe(FIELDS[name].otherwise);
      expect(fillTemplate(`{{${name}}}`, { [name]: ' \n ' })).toBe(FIELDS[name].otherwise);
    }
  });
});
