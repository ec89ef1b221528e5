/** Real people in a preview, so that nobody can tell who they are: “M*** B***”, “m***@g***.com”. */
import type { PersonalFields } from './fields.ts';

const first = (text: string) => [...text][0] ?? '';

/** The first letter of each word. */
export function maskName(name: string): string {
  return name
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => `${first(word)}***`)
    .join(' ');
}

/** The first letters of an e-mail address with its last label; of a number or an id, the last two characters. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  if (at < 0) return `***${[...address].slice(-2).join('')}`;
  const domain = address.slice(at + 1);
  const dot = domain.lastIndexOf('.');
  return `${first(address)}***@${first(domain)}***${dot < 0 ? '' : domain.slice(dot)}`;
}

/** What a message may say of them in a preview. */
export function maskFields(person: PersonalFields): PersonalFields {
  const { first_name, last_name } = person;
  return {
    ...person,
    first_name: first_name ? maskName(first_name) : null,
    last_name: last_name ? maskName(last_name) : null,
  };
}
