import { z } from 'zod';
import type { Card } from '../../cards/card.ts';
import { defineTool, type Outcome, type ToolContext } from '../define-tool.ts';
import { UserError } from '../errors.ts';
import { findPeople } from '../find-people.ts';
import { ROLES, type Role } from '../roles.ts';
import { parsePeopleCommand } from './command.ts';
import { addByNumber, listPeople, otherAdmins, type Person } from './people-query.ts';

const role = z.enum(ROLES);
const input = z.discriminatedUnion('action', [
  z.object({ action: z.literal('list') }),
  z.object({
    action: z.literal('add'),
    name: z.string().trim().min(1).max(100),
    number: z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be an international number such as +4915112345678'),
    role,
  }),
  z.object({ action: z.literal('set_role'), who: z.string().trim().min(1), role }),
  z.object({ action: z.literal('remove'), who: z.string().trim().min(1) }),
  z.object({ action: z.literal('default_role'), role: z.enum(['viewer', 'analyst', 'approver']) }),
]);
type Input = z.infer<typeof input>;

const output = z.object({
  done: z.string().nullable(),
  people: z.array(
    z.object({
      personId: z.string(),
      name: z.string(),
      role,
      active: z.boolean(),
      knownAs: z.array(z.string()),
    }),
  ),
});
type Data = z.infer<typeof output>;

/** Who is in the team and what each may do. */
export const people = defineTool<Input, Data>({
  name: 'people',
  title: 'People and their roles',
  description:
    'Lists the people of this workspace, adds a WhatsApp number, changes a role, removes somebody. Roles: viewer asks, analyst also downloads personal data, approver also spends money and sends messages, admin also manages people.',
  effect: 'write',
  role: 'admin',
  input: input as z.ZodType<Input>,
  output,
  command: {
    word: 'people',
    usage: 'people [add <name> <+number> <role> | role <who> <role> | remove <who> | default <role>]',
    parse: parsePeopleCommand,
  },
  async run(args, context): Promise<Outcome<Data>> {
    const done = await act(args, context);
    const everyone = await listPeople(context.db);
    return {
      kind: 'ok',
      data: { done, people: everyone.map((person) => ({ ...person, knownAs: [...person.knownAs] })) },
    };
  },
  card: ({ done, people: everyone }): Card => ({
    tone: 'notice',
    title: 'People and their roles',
    ...(done ? { text: [done] } : {}),
    table: {
      caption: 'People and their roles',
      columns: [
        { key: 'name', label: 'Name', role: 'text', format: { kind: 'text' } },
        { key: 'role', label: 'Role', role: 'text', format: { kind: 'text' } },
        { key: 'knownAs', label: 'Known as', role: 'text', format: { kind: 'text' } },
      ],
      rows: everyone.map((person: Person) => ({
        name: person.name,
        role: person.active ? person.role : 'removed',
        knownAs: person.knownAs.join(', '),
      })),
      omitted: 0,
    },
    private: true,
  }),
  summary: ({ done, people: everyone }) => done ?? `${everyone.length} people.`,
});

/** Does what was asked and says what was done; null for a list. */
async function act(args: Input, context: ToolContext): Promise<string | null> {
  switch (args.action) {
    case 'list':
      return null;
    case 'add':
      return add(args, context);
    case 'set_role':
      return change(args.who, args.role, context);
    case 'remove':
      return change(args.who, null, context);
    case 'default_role':
      await context.db.write((tx) =>
        tx.query(
          `update tenants set settings = jsonb_set(settings, '{defaultRole}', to_jsonb($2::text)) where tenant_id = $1`,
          [context.db.tenantId, args.role],
        ),
      );
      return `People who join from now on start as ${args.role}.`;
  }
}

async function add(args: Extract<Input, { action: 'add' }>, { db, newId }: ToolContext): Promise<string> {
  return db.write(async (tx) => {
    if (!(await addByNumber(tx, db.tenantId, { ...args, personId: newId() }))) {
      throw new UserError('number_taken', 'That number belongs to somebody already. Remove it there first.');
    }
    return `${args.name} can now write to me on WhatsApp as ${args.role}.`;
  });
}

/** Changes a role, or with null takes the access away. */
async function change(who: string, newRole: Role | null, { db }: ToolContext): Promise<string> {
  return db.write(async (tx) => {
    // One at a time: two changes at once must not take the last two admins away.
    await tx.query('select 1 from tenants where tenant_id = $1 for update', [db.tenantId]);
    const found = await findPeople(tx, db.tenantId, who);
    const [person, second] = found;
    if (!person)
      throw new UserError('nobody', `Nobody here is called “${who}”. /walker people lists everyone.`);
    if (second) {
      throw new UserError(
        'several',
        `${found.length} people are called “${who}”. Use the id that /walker people shows.`,
      );
    }
    if (
      newRole !== 'admin' &&
      person.role === 'admin' &&
      (await otherAdmins(tx, db.tenantId, person.personId)) === 0
    ) {
      throw new UserError('last_admin', `${person.name} is the only admin. Make somebody else admin first.`);
    }
    if (newRole) {
      await tx.query('update people set role = $3, active = true where tenant_id = $1 and person_id = $2', [
        db.tenantId,
        person.personId,
        newRole,
      ]);
      return `${person.name} is now ${newRole}.`;
    }
    await tx.query('update people set active = false where tenant_id = $1 and person_id = $2', [
      db.tenantId,
      person.personId,
    ]);
    await tx.query(
      `delete from identities where tenant_id = $1 and person_id = $2 and surface = 'whatsapp'`,
      [db.tenantId, person.personId],
    );
    return `${person.name} has no access any more.`;
  });
}
