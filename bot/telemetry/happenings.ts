/** What happens in the process, told to whoever watches: metrics, spans. Watching changes nothing of it. */
import type { Trace } from '../../agent/llm/trace.ts';
import type { Handled, Handlers, Sender } from '../../handlers/surface.ts';
import type { AnyTool } from '../../tools/define-tool.ts';
import type { Registry } from '../../tools/registry.ts';

type Kind = 'message' | 'press' | 'command';

/** A call of an embedding service. */
export interface EmbeddingCall {
  /** As configured. */
  readonly model: string;
  readonly dimensions: number;
  /** `ok`, or what it failed by. */
  readonly outcome: string;
  readonly tokens: number;
  /** US dollars; null where the price is not known. */
  readonly costUsd: number | null;
  readonly startedAt: Date;
  readonly seconds: number;
}

export interface Watcher {
  /** Something was asked, pressed or commanded, and this came of it. */
  turn?(kind: Kind, surface: Sender['surface'], outcome: Handled['status'], seconds: number): void;
  /** A tool ran; `outcome` is that of the tool, or “failed”. */
  tool?(name: string, outcome: string, seconds: number): void;
  /** A question went to a language model. */
  trace?(trace: Trace, tenantId: string): void;
  embedding?(call: EmbeddingCall): void;
  job?(name: string, outcome: 'done' | 'idle' | 'failed', seconds: number): void;
}

export interface Happenings extends Required<Watcher> {
  watch(watcher: Watcher): void;
}

/** A watcher that fails is logged, and disturbs nobody. */
export function createHappenings(log: { error(fields: object, message: string): void }): Happenings {
  const watchers: Watcher[] = [];
  const tell = (what: (watcher: Watcher) => void): void => {
    for (const watcher of watchers)
      try {
        what(watcher);
      } catch (error) {
        log.error({ err: error }, 'something that happened could not be counted');
      }
  };
  return {
    watch: (watcher) => void watchers.push(watcher),
    turn: (...told) => tell((watcher) => watcher.turn?.(...told)),
    tool: (...told) => tell((watcher) => watcher.tool?.(...told)),
    trace: (...told) => tell((watcher) => watcher.trace?.(...told)),
    embedding: (...told) => tell((watcher) => watcher.embedding?.(...told)),
    job: (...told) => tell((watcher) => watcher.job?.(...told)),
  };
}

/** The same tools; each run of one is told. */
export function watchTools(registry: Registry, happenings: Happenings): Registry {
  const watched = (tool: AnyTool): AnyTool => ({
    ...tool,
    async run(input, context) {
      const since = performance.now();
      let outcome = 'failed';
      try {
        const result = await tool.run(input, context);
        outcome = result.kind;
        return result;
      } finally {
        happenings.tool(tool.name, outcome, (performance.now() - since) / 1000);
      }
    },
  });
  return new Map([...registry].map(([name, tool]) => [name, watched(tool)]));
}

/** The same handlers; each turn is told. A redelivery is none. */
export function watchTurns(handlers: Handlers, happenings: Happenings): Handlers {
  const timed = async (kind: Kind, { surface }: Sender, work: Promise<Handled>): Promise<Handled> => {
    const since = performance.now();
    const handled = await work;
    if (handled.status !== 'ignored')
      happenings.turn(kind, surface, handled.status, (performance.now() - since) / 1000);
    return handled;
  };
  return {
    ...handlers,
    message: (message, replies) => timed('message', message.sender, handlers.message(message, replies)),
    press: (press, replies) => timed('press', press.sender, handlers.press(press, replies)),
    command: (command, replies) => timed('command', command.sender, handlers.command(command, replies)),
  };
}
