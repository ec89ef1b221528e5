/** A morning with phases and posts that the test scripts, over a real database. */
import { randomUUID } from 'node:crypto';
import type { Db } from '../../../db/db.ts';
import type { BriefPart, BriefPost, Delivered, Subscription } from '../../../jobs/morning/delivery.ts';
import type { MorningPhase } from '../../../jobs/morning/phases.ts';
import { type MorningDeps, runMornings } from '../../../jobs/morning/run-mornings.ts';
import { PHASES, type PhaseName } from '../../../tools/brief/index.ts';

interface Posted {
  readonly to: string;
  readonly part: string;
  readonly title: string;
  readonly text: string;
}

/** What the phases find on a quiet day. */
const QUIET: Readonly<Record<PhaseName, object>> = {
  refresh: { refreshed: false },
  numbers: { day: null, headlines: [], dataUntil: null },
  segments: { changes: [] },
  outreach: { sent: [], today: [], drafts: 0 },
  proposals: { fresh: [], open: [], failed: [] },
  tests: { tests: [] },
  notify: {},
};

export interface MorningStage {
  /** The hands of the clock. */
  at(iso: string): void;
  later(ms: number): void;
  readonly ran: PhaseName[];
  readonly posted: Posted[];
  readonly logged: { readonly level: string; readonly fields: object; readonly message: string }[];
  /** What a phase does instead of finding nothing. */
  script(phase: PhaseName, work: () => Promise<object>): void;
  /** What the next post does instead of arriving. */
  nextPost(work: (subscription: Subscription, deliveryId: string) => Promise<Delivered>): void;
  /** Ids of deliveries that can be found where they went. */
  readonly arrived: Set<string>;
  run(signal?: AbortSignal): ReturnType<typeof runMornings>;
  readonly deps: MorningDeps;
}

export function morningStage(db: Db, { find = true }: { find?: boolean } = {}): MorningStage {
  let clock = new Date();
  const ran: PhaseName[] = [];
  const posted: Posted[] = [];
  const arrived = new Set<string>();
  const logged: MorningStage['logged'] = [];
  const scripts = new Map<PhaseName, () => Promise<object>>();
  const postScripts: Parameters<MorningStage['nextPost']>[0][] = [];
  const phases = PHASES.map(
    (name): MorningPhase => ({
      name,
      run: async () => {
        ran.push(name);
        return scripts.get(name)?.() ?? QUIET[name];
      },
    }),
  );
  const post = (surface: Subscription['surface'], shape: BriefPost['shape']): BriefPost => ({
    surface,
    shape,
    async send(subscription: Subscription, parts: readonly BriefPart[], deliveryId) {
      const script = postScripts.shift();
      if (script) return script(subscription, deliveryId);
      arrived.add(deliveryId);
      for (const { part, card } of parts)
        posted.push({
          to: subscription.address,
          part,
          title: card.title,
          text: (card.text ?? []).join('\n'),
        });
      return { kind: 'sent', ref: { deliveryId } };
    },
    ...(find && {
      find: async (_: Subscription, id: string) => (arrived.has(id) ? { found: id } : null),
    }),
  });
  const note = (level: string) => (fields: object, message: string) =>
    void logged.push({ level, fields, message });
  const deps: MorningDeps = {
    db,
    phases,
    posts: new Map([
      ['slack', post('slack', 'parts')],
      ['whatsapp', post('whatsapp', 'digest')],
    ]),
    now: () => clock,
    newId: randomUUID,
    log: { info: note('info'), warn: note('warn'), error: note('error') },
  };
  return {
    at: (iso) => {
      clock = new Date(iso);
    },
    later: (ms) => {
      clock = new Date(clock.getTime() + ms);
    },
    ...{ ran, posted, logged, arrived, deps },
    script: (phase, work) => void scripts.set(phase, work),
    nextPost: (work) => void postScripts.push(work),
    run: (signal = new AbortController().signal) => runMornings(deps, signal),
  };
}

/** Somebody, or with `person: null` a channel, who wants a brief. */
export async function wish(
  db: Db,
  tenantId: string,
  fields: {
    address: string;
    surface?: Subscription['surface'];
    sendAt?: string;
    topics?: readonly string[];
    quietDays?: readonly number[];
    person?: { timezone?: string; active?: boolean; role?: 'viewer' | 'admin' } | null;
  },
): Promise<string> {
  const { address, surface = 'slack', sendAt = '08:00', topics = [], quietDays = [], person = null } = fields;
  const [id, personId] = [randomUUID(), person ? randomUUID() : null];
  if (person)
    await db.query(
      `insert into people (person_id, tenant_id, name, role, timezone, active) values ($1, $2, 'Ann', $5, $3, $4)`,
      [personId, tenantId, person.timezone ?? null, person.active ?? true, person.role ?? 'viewer'],
    );
  await db.query(
    `insert into subscriptions (subscription_id, tenant_id, person_id, surface, address, topics, send_at, quiet_days, created_at)
     values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, '2026-01-01')`,
    [id, tenantId, personId, surface, address, JSON.stringify(topics), sendAt, [...quietDays]],
  );
  return id;
}

const IMPACTS = {
  anomaly: { revenue_difference: -900, expected_revenue: 4_000, confidence_score: 0.9 },
  spend_alert: {
    monthly_overspend: 700,
    cost_per_conversion: 30,
    usual_cost_per_conversion: 12,
    confidence_score: 0.9,
  },
} as const;

/** An open proposal, as the walker stores it. */
export async function storeSuggestion(
  db: Db,
  tenantId: string,
  id: string,
  type: keyof typeof IMPACTS = 'anomaly',
): Promise<void> {
  const payload = {
    id,
    type,
    title: `Look at ${id}`,
    description: 'It is not as usual.',
    impact: IMPACTS[type],
    recommended_actions: [],
    cta_url: 'https://walker.example/s/1',
  };
  await db.query(
    `insert into suggestions (tenant_id, suggestion_id, type, subject, priority, payload, raw_confidence, confidence,
                              severity, cool_down_days, proposed_at, still_true_at)
     values ($1, $2, $3, $2, 'high', $4::jsonb, 0.9, 0.9, 1, 7, '2026-11-20', '2026-11-20')`,
    [tenantId, id, type, JSON.stringify(payload)],
  );
}

export const HOUR = 3_600_000;
