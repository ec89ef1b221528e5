/** `/walker tokens`: programs (MCP clients) that ask on somebody's behalf. */
import { z } from 'zod';
import { type AnyTool, defineTool, type ToolContext } from '../define-tool.ts';
import { UserError } from '../errors.ts';
import { type FoundPerson, findPeople } from '../find-people.ts';
import { whoAndWhen } from '../who-and-when.ts';
import { hashOfToken } from './token.ts';

const text = { kind: 'text' } as const;
const DAY_MS = 86_400_000;

const name = z.string().trim().min(1).max(60);
const createInput = z.object({
  who: z.string().trim().min(1).describe('On whose behalf: a name, a surface’s id, or “me”.'),
  name: name.describe('What the token is for, such as “Ana’s editor”.'),
  days: z.coerce.number().int().min(1).max(365).default(90),
});
const created = z.object({ name: z.string(), person: z.string(), until: z.string(), token: z.string() });

/** The token leaves as a private file: what is on a card is kept, and it must be kept nowhere. */
const createAccessToken = (newToken: () => string) =>
  defineTool<z.infer<typeof createInput>, z.infer<typeof created>>({
    name: 'create_access_token',
    title: 'Make an access token',
    description:
      'Makes a token by which a program (an MCP client) may read on somebody’s behalf, with their role. It is handed out once, as a private file.',
    effect: 'write',
    role: 'admin',
    input: createInput,
    output: created,
    async run({ who, name: label, days }, context) {
      if (context.place?.surface === 'whatsapp')
        return {
          kind: 'refused',
          because:
            'A token cannot be sent by WhatsApp safely. Make it in Slack, in the console or on the command line.',
          suggestions: [],
        };
      const { db, actor, newId, now } = context;
      const token = newToken();
      const until = new Date(now().getTime() + days * DAY_MS);
      const person = await db.write(async (tx) => {
        const found = await personCalled(who, context, (said) => findPeople(tx, db.tenantId, said));
        await tx.query(
          `insert into access_tokens (token_id, tenant_id, person_id, name, token_hash, created_by, created_at, expires_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8)`,
          [newId(), db.tenantId, found.personId, label, hashOfToken(token), actor.personId, now(), until],
        );
        return found.name;
      });
      return { kind: 'ok', data: { name: label, person, until: until.toISOString(), token } };
    },
    card: ({ name: label, person, until }, _input, { actor }) => ({
      tone: 'notice',
      title: `Access token: ${label}`,
      text: [
        `Programs that hold it read as ${person}, with their role, until ${whoAndWhen('', until, actor.timezone).replace(/^, /, '')}.`,
        'The token comes as a file, once. It is kept nowhere here; if it is lost, make another.',
      ],
      buttons: [{ label: 'Show tokens', call: { tool: 'access_tokens', args: {} } }],
      private: true,
    }),
    summary: ({ name: label, person }) => `A token “${label}” for ${person}.`,
    attachments: ({ token }) => [
      { name: 'walker-token.txt', mime: 'text/plain', bytes: Buffer.from(`${token}\n`), private: true },
    ],
  });

async function personCalled(
  who: string,
  { actor }: ToolContext,
  find: (who: string) => Promise<readonly FoundPerson[]>,
): Promise<Pick<FoundPerson, 'personId' | 'name'>> {
  if (who.toLowerCase() === 'me') return actor;
  const found = (await find(who)).filter(({ active }) => active);
  const [person, second] = found;
  if (!person)
    throw new UserError('nobody', `Nobody here is called “${who}”. /walker people lists everyone.`);
  if (second)
    throw new UserError(
      'several',
      `${found.length} people are called “${who}”. Use the id that /walker people shows.`,
    );
  return person;
}

const shown = z.object({
  id: z.string(),
  name: z.string(),
  person: z.string(),
  made: z.string(),
  used: z.string(),
  state: z.string(),
});

const accessTokens = defineTool({
  name: 'access_tokens',
  title: 'Access tokens',
  description:
    'Lists the tokens by which programs read on somebody’s behalf: for whom, by whom, last used when.',
  effect: 'read',
  role: 'admin',
  input: z.object({}),
  output: z.object({ tokens: z.array(shown) }),
  command: {
    word: 'tokens',
    usage: 'tokens [add <who> <name> | revoke <name>]',
    parse: (words) => (/^(?:list)?$/iu.test(words.trim()) ? {} : null),
    route: (words) => {
      const [, verb = '', rest = ''] = /^(add|revoke)\s+(.+)$/isu.exec(words.trim()) ?? [];
      if (verb.toLowerCase() === 'revoke')
        return { tool: 'revoke_access_token', args: { name: rest.trim() } };
      const [, who, label] = /^("[^"]+"|\S+)\s+(.+)$/su.exec(rest.trim()) ?? [];
      if (!who || !label) return null;
      return { tool: 'create_access_token', args: { who: who.replaceAll('"', ''), name: label.trim() } };
    },
  },
  async run(_input, { db, actor, now }) {
    const found = await db.read<{
      token_id: string;
      name: string;
      person: string;
      maker: string | null;
      created_at: Date;
      expires_at: Date;
      last_used_at: Date | null;
      revoked_at: Date | null;
    }>(
      `select t.token_id, t.name, p.name as person, m.name as maker, t.created_at, t.expires_at, t.last_used_at, t.revoked_at
         from access_tokens t join people p on p.tenant_id = t.tenant_id and p.person_id = t.person_id
         left join people m on m.tenant_id = t.tenant_id and m.person_id = t.created_by
        where t.tenant_id = $1 order by t.revoked_at is not null, t.created_at desc`,
      [db.tenantId],
    );
    if (found.rows.length === 0) return { kind: 'empty', because: 'There are no access tokens.' };
    const tokens = found.rows.map((row) => ({
      id: row.token_id,
      name: row.name,
      person: row.person,
      made: whoAndWhen(row.maker, row.created_at.toISOString(), actor.timezone),
      used: row.last_used_at?.toISOString().slice(0, 10) ?? 'never',
      state: row.revoked_at
        ? 'revoked'
        : row.expires_at <= now()
          ? 'expired'
          : `until ${row.expires_at.toISOString().slice(0, 10)}`,
    }));
    return { kind: 'ok', data: { tokens } };
  },
  card: ({ tokens }) => ({
    tone: 'notice',
    title: 'Access tokens',
    table: {
      caption: 'Access tokens',
      columns: [
        { key: 'name', label: 'Token', role: 'text', format: text },
        { key: 'person', label: 'Reads as', role: 'text', format: text },
        { key: 'made', label: 'Made by', role: 'text', format: text },
        { key: 'used', label: 'Last used', role: 'text', format: text },
        { key: 'state', label: 'State', role: 'text', format: text },
      ],
      rows: tokens.map(({ id: _, ...row }) => row),
      omitted: 0,
    },
    private: true,
  }),
  summary: ({ tokens }) => `${tokens.length} access tokens.`,
});

const revokeAccessToken = defineTool({
  name: 'revoke_access_token',
  title: 'Revoke an access token',
  description: 'Ends a token at once: whatever holds it reads nothing more.',
  effect: 'write',
  role: 'admin',
  input: z.object({ name }),
  output: z.object({ name: z.string(), count: z.number() }),
  async run(input, { db, now }) {
    const { rowCount } = await db.write((tx) =>
      tx.query(
        `update access_tokens set revoked_at = $3
          where tenant_id = $1 and revoked_at is null and (lower(name) = lower($2) or token_id::text = $2)`,
        [db.tenantId, input.name, now()],
      ),
    );
    if (rowCount === 0)
      throw new UserError(
        'no_token',
        `No token in use is called “${input.name}”. /walker tokens lists them.`,
      );
    return { kind: 'ok', data: { name: input.name, count: rowCount } };
  },
  card: ({ name: revoked, count }) => ({
    tone: 'notice',
    title: 'Revoked',
    text: [`${count === 1 ? 'The token' : `${count} tokens`} “${revoked}” can read nothing more.`],
    private: true,
  }),
  summary: ({ name: revoked }) => `Revoked: ${revoked}.`,
});

export function accessTools(newToken: () => string): readonly AnyTool[] {
  return [createAccessToken(newToken), accessTokens, revokeAccessToken];
}
