/** A team with customers in a segment, and the tools of campaigns as one person or another uses them. */
import { randomUUID } from 'node:crypto';
import { renderText } from '../../../cards/text.ts';
import type { Db, SqlValue, TenantDb } from '../../../db/db.ts';
import { campaignTools } from '../../../tools/campaigns/index.ts';
import { readWorkspace } from '../../../tools/read-workspace.ts';
import { createRegistry } from '../../../tools/registry.ts';
import type { Role } from '../../../tools/roles.ts';
import { runTool } from '../../../tools/run-tool.ts';
import { createTenant } from '../harness.ts';

const registry = createRegistry(campaignTools());

export const NOW = new Date('2026-03-18T12:00:00Z');

interface As {
  readonly role?: Role;
  readonly name?: string;
  /** Hours after `NOW`. */
  readonly hours?: number;
}

export interface Team {
  readonly tenant: TenantDb;
  /** What a card says, buttons by label; the same name is the same person. */
  say(tool: string, args?: object, as?: As): Promise<Said>;
  rows<Row>(sql: string, values?: readonly SqlValue[]): Promise<readonly Row[]>;
}

interface Said {
  readonly kind: string;
  readonly text: string;
  readonly all: string;
  readonly buttons: readonly string[];
  readonly card: Awaited<ReturnType<typeof runTool>>['card'];
  readonly data: Record<string, unknown>;
  /** Presses the button of this label as somebody. */
  press(label: string, as?: As): Promise<Said>;
}

export async function createTeam(db: Db): Promise<Team> {
  const tenant = db.tenant((await createTenant(db, { timezone: 'Europe/Berlin' })).tenantId);
  const people = new Map<string, string>();
  const say: Team['say'] = async (tool, args = {}, { role = 'admin', name = 'Vera', hours = 0 } = {}) => {
    const now = new Date(NOW.getTime() + hours * 3_600_000);
    const personId = people.get(name) ?? randomUUID();
    if (!people.has(name))
      await tenant.write((tx) =>
        tx.query('insert into people (person_id, tenant_id, name, role) values ($1, $2, $3, $4)', [
          ...[personId, tenant.tenantId, name, role],
        ]),
      );
    people.set(name, personId);
    const { card, outcome } = await runTool(
      registry,
      { tool, args: args as Record<string, unknown> },
      {
        db: tenant,
        workspace: await readWorkspace(tenant, now),
        actor: { personId, name, role, timezone: 'Europe/Berlin' },
        origin: 'command',
        now: () => now,
        newId: randomUUID,
        progress: () => {},
        signal: new AbortController().signal,
      },
    );
    return {
      kind: outcome.kind,
      text: (card.text ?? []).join(' '),
      all: renderText(card, { width: 200 }),
      buttons: (card.buttons ?? []).map(({ label }) => label),
      card,
      data: 'data' in outcome ? (outcome.data as Record<string, unknown>) : {},
      press: (label, as) => {
        const button = card.buttons?.find((each) => each.label === label);
        if (!button) throw new Error(`there is no button “${label}”`);
        return say(button.call.tool, button.call.args, as);
      },
    };
  };
  return {
    tenant,
    say,
    rows: async <Row>(sql: string, values: readonly SqlValue[] = []) =>
      (await tenant.read<Row>(sql, [tenant.tenantId, ...values])).rows,
  };
}

export interface Person {
  readonly id: string;
  readonly first?: string | null;
  readonly last?: string;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly consent?: boolean | null;
}

/** Customers, all of them in the segment. Returns the segment's id. */
export async function addSegment(tenant: TenantDb, name: string, people: readonly Person[]): Promise<string> {
  return tenant.write(async (tx) => {
    await tx.copyIn(
      'dim_customer',
      [
        ...['tenant_id', 'customer_id', 'first_name', 'last_name', 'email', 'phone'],
        ...['email_consent', 'sms_consent', 'whatsapp_consent'],
      ],
      people.map(({ id, first = `First${id}`, last = `Last${id}`, email, phone = null, consent = true }) => [
        ...[tenant.tenantId, id, first, last, email === undefined ? `${id}@example.com` : email, phone],
        ...[consent, consent, consent],
      ]),
    );
    const { rows } = await tx.query<{ id: string }>(
      `insert into audience_segments (tenant_id, segment_name, user_count, method, segment_key)
       values ($1, $2::text, $3, 'static', $2::text) returning id::text as id`,
      [tenant.tenantId, name, people.length],
    );
    const id = rows[0]?.id ?? '';
    await tx.copyIn(
      'segment_membership',
      ['tenant_id', 'segment_id', 'user_id'],
      people.map((person) => [tenant.tenantId, id, person.id]),
    );
    return id;
  });
}

/** `count` people who can all be written to. */
export const crowd = (count: number): Person[] =>
  Array.from({ length: count }, (_, at) => ({
    id: `c${String(at).padStart(6, '0')}`,
    phone: '+4915112345678',
  }));
