/** What a person sees when something did not work: a sentence they can act on, never a stack trace. */
import type { Card } from '../cards/card.ts';
import { QueryTimeout, TooManyRows } from '../db/db.ts';
import { UserError } from '../tools/errors.ts';
import type { Log } from './log.ts';

export interface Explained {
  readonly card: Card;
  readonly status: 'refused' | 'failed';
  /** Set for faults: the id under which the log holds the cause. */
  readonly errorId?: string;
}

/** Turns whatever was thrown into a card; faults are logged under a fresh id. */
export function explain(error: unknown, log: Log, newId: () => string): Explained {
  if (error instanceof UserError) {
    if (error.code === 'cancelled')
      return { status: 'refused', card: { tone: 'notice', title: 'Cancelled', text: [error.message] } };
    const forbidden = error.code === 'forbidden';
    return {
      status: 'refused',
      card: {
        tone: 'refusal',
        title: forbidden ? 'Not allowed' : 'That did not work',
        text: [error.message],
        private: forbidden,
      },
    };
  }
  if (error instanceof QueryTimeout) {
    return {
      status: 'refused',
      card: {
        tone: 'refusal',
        title: 'That took too long',
        text: [`${error.message} A shorter period or one more filter usually helps.`],
      },
    };
  }
  if (error instanceof TooManyRows) {
    return {
      status: 'refused',
      card: {
        tone: 'refusal',
        title: 'That is too much for one answer',
        text: [
          `The result has more than ${error.maxRows} rows. Ask for the top 100, or a coarser breakdown.`,
        ],
      },
    };
  }
  const errorId = newId().slice(0, 8);
  log.error({ err: error, errorId }, 'a turn failed');
  return {
    status: 'failed',
    errorId,
    card: {
      tone: 'error',
      title: 'Something went wrong',
      text: [`This is a fault of mine, not of your question. Please give an admin the id ${errorId}.`],
    },
  };
}
