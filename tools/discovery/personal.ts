/** Who may see names and addresses. */
import type { Outcome } from '../define-tool.ts';
import { type Role, roleAllows } from '../roles.ts';

/** A refusal where names are asked for by who may not see them; null where nothing stands against it. */
export function mayNotSeeContacts(
  contacts: boolean | undefined,
  role: Role,
): Extract<Outcome<never>, { kind: 'refused' }> | null {
  if (!contacts || roleAllows(role, 'analyst')) return null;
  return {
    kind: 'refused',
    because: 'Names and e-mail addresses are personal data, which analysts may see.',
    suggestions: [
      'Ask without names: you get the customers by number, or ask an admin for the role analyst.',
    ],
  };
}
