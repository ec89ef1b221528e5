/** What the walker does in a morning, in order. A phase that fails does not stop the others. */
import type { TenantDb } from '../../db/db.ts';
import { readable } from '../../db/readable.ts';
import { type PhaseName, type ProposalsFound, readMorning } from '../../tools/brief/index.ts';
import type { ToolContext } from '../../tools/define-tool.ts';
import type { Propose } from '../../tools/proposal.ts';
import { type Calibration, type ProposedToday, proposeToday } from '../../tools/proposals/propose-today.ts';
import type { Registry } from '../../tools/registry.ts';
import type { Workspace } from '../../tools/workspace.ts';
import { findNumbers } from './find-numbers.ts';
import { findOutreach } from './find-outreach.ts';
import { findSegments } from './find-segments.ts';
import { findTests } from './find-tests.ts';

export interface MorningContext {
  readonly db: TenantDb;
  readonly workspace: Workspace;
  /** For the tools that the walker reads with; it is a viewer. */
  readonly context: ToolContext;
  /** The slot: the beginning of the team's day. */
  readonly slot: Date;
  /** The calendar day of the morning where the team is, `YYYY-MM-DD`. */
  readonly day: string;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  /** Logs a fault and gives the id that people are told. */
  readonly fault: (error: unknown, fields: object) => string;
}

export interface MorningPhase {
  readonly name: PhaseName;
  run(context: MorningContext): Promise<object>;
}

export interface MorningParts {
  readonly registry: Registry;
  /** Brings the audiences up to date, unless they are; what it returns is kept in the report. */
  readonly refresh: (tenantId: string, signal: AbortSignal) => Promise<object>;
  readonly proposers: readonly Propose[];
  readonly calibrate?: (db: TenantDb) => Promise<Calibration>;
  /** Why no e-mail of a campaign may be sent; null where they may. */
  readonly emailObstacle: string | null;
  /** Where suggestions are shown: `<address>/s/<id>`. */
  readonly address: string;
  readonly random: () => number;
  readonly newId: () => string;
  /** Passes the proposals on to the team's own systems. */
  readonly notify: (
    tenantId: string,
    morning: Pick<MorningContext, 'workspace' | 'slot' | 'day' | 'signal'>,
  ) => Promise<object>;
}

export function morningPhases(parts: MorningParts): readonly MorningPhase[] {
  const { registry } = parts;
  return [
    { name: 'refresh', run: ({ db, signal }) => parts.refresh(db.tenantId, signal) },
    { name: 'numbers', run: ({ context }) => findNumbers(registry, context) },
    { name: 'segments', run: ({ db }) => findSegments(db) },
    { name: 'outreach', run: ({ db, now }) => findOutreach(db, now()) },
    { name: 'proposals', run: (morning) => propose(parts, morning) },
    {
      name: 'tests',
      run: async ({ db, context }) =>
        findTests(registry, context, await readMorning(readable(db), db.tenantId)),
    },
    { name: 'notify', run: ({ db, ...morning }) => parts.notify(db.tenantId, morning) },
  ];
}

async function propose(parts: MorningParts, morning: MorningContext): Promise<ProposalsFound> {
  const { db, workspace, now, signal, slot } = morning;
  const { proposers, address, newId, random, calibrate, emailObstacle } = parts;
  const found = await proposeToday(
    { proposers, address, newId, ...(calibrate && { calibrate }) },
    { db, workspace, now: now(), random, signal, emailObstacle: workspace.isDemo ? null : emailObstacle },
    // What a process that died has stored this morning is of this morning.
    { since: slot },
  );
  return { ...idsOf(found), failed: found.failed.map(({ name, error }) => toldFault(name, error, morning)) };
}

const idsOf = ({ fresh, open }: ProposedToday) => ({
  fresh: fresh.map(({ id }) => id),
  open: open.map(({ id }) => id),
});

const toldFault = (name: string, error: unknown, { fault }: MorningContext) => ({
  name,
  errorId: fault(error, { contribution: name }),
});
