/** The console's server, as the page sees it. Failures become `Refusal`s with a sentence to show. */

export class Refusal extends Error {}

const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The JSON at `path`. */
export async function get(path) {
  return (await ask(path)).json();
}

/** Sends `body`; `onEvent` gets each line of the answer as it arrives. Resolves when the answer is over. */
export async function post(path, body, onEvent) {
  const response = await ask(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...body, timezone }),
  });
  await readLines(response, onEvent);
}

/** What was said in the conversation and, while work goes on, what is being said. */
export async function follow(thread, onEvent, signal) {
  await readLines(await ask(`/api/conversations/${thread}`, { signal }), onEvent);
}

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, { credentials: 'same-origin', ...options });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Refusal('The bot cannot be reached. Is it still running?');
  }
  if (response.ok) return response;
  if (response.status === 401) location.assign('/login');
  const { message } = await response.json().catch(() => ({}));
  throw new Refusal(message ?? `The bot answered with an error (${response.status}).`);
}

async function readLines(response, onEvent) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read().catch((error) => {
      if (error.name === 'AbortError') throw error;
      throw new Refusal('The connection to the bot broke off. Reload the page to see what it answered.');
    });
    if (done) break;
    const lines = (rest + value).split('\n');
    rest = lines.pop();
    for (const line of lines) if (line !== '') onEvent(JSON.parse(line));
  }
}
