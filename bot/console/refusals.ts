/** Turns whatever went wrong with a request into one plain sentence; never a stack trace. */
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Log } from '../../handlers/log.ts';
import { RequestRefused } from './bodies.ts';

/** Sentences for what the body parser refuses, by its `type`. */
const PARSER_REFUSALS: Readonly<Record<string, string>> = {
  'entity.parse.failed': 'The request is not valid JSON.',
  'entity.too.large': 'That is more than 64 kB; please say it in fewer words.',
  'charset.unsupported': 'The request must be written in UTF-8.',
  'encoding.unsupported': 'The request is compressed in a way that is not known here.',
};

export const nothingHere: RequestHandler = (_request, response) => {
  response.status(404).json({ message: 'There is nothing at this address.' });
};

export function sayWhatWentWrong(log: Log, newId: () => string): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (error: unknown, _request, response, _next) => {
    if (response.headersSent) {
      response.end();
      return;
    }
    const { status, message } = refusal(error) ?? fault(error);
    response.status(status).json({ message });
  };

  function fault(error: unknown) {
    const id = newId();
    log.error({ err: error, fault: id }, 'console: a request failed');
    return { status: 500, message: `Something went wrong here, and it is written down as ${id}.` };
  }
}

function refusal(error: unknown): { readonly status: number; readonly message: string } | null {
  if (error instanceof RequestRefused) return error;
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return null;
  if (error.status < 400 || error.status > 499) return null;
  const type = 'type' in error ? String(error.type) : '';
  return { status: error.status, message: PARSER_REFUSALS[type] ?? 'The request cannot be read.' };
}
