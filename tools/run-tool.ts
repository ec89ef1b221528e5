/**
 * The one function through which every door runs a tool: parse the arguments, authorise the actor, run,
 * check the output, audit.
 */
import type { z } from 'zod';
import type { Call, Card, CardTone } from '../cards/card.ts';
import { createAudit, keptArgs } from './audit.ts';
import type { AnyTool, Attachment, Facts, Outcome, ToolContext } from './define-tool.ts';
import { ToolInputError, UserError } from './errors.ts';
import type { Registry } from './registry.ts';
import { roleAllows } from './roles.ts';

export interface ToolResult {
  readonly tool: string;
  /** The call as it may be kept and repeated. */
  readonly call: Call;
  readonly outcome: Outcome<unknown>;
  readonly card: Card;
  readonly summary: string;
  readonly facts: Facts | null;
  readonly attachments: readonly Attachment[];
}

/**
 * Runs `call` for the actor in `context`.
 * Throws `UserError` (`unknown_tool`, `forbidden`, or the tool's own), `ToolInputError` where the arguments
 * do not fit, and whatever fault the tool meets.
 */
export async function runTool(registry: Registry, call: Call, context: ToolContext): Promise<ToolResult> {
  const tool = registry.get(call.tool);
  if (!tool) throw new UserError('unknown_tool', `There is no tool called “${call.tool}”.`);
  const audit = createAudit(tool, call, context);
  if (!roleAllows(context.actor.role, tool.role)) {
    await audit.settle('forbidden');
    throw new UserError(
      'forbidden',
      `${tool.title} needs the role ${tool.role}; you are ${context.actor.role}. An admin can change that with /walker people.`,
    );
  }
  const parsed = tool.input.safeParse(call.args);
  if (!parsed.success) {
    const where = parsed.error.issues.map(describeIssue);
    throw new ToolInputError(tool.name, where.join('; '), { cause: parsed.error });
  }
  let outcome: Outcome<unknown>;
  try {
    outcome = await tool.run(parsed.data, { ...context, db: audit.db });
  } catch (error) {
    await audit.settle('failed');
    throw error;
  }
  await audit.settle(outcome.kind);
  return present(tool, { tool: call.tool, args: parsed.data as Call['args'] }, outcome, context);
}

/** "limit is missing", "role must be one of viewer, analyst": people read it after a command, and the model. */
function describeIssue(issue: z.core.$ZodIssue): string {
  const name = issue.path.join('.') || 'the arguments';
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined'))
    return `${name} is missing`;
  if (issue.code === 'invalid_value') return `${name} must be one of ${issue.values.join(', ')}`;
  if (issue.code === 'too_big' && issue.origin === 'number')
    return `${name} must be ${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}`;
  if (issue.code === 'too_small' && issue.origin === 'number')
    return `${name} must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`;
  return `${name}: ${issue.message}`;
}

function present(tool: AnyTool, call: Call, outcome: Outcome<unknown>, context: ToolContext): ToolResult {
  const kept = { ...call, args: keptArgs(tool, call, context.db.tenantId) };
  const base = { tool: tool.name, call: kept, outcome };
  if ((outcome.kind === 'ok' || outcome.kind === 'empty') && outcome.data !== undefined) {
    const data = tool.output.parse(outcome.data);
    return {
      ...base,
      card: tool.card(data, call.args, context),
      summary: tool.summary(data, call.args),
      facts: tool.facts?.(data, call.args) ?? null,
      attachments: tool.attachments?.(data, call.args) ?? [],
    };
  }
  const card = plainCard(tool, outcome);
  return { ...base, card, summary: (card.text ?? []).join(' '), facts: null, attachments: [] };
}

function plainCard(tool: AnyTool, outcome: Outcome<unknown>): Card {
  const say = (tone: CardTone, text: readonly string[]): Card => ({ tone, title: tool.title, text });
  switch (outcome.kind) {
    case 'clarify':
      return { ...say('question', [outcome.question]), buttons: outcome.options };
    case 'refused':
      return say('refusal', [outcome.because, ...outcome.suggestions]);
    case 'insufficient':
      return say('notice', [
        `Not enough data: ${outcome.have} of the ${outcome.need} ${outcome.what} needed.`,
      ]);
    case 'empty':
      return say('notice', [outcome.because]);
    case 'ok':
      return say('answer', ['Done.']);
  }
}
