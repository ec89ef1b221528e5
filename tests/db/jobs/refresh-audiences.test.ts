import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { dueRefreshes } from '../../../jobs/due-refreshes.ts';
import { type Phase, type RefreshOptions, refreshAudiences } from '../../../jobs/refresh-audiences.ts';
import { claimRefresh, refreshUnderWay } from '../../../jobs/refresh-claim.ts';
import { refreshDue } from '../../../jobs/refresh-due.ts';
import { createTenant, openTestDb } from '../harness.ts';

let db: Db;
let tenantId: string;
/** The hands of the clock; tests move them. */
let clock: Date;
let ran: string[];
beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.query('update tenants set data_version = 0');
  ({ tenantId } = await createTenant(db, { timezone: 'America/New_York' }));
  await newData();
  clock = new Date('2026-03-02T12:00:00Z');
  ran = [];
});

const phase = (
  name: string,
  needs: string[] = [],
  work: () => Promise<object> = async () => ({ done: 1 }),
): Phase => ({
  name,
  needs,
  run: async () => {
    ran.push(name);
    return work();
  },
});
const refresh = (phases: readonly Phase[], options?: RefreshOptions) =>
  refreshAudiences(
    { db, phases, now: () => clock, newId: randomUUID, log: { info() {}, error() {} } },
    tenantId,
    options,
  );
const newData = () =>
  db.query('update tenants set data_version = data_version + 1 where tenant_id = $1', [tenantId]);
const due = async () => (await dueRefreshes(db, clock)).includes(tenantId);
const later = (ms: number) => {
  clock = new Date(clock.getTime() + ms);
};
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('a refresh', () => {
  it('runs its phases in order and reports each', async () => {
    expect(await refresh([phase('profiles'), phase('segments', ['profiles'])])).toEqual([
      { phase: 'profiles', state: 'done', ms: 0, result: { done: 1 } },
      { phase: 'segments', state: 'done', ms: 0, result: { done: 1 } },
    ]);
  });

  it('goes on after a phase that fails with those that do not need it', async () => {
    const failing = phase('profiles', [], () => Promise.reject(new Error('no room on the disk')));
    const reports = await refresh([
      failing,
      phase('segments', ['profiles']),
      phase('moves', ['segments']),
      phase('scores'),
    ]);
    expect(reports?.map(({ state }) => state)).toEqual(['failed', 'skipped', 'skipped', 'done']);
    expect(reports?.[0]?.result).toEqual({ because: 'no room on the disk' });
    expect(ran).toEqual(['profiles', 'scores']);
  });

  it('is done by one process at a time', async () => {
    let finish = () => {};
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let begun = () => {};
    const started = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const first = refresh([
      phase('slow', [], async () => {
        begun();
        await held;
        return {};
      }),
    ]);
    await started;
    expect(await refresh([phase('second')])).toBeNull();
    finish();
    expect(await first).toHaveLength(1);
    expect(await refresh([phase('third')])).toHaveLength(1);
    expect(ran).toEqual(['slow', 'third']);
  });

  it('is taken over from a process that died, and only then', async () => {
    await db.query(
      'insert into audience_refreshes (tenant_id, claim_id, claimed_at, heartbeat_at) values ($1, $2, $3, $3)',
      [tenantId, randomUUID(), clock],
    );
    later(MINUTE);
    expect(await refresh([phase('too early')])).toBeNull();
    expect(await due()).toBe(false);
    later(MINUTE);
    expect(await due()).toBe(true);
    expect(await refresh([phase('taken over')])).toHaveLength(1);
  });

  it('that is stopped gives its claim back and is still due', async () => {
    const stop = new AbortController();
    const stopped = refresh(
      [
        phase('first', [], async () => {
          stop.abort(new Error('the bot is stopping'));
          return {};
        }),
        phase('second'),
      ],
      { signal: stop.signal },
    );
    await expect(stopped).rejects.toThrow('the bot is stopping');
    expect(ran).toEqual(['first']);
    expect(await due()).toBe(true);
    expect(await refresh([phase('again')])).toHaveLength(1);
    expect(await due()).toBe(false);
  });
});

describe('a refresh that fails', () => {
  /** Its workspace cannot be read. */
  const fail = () =>
    refreshAudiences(
      {
        db: {
          ...db,
          tenant: () => {
            throw new Error('its settings cannot be read');
          },
        },
        phases: [phase('never')],
        now: () => clock,
        newId: randomUUID,
        log: { info() {}, error() {} },
      },
      tenantId,
    );
  /** Minutes until it is due again. */
  async function pause(): Promise<number> {
    for (let minutes = 0; minutes <= 100; minutes++) {
      if (await due()) return minutes;
      later(MINUTE);
    }
    return Number.POSITIVE_INFINITY;
  }

  it('is tried less and less often, at least every hour, and by hand at any time', async () => {
    const pauses: number[] = [];
    for (let times = 0; times < 8; times++) {
      await expect(fail()).rejects.toThrow('its settings');
      pauses.push(await pause());
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
    await expect(fail()).rejects.toThrow('its settings');
    expect(await refresh([phase('by hand')])).toHaveLength(1);
    await newData();
    await expect(fail()).rejects.toThrow('its settings');
    expect(await pause()).toBe(1);
  });

  it('counts as failed where it takes its process down', async () => {
    const dies = async () => {
      await claimRefresh(db, tenantId, { now: () => clock, newId: randomUUID });
      return pause();
    };
    const pauses = [await dies(), await dies(), await dies(), await dies()];
    // Nobody knows before 90 seconds that it died.
    expect(pauses).toEqual([2, 2, 4, 8]);
  });
});

it('the phase at work can be read while it is, and by nobody afterwards', async () => {
  const seen: unknown[] = [await refreshUnderWay(db, tenantId)];
  const look = (name: string) =>
    phase(name, [], async () => {
      seen.push(await refreshUnderWay(db, tenantId));
      return {};
    });
  await refresh([look('profiles'), look('scores')]);
  seen.push(await refreshUnderWay(db, tenantId));
  expect(seen).toEqual([null, { phase: 'profiles' }, { phase: 'scores' }, null]);
});

describe('a team’s refresh is due', () => {
  it('after an import, once', async () => {
    expect(await due()).toBe(true);
    await refresh([phase('a')]);
    expect(await due()).toBe(false);
    await newData();
    expect(await due()).toBe(true);
  });

  it('again where data came in while it ran', async () => {
    await refresh([
      phase('a', [], async () => {
        await newData();
        return {};
      }),
    ]);
    expect(await due()).toBe(true);
  });

  it('not before an import that is running has ended', async () => {
    const importId = randomUUID();
    await db.query(
      `insert into imports (import_id, tenant_id, dataset, file_name, file_sha256, state, heartbeat_at)
       values ($1, $2, 'sales', 'f.csv', '', 'running', $3)`,
      [importId, tenantId, clock],
    );
    expect(await due()).toBe(false);
    await db.query(`update imports set state = 'done' where import_id = $1`, [importId]);
    expect(await due()).toBe(true);
  });

  it('every night at half past two where the team is', async () => {
    await refresh([phase('a')]);
    clock = new Date('2026-03-03T07:29:00Z');
    expect(await due()).toBe(false);
    // 02:30 in New York.
    clock = new Date('2026-03-03T07:30:00Z');
    expect(await due()).toBe(true);
    await refresh([phase('b')]);
    later(12 * HOUR);
    expect(await due()).toBe(false);
    later(12 * HOUR);
    expect(await due()).toBe(true);
  });

  it('never where it has no data', async () => {
    await db.query('update tenants set data_version = 0 where tenant_id = $1', [tenantId]);
    expect(await due()).toBe(false);
  });
});

describe('the teams that are due', () => {
  /** Three teams with new data, this file's among them; `work` is what their refreshes do. */
  async function runDue(work: (team: string) => Promise<unknown>) {
    for (const _ of [1, 2]) {
      const other = await createTenant(db);
      await db.query('update tenants set data_version = 1 where tenant_id = $1', [other.tenantId]);
    }
    const begun: string[] = [];
    const failures: object[] = [];
    const result = await refreshDue(
      {
        db,
        now: () => clock,
        refreshAudiences: (team) => {
          begun.push(team);
          return work(team);
        },
        log: { error: (fields) => failures.push(fields) },
      },
      new AbortController().signal,
    );
    return { result, begun, failures };
  }
  const finish = (team: string) =>
    refreshAudiences(
      { db, phases: [], now: () => clock, newId: randomUUID, log: { info() {}, error() {} } },
      team,
    );

  it('are all refreshed, though one of them fails', async () => {
    let first = true;
    const { result, begun, failures } = await runDue(async (team) => {
      if (!first) return finish(team);
      first = false;
      throw new Error('its settings cannot be read');
    });
    expect(new Set(begun).size).toBe(3);
    expect(result).toEqual({ teams: 3, failed: 1 });
    expect(failures).toMatchObject([{ tenantId: begun[0], err: { message: 'its settings cannot be read' } }]);
  });

  it('are asked for anew, so that nobody is refreshed again whom another process was at', async () => {
    const { begun } = await runDue(async () => {
      // The other process is faster and does them all.
      for (const team of await dueRefreshes(db, clock)) await finish(team);
    });
    expect(begun).toHaveLength(1);
  });
});
