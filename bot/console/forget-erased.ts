/**
 * What is in memory goes with an erased customer. Which of it speaks of them cannot be told any more, since only a hash of
 * them is left: so all of it goes. The erasure may have happened in another process.
 */
import type { RequestHandler } from 'express';
import type { Charts } from './charts.ts';
import type { Conversations } from './conversations.ts';
import type { Files } from './files.ts';

interface Held {
  readonly conversations: Conversations;
  readonly charts: Charts;
  readonly files: Files;
}

/** Before anything is shown: asks when somebody was erased last, and forgets where that is later than when it last asked. */
export function forgetErased(lastErasure: () => Promise<Date | null>, held: Held): RequestHandler {
  let seen: number | undefined;
  return async (_request, _response, next) => {
    // Where the database does not answer, whatever is asked says so; the next request looks again.
    const last = await lastErasure().then(
      (at) => at?.getTime() ?? 0,
      () => seen,
    );
    if (seen !== undefined && last !== seen) {
      held.conversations.forget();
      held.charts.forget();
      held.files.forget();
    }
    seen = last;
    next();
  };
}
