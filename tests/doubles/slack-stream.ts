/**
 * What Slack's reference says of streamed messages: chunks are checked as Slack checks them, and kept as it shows them.
 * Written from the reference pages, not from the surface's constants, so that one can be wrong alone.
 */
type Json = Record<string, unknown>;

interface ShownTask {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  /** Appended to at each update. */
  readonly output: string;
}

/** What a reader sees above the blocks. */
export interface StreamShown {
  /** How tasks are drawn; `plan` folds them under the title. */
  readonly mode: string;
  title: string;
  readonly tasks: ShownTask[];
  text: string;
}

const STATUSES = ['pending', 'in_progress', 'complete', 'error'];
const DISPLAY_MODES = ['timeline', 'plan'];

export interface StreamRules {
  /** Where it does not know plans: neither the display mode nor the chunks of one. */
  readonly knowsPlans: boolean;
}

/** The refusal of a start, or null. */
export function startProblem(args: Json, rules: StreamRules): string | null {
  const mode = String(args.task_display_mode ?? 'timeline');
  if (!DISPLAY_MODES.includes(mode) || (mode === 'plan' && !rules.knowsPlans)) return 'invalid_arguments';
  return chunksProblem(args, rules);
}

/** The refusal of the chunks of a call, or null. */
export function chunksProblem(args: Json, { knowsPlans }: StreamRules): string | null {
  if (args.chunks === undefined) return null;
  if (args.markdown_text !== undefined) return 'cannot_provide_both_markdown_text_and_chunks';
  if (!Array.isArray(args.chunks) || args.chunks.length === 0) return 'invalid_chunks';
  const known = (args.chunks as Json[]).every((chunk) => isSound(chunk) && (knowsPlans || isOld(chunk)));
  return known ? null : 'invalid_chunks';
}

const isOld = ({ type }: Json): boolean => type === 'task_update' || type === 'markdown_text';

function isSound(chunk: Json): boolean {
  const fits = (key: string, most: number, needed: boolean): boolean => {
    const value = chunk[key];
    if (value === undefined) return !needed;
    return typeof value === 'string' && value.length > 0 && value.length <= most;
  };
  switch (chunk.type) {
    case 'markdown_text':
      return fits('text', 12_000, true);
    case 'plan_update':
      return fits('title', 256, true);
    case 'task_update':
      return (
        STATUSES.includes(String(chunk.status)) &&
        fits('id', 255, true) &&
        fits('title', 256, true) &&
        fits('details', 256, false) &&
        fits('output', 256, false)
      );
    default:
      return false;
  }
}

/** Carries the chunks of a call out. */
export function show(shown: StreamShown, args: Json): void {
  for (const chunk of (args.chunks as Json[] | undefined) ?? []) {
    if (chunk.type === 'plan_update') shown.title = String(chunk.title);
    if (chunk.type === 'markdown_text') shown.text += String(chunk.text);
    if (chunk.type === 'task_update') showTask(shown.tasks, chunk);
  }
}

function showTask(tasks: ShownTask[], chunk: Json): void {
  const at = tasks.findIndex(({ id }) => id === chunk.id);
  const task: ShownTask = {
    id: String(chunk.id),
    title: String(chunk.title),
    status: String(chunk.status),
    output: (tasks[at]?.output ?? '') + String(chunk.output ?? ''),
  };
  if (at < 0) tasks.push(task);
  else tasks[at] = task;
}
