/** What the pages beside the chat (outbox, trace) have in common. */
import { get, Refusal } from './api.js';
import { startScheme } from './color-scheme.js';
import { byId } from './dom.js';

/** The colours, and the workspace's name in the head of the page. */
export function startSidePage() {
  startScheme();
  get('/api/status')
    .then(({ workspace }) => {
      byId('workspace').textContent = workspace;
    })
    .catch(() => {});
}

/** Says on the page what went wrong; a refusal has its own sentence. */
export function sayProblem(error) {
  byId('problem').hidden = false;
  byId('problem').textContent =
    error instanceof Refusal ? error.message : 'Something went wrong on this page. Please reload it.';
  if (!(error instanceof Refusal)) reportError(error);
}
