/**
 * The house's tools as a model may use them: thin wrappers over the registry. Reads go through `runTool` like every other
 * door; writes become a button. Whatever is wrong with a call is told to the model in a sentence.
 */
import type { CallButton } from '../../cards/card.ts';
import { keptArgs } from '../../tools/audit.ts';
import type { AnyTool, ToolContext } from '../../tools/define-tool.ts';
import { ToolInputError, UserError } from '../../tools/errors.ts';
import type { Registry } from '../../tools/registry.ts';
import { roleAllows } from '../../tools/roles.ts';
import { runTool, type ToolResult } from '../../tools/run-tool.ts';
import { briefSchemaOf } from './brief-schemas.ts';
import { CONTROLS, type ControlName, isControl } from './control-tools.ts';
import { buttonFor, MAX_OFFERS, mayOffer } from './offers.ts';
import { guideTo } from './tool-guides.ts';
import { schemaOf } from './tool-schemas.ts';
import { asData, textOf } from './tool-text.ts';
import type { ToolStep } from './trace.ts';

/** Always at hand; the others are opened by name, since their descriptions would fill every prompt. */
const AT_HAND: ReadonlySet<string> = new Set(['sql_analytics', 'define_term']);
/** The card's own buttons lead there. */
const LEFT_TO_BUTTONS: ReadonlySet<string> = new Set([
  'show_query',
  'break_down',
  'export_csv',
  'download_audience',
  'download_segment',
  'download_test_split',
  'download_log',
]);
const SQL_ERRORS = 2;
/** Our own words, and no data: half a schema is of no use. */
const OPENED_CHARACTERS = 24_000;

/** How a turn ends other than by a text. */
type Ending =
  | { readonly kind: 'ask'; readonly text: string }
  | { readonly kind: 'decline'; readonly text: string };

/** What came of a call, for the model and for the trace. */
export interface Ran {
  readonly text: string;
  readonly args: ToolStep['args'];
  readonly outcome: ToolStep['outcome'];
  readonly detail: string;
  readonly sql: string | null;
}

export interface ModelTools {
  /** Reads that may be called, by name; `opened` are those that the model sees just now. */
  readonly readable: readonly AnyTool[];
  isOpen(name: string): boolean;
  /** Names and descriptions of what can be opened. */
  readonly closed: readonly AnyTool[];
  /** Runs whatever the model calls `name`. Throws only where `context.signal` is aborted. */
  run(name: string, args: unknown): Promise<Ran>;
  readonly results: readonly ToolResult[];
  readonly offers: readonly CallButton[];
  readonly ending: Ending | null;
}

export interface ModelToolsDeps {
  readonly registry: Registry;
  readonly context: ToolContext;
  /** A fault of a tool: logged by whoever has a log, told to the model without its cause. */
  readonly onFault: (error: unknown, tool: string) => void;
}

export function createModelTools({ registry, context, onFault }: ModelToolsDeps): ModelTools {
  const { role } = context.actor;
  const all = [...registry.values()];
  const readable = all.filter((tool) => isReadable(tool) && roleAllows(role, tool.role));
  const offerable = all.filter((tool) => mayOffer(tool, role));
  const opened = new Set(AT_HAND);
  const results: ToolResult[] = [];
  const offers: CallButton[] = [];
  let ending: Ending | null = null;
  let sqlErrors = 0;

  function control(name: ControlName, args: unknown): Ran {
    const parsed = CONTROLS[name].input.safeParse(args);
    if (!parsed.success) return invalid(name, parsed.error.issues[0]?.message ?? 'unreadable');
    const input: unknown = parsed.data;
    switch (name) {
      case 'open_tools':
        return open((input as { names: string[] }).names);
      case 'offer_button':
        return offer(input as { tool: string; args: Record<string, unknown> });
      case 'ask_back':
        ending ??= { kind: 'ask', text: (input as { question: string }).question };
        return said('The question is put to the person.', 'ok');
      case 'decline':
        ending ??= { kind: 'decline', text: (input as { because: string }).because };
        return said('The person is told so.', 'ok');
    }
  }

  function open(names: readonly string[]): Ran {
    const texts = names.map((name) => {
      const tool = [...readable, ...offerable].find((one) => one.name === name);
      if (!tool) return `${name}: there is no such tool.`;
      opened.add(name);
      // A read is declared with its schema from now on; a write never is.
      return tool.effect === 'read'
        ? `${name}: you can call it now.${guideTo(name)}`
        : `${name}: only by offer_button. ${tool.description} Arguments: ${JSON.stringify(briefSchemaOf(tool))}`;
    });
    const text = asData('walker', 'ok', texts.join('\n'), OPENED_CHARACTERS);
    return { ...said('', 'ok', 'Looked up how tools are used'), text };
  }

  function offer({ tool: name, args }: { tool: string; args: Record<string, unknown> }): Ran {
    const tool = offerable.find((one) => one.name === name);
    if (!tool) return said(`“${name}” cannot be offered.`, 'unknown', 'No such button');
    const parsed = tool.input.safeParse(args);
    if (!parsed.success)
      return invalid(name, `${parsed.error.message}. Arguments: ${JSON.stringify(schemaOf(tool))}`);
    if (offers.length >= MAX_OFFERS) return said('There are enough buttons on the card.', 'refused');
    offers.push(buttonFor(tool, args));
    return {
      ...said('The button is on the card. Nothing was run; the person decides.', 'offered', tool.title),
      args,
    };
  }

  async function read(tool: AnyTool, args: Record<string, unknown>): Promise<Ran> {
    const call = { tool: tool.name, args };
    if (tool.name === 'run_sql' && sqlErrors >= SQL_ERRORS)
      return said('No more SQL for this question: it went wrong twice.', 'refused', 'SQL went wrong twice');
    const ran = await runTool(registry, call, asLeastRole(context, tool));
    results.push(ran);
    const { outcome, card, facts } = ran;
    if (tool.name === 'run_sql' && outcome.kind === 'refused') sqlErrors += 1;
    const detail = outcome.kind === 'ok' ? card.title : (card.text?.[0] ?? card.title);
    return {
      text: textOf(ran),
      args: ran.call.args,
      outcome: outcome.kind,
      detail,
      sql: facts?.sql ?? null,
    };
  }

  function explain(tool: AnyTool, args: Record<string, unknown>, error: unknown): Ran {
    context.signal.throwIfAborted();
    if (error instanceof ToolInputError) {
      const kept = keptArgs(tool, { tool: tool.name, args }, context.db.tenantId);
      const because = `${error.message}. Arguments: ${JSON.stringify(schemaOf(tool))}`;
      return { ...invalid(tool.name, because), args: kept };
    }
    if (error instanceof UserError)
      return said(error.message, error.code === 'forbidden' ? 'forbidden' : 'refused');
    onFault(error, tool.name);
    return said(`“${tool.title}” failed. Try another way, or decline.`, 'failed', `${tool.title} failed`);
  }

  return {
    readable,
    closed: [...readable, ...offerable].filter((tool) => !AT_HAND.has(tool.name)),
    isOpen: (name) => opened.has(name),
    results,
    offers,
    get ending() {
      return ending;
    },
    async run(name, args) {
      if (isControl(name)) return control(name, args);
      const tool = registry.get(name);
      if (!tool) return said(`There is no tool called “${name}”. ${namesOf(readable)}`, 'unknown', name);
      if (tool.effect === 'write')
        return said(`“${name}” changes something: only a person can run it. Use offer_button.`, 'refused');
      if (!isReadable(tool)) return said(`“${name}” is not for you to call.`, 'refused', tool.title);
      if (args === null || typeof args !== 'object' || Array.isArray(args))
        return invalid(name, 'they must be a JSON object');
      const given = args as Record<string, unknown>;
      return read(tool, given).catch((error: unknown) => explain(tool, given, error));
    },
  };

  function said(text: string, outcome: Ran['outcome'], detail = text): Ran {
    return { text: asData('walker', outcome, text), args: null, outcome, detail, sql: null };
  }

  function invalid(name: string, because: string): Ran {
    return said(`The arguments of ${name} do not fit: ${because}`, 'invalid', 'The arguments did not fit');
  }
}

/** A tool that must not keep its arguments is about one person, whose data does not leave the house. */
function isReadable(tool: AnyTool): boolean {
  return tool.effect === 'read' && tool.keptArguments === undefined && !LEFT_TO_BUTTONS.has(tool.name);
}

/**
 * Runs with the least role that the tool needs, so that names and addresses, which some tools show to analysts, are not
 * sent to a model. Whoever has not even that is refused as they are.
 */
function asLeastRole(context: ToolContext, tool: AnyTool): ToolContext {
  const { actor } = context;
  const role = roleAllows(actor.role, tool.role) ? tool.role : actor.role;
  return { ...context, actor: { ...actor, role }, progress: () => undefined };
}

const namesOf = (tools: readonly AnyTool[]): string =>
  `There are: ${tools.map(({ name }) => name).join(', ')}.`;
