import { randomInt } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { Engine, EngineFailure } from './engine.ts';
import { perform, rollBack } from './perform.ts';
import { Session } from './session.ts';

/** A client that keeps a transaction open and silent while others wait loses it after this long. */
const IDLE_IN_TRANSACTION_MS = 60_000;
/** How long closing waits for the statement that runs. */
const CLOSE_PATIENCE_MS = 5_000;

const CANCELLED: EngineFailure = { code: '57014', message: 'canceling statement due to user request' };
const CRASHED: EngineFailure = {
  code: '57P02',
  message: 'the embedded database stopped and is starting again',
};
const CLOSING: EngineFailure = { code: '57P01', message: 'the process that runs the database is stopping' };
const IDLE: EngineFailure = { code: '25P03', message: 'a transaction was left open while others waited' };

export interface Gate {
  /** Serves a client that speaks PostgreSQL's protocol over `stream`. */
  connect(stream: Duplex): void;
  /** Cuts off what the session of these keys is doing, or waits to do. */
  cancel(pid: number, secret: number): void;
  close(): Promise<void>;
}

/**
 * Lets many clients share the engine, which has one session and one thread.
 *
 * Whoever begins a transaction has the engine until it ends; the others stand in line. Cancelling kills the
 * engine's thread, since the engine cannot be interrupted, and opens it again. That loses nothing of those in
 * line, who have sent nothing to it yet, and nothing that was committed.
 */
export function createGate(start: () => Promise<Engine>, first: Engine): Gate {
  let engine: Promise<Engine> = Promise.resolve(first);
  const sessions = new Map<number, Session>();
  const line: Session[] = [];
  /** Has the engine, in a statement or between two of its transaction. */
  let holder: Session | undefined;
  /** What the engine does right now, and why it was killed meanwhile. */
  let running: { readonly session: Session; killedFor?: EngineFailure } | undefined;
  let pumping: Promise<void> | undefined;
  let idleTimer: NodeJS.Timeout | undefined;
  let closing = false;
  let lastPid = 0;

  function onWork(session: Session): void {
    if (session !== holder && !line.includes(session)) line.push(session);
    wake();
  }

  function onGone(session: Session): void {
    sessions.delete(session.pid);
    leaveLine(session);
    // Nobody will read the answer: what it was doing is of no use, and may never end.
    if (isBusy(session)) kill(CANCELLED);
    else wake();
  }

  /** Once its client has the answer there is nothing to cut off, and an engine is not opened again for it. */
  function isBusy(session: Session): boolean {
    return session === running?.session && !session.answered;
  }

  function leaveLine(session: Session): void {
    const place = line.indexOf(session);
    if (place >= 0) line.splice(place, 1);
  }

  function wake(): void {
    clearTimeout(idleTimer);
    pumping ??= pump().finally(() => {
      pumping = undefined;
      if (nextUp()) wake();
      else watchIdleHolder();
    });
  }

  function nextUp(): Session | undefined {
    if (closing) return undefined;
    if (holder) return holder.hasWork || holder.closed ? holder : undefined;
    return line[0];
  }

  function watchIdleHolder(): void {
    if (!holder || line.length === 0) return;
    idleTimer = setTimeout(() => holder?.fail(IDLE), IDLE_IN_TRANSACTION_MS);
    idleTimer.unref();
  }

  async function pump(): Promise<void> {
    for (let session = nextUp(); session; session = nextUp()) {
      leaveLine(session);
      holder = session;
      await serve(session);
      if (session.status !== 'I') continue;
      // Out of its transaction: the next in line comes first, however much this one still has to ask.
      holder = undefined;
      if (session.hasWork) line.push(session);
    }
  }

  async function serve(session: Session): Promise<void> {
    const turn: typeof running = { session };
    const opened = engine;
    running = turn;
    let fault: unknown;
    try {
      const current = await opened;
      const work = session.takeWork();
      if (work) await perform(current, session, work);
      else await rollBack(current, session);
    } catch (error) {
      fault = error;
    }
    running = undefined;
    if (fault && engine === opened) engine = reopen(opened);
    if (!fault && !(turn.killedFor && session.status !== 'I')) return;
    session.status = 'I';
    session.fail(
      turn.killedFor ?? { ...CRASHED, detail: fault instanceof Error ? fault.message : undefined },
    );
  }

  function kill(reason: EngineFailure): void {
    if (!running || running.killedFor) return;
    running.killedFor = reason;
    engine = reopen(engine);
  }

  function reopen(old: Promise<Engine>): Promise<Engine> {
    const next = old
      .then((current) => current.kill())
      .catch(() => {}) // it never opened
      .then(start);
    // Whoever is served next is told, and the one after tries again.
    next.catch(() => {});
    return next;
  }

  function cancel(pid: number, secret: number): void {
    const session = sessions.get(pid);
    if (session?.secret !== secret) return;
    if (isBusy(session)) kill(CANCELLED);
    else if (line.includes(session)) session.fail(CANCELLED);
  }

  async function close(): Promise<void> {
    closing = true;
    clearTimeout(idleTimer);
    const impatient = setTimeout(() => kill(CLOSING), CLOSE_PATIENCE_MS);
    await pumping;
    clearTimeout(impatient);
    for (const session of sessions.values()) session.fail(CLOSING);
    await engine.then((current) => current.close()).catch(() => {}); // stopped already: what was to be done
  }

  return {
    connect(stream) {
      if (closing) return void stream.destroy();
      lastPid += 1;
      const secret = randomInt(1, 2 ** 31);
      sessions.set(lastPid, new Session(stream, lastPid, secret, { work: onWork, gone: onGone, cancel }));
    },
    cancel,
    close,
  };
}
