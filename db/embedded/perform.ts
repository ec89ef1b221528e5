import { type Engine, EngineError } from './engine.ts';
import type { Session, Work } from './session.ts';
import { commandComplete, copyInResponse, errorResponse, queryMessage, readyForQuery } from './wire.ts';

/** Does one piece of a session's work on the engine, which the session has for itself. */
export async function perform(engine: Engine, session: Session, work: Work): Promise<void> {
  switch (work.kind) {
    case 'messages':
      return engine.exec(work.bytes, (data) => session.send(data));
    case 'copy-start':
      return startCopy(session, work);
    case 'copy-data':
      return copy(engine, session, work);
    case 'copy-fail':
      session.copying = undefined;
      // The rows copied so far must not stay.
      return engine.exec(queryMessage(ABORT), (data) => session.send(data));
  }
}

/** Undoes what a client left open. */
export async function rollBack(engine: Engine, session: Session): Promise<void> {
  if (session.status !== 'I') await engine.exec(queryMessage('rollback'), () => {});
  session.status = 'I';
}

const ABORT = `do $$ begin raise exception 'COPY from stdin failed' using errcode = '57014'; end $$`;

function startCopy(session: Session, { target, format }: Work & { kind: 'copy-start' }): void {
  if (session.status === 'T') {
    session.copying = { target, format, rows: 0 };
    session.send(copyInResponse());
  } else {
    // In pieces it would not be all or nothing.
    const message = 'COPY FROM STDIN needs a transaction here';
    session.send(errorResponse('ERROR', { code: '25P01', message }));
    session.send(readyForQuery(session.status));
  }
}

async function copy(engine: Engine, session: Session, piece: Work & { kind: 'copy-data' }): Promise<void> {
  const copying = session.copying;
  // What a client still sends of a COPY that has failed is dropped.
  if (!copying) return;
  try {
    if (piece.rows.length > 0) copying.rows += await engine.copyIn(copying, piece.rows);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    session.copying = undefined;
    session.send(errorResponse('ERROR', error.failure));
    session.send(readyForQuery('E'));
    return;
  }
  if (!piece.last) return;
  session.copying = undefined;
  session.send(commandComplete(`COPY ${copying.rows}`));
  session.send(readyForQuery('T'));
}
