import { startThread } from '../working-thread.ts';
import { type FitRequest, type Fits, workOut } from './fit-work.ts';

/** A fit of so many rows takes less time than a thread takes to start. */
const ROWS_AT_ONCE = 1_000;

/** Fits in a thread of its own, where it takes long: hundreds of thousands of histories are seconds of work. */
export async function fitModel<R extends FitRequest>(request: R): Promise<Fits[R['kind']]> {
  const { x } = request.kind === 'purchases' ? request.histories : request.values;
  if (x.length <= ROWS_AT_ONCE) return workOut(request) as Fits[R['kind']];
  const thread = startThread<FitRequest, Fits>(
    new URL('./fit-thread.ts', import.meta.url),
    'fits',
    'The scores cannot be learnt',
  );
  try {
    return await thread.ask(request);
  } finally {
    await thread.stop();
  }
}
