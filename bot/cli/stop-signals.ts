/** Being told to stop: once to finish the work in hand, again to end at once. */

/** npm passes on the Ctrl-C that the terminal sends to every process: a second signal this soon is the same one. */
const SAME_PRESS_MS = 1_000;
/** What a shell reports of a process that Ctrl-C has ended. */
const INTERRUPTED = 130;

/** Calls `stop` on the first SIGTERM or SIGINT; one that comes later ends the process. */
export function onStopSignal(stop: () => void): void {
  let since: number | null = null;
  const hear = () => {
    if (since === null) {
      since = performance.now();
      stop();
    } else if (performance.now() - since > SAME_PRESS_MS) process.exit(INTERRUPTED);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, hear);
}
