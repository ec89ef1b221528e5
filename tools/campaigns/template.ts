/** Messages with personal fields: `Hello {{first_name|there}}`, with what stands there for want of a name behind “|”. */
import { distance } from 'fastest-levenshtein';
import {
  FIELD_NAMES,
  FIELDS,
  type FieldName,
  fieldCalled,
  fieldText,
  type PersonalFields,
} from './fields.ts';

const MARK = /\{\{([^{}]*)\}\}/gu;

/**
 * The message for one person. Total: whatever the template holds, it is text, never markup; a value with braces in it is
 * not read again. A field that is not known of the person gives way to the template's own words or the field's.
 */
export function fillTemplate(template: string, person: PersonalFields): string {
  let filled = '';
  let at = 0;
  for (const match of template.matchAll(MARK)) {
    filled += template.slice(at, match.index);
    at = match.index + match[0].length;
    const value = saidOf(match[1] ?? '', person);
    // “Hello {{last_name}},” without a name leaves no gap before the comma.
    if (value === '' && /^(?:[\s,.!?;:]|$)/u.test(template.slice(at))) filled = filled.replace(/ $/u, '');
    filled += value;
  }
  return filled + template.slice(at);
}

function saidOf(mark: string, person: PersonalFields): string {
  const { name, otherwise } = partsOf(mark);
  const field = fieldCalled(name);
  if (field === null) return otherwise ?? '';
  return fieldText(field, person) || (otherwise ?? FIELDS[field].otherwise);
}

function partsOf(mark: string): { readonly name: string; readonly otherwise: string | null } {
  const bar = mark.indexOf('|');
  return bar < 0
    ? { name: mark.trim(), otherwise: null }
    : { name: mark.slice(0, bar).trim(), otherwise: mark.slice(bar + 1).trim() };
}

/** The fields that the message names, each once. */
export function fieldsOf(template: string): readonly FieldName[] {
  const named = [...template.matchAll(MARK)].map(([, mark = '']) => fieldCalled(partsOf(mark).name));
  return [...new Set(named.filter((field) => field !== null))];
}

/** What is wrong with a message, in sentences; empty where nothing is. */
export function problemsOf(template: string): readonly string[] {
  const problems = [...template.matchAll(MARK)].flatMap(([, mark = '']) => {
    const { name } = partsOf(mark);
    return fieldCalled(name) === null ? [unknown(name)] : [];
  });
  if (/\{\{|\}\}/u.test(template.replace(MARK, '')))
    problems.push('A “{{” has no “}}”, or the other way round.');
  return [...new Set(problems)];
}

function unknown(name: string): string {
  const wanted = name.toLowerCase();
  const [nearest] = FIELD_NAMES.map((each) => ({ each, far: distance(wanted, each) })).sort(
    (one, other) => one.far - other.far,
  );
  return `There is no field called “${name}”. The nearest is {{${nearest?.each}}}; there are ${FIELD_NAMES.join(', ')}.`;
}
