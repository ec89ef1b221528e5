/**
 * What a streamed message shows while work goes on: a plan with its tasks, and the sentences of the answer as they hold.
 * It is a state that grows; `news` is the difference to what Slack has been told, so that many changes make one call.
 */
import type { webApi } from '@slack/bolt';
import type { AgentEvent } from '../../../agent/llm/model-agent.ts';
import { cut, literalLine, markdown } from '../escape.ts';
import { CHUNK_TEXT, PLAN_TASKS, TASK_TITLE } from '../limits.ts';

export type Chunk = NonNullable<webApi.ChatAppendStreamArguments['chunks']>[number];

/** `plan`: title, tasks, what came of them, sentences. `tasks`: their titles alone, for workspaces that know no more. */
export type PlanStyle = 'plan' | 'tasks';

interface Task {
  readonly id: string;
  readonly kind: 'note' | 'thinking' | 'tool' | 'writing';
  readonly title: string;
  readonly status: 'in_progress' | 'complete' | 'error';
  /** What came of it, in a few words. Slack appends it at each update, so it is told once. */
  readonly output?: string;
}

interface Sentence {
  readonly text: string;
  readonly opens: boolean;
}

interface News {
  readonly chunks: readonly Chunk[];
  /** Slack has taken the chunks. */
  told(): void;
}

export interface Plan {
  /** Something is being done; what was done before is done with. */
  note(text: string): void;
  happened(event: AgentEvent): void;
  /** What is being done now. */
  readonly now: string;
  news(style: PlanStyle): News;
  /** Nothing is being done any more. */
  end(went: 'well' | 'wrong'): void;
  /** Slack knows nothing of it: another message begins. */
  untold(): void;
  /**
   * True where what was streamed is the beginning of the answer, of which the rest is now streamed as well; false where
   * nothing was, or something else.
   */
  completes(paragraphs: readonly string[]): boolean;
  /** Whether a model has called tools. */
  readonly hasSteps: boolean;
  /** Characters of text that Slack has been told. */
  readonly textLength: number;
}

const READING = 'Reading the question';
const WEIGHING = 'Thinking about what was found';
const WRITING = 'Writing the answer';

export function createPlan(newId: () => string): Plan {
  const tasks: Task[] = [];
  const sentences: Sentence[] = [];
  let title = '';
  /** Sentences before this one were said on the way, before the last tool was called. */
  let onTheWay = 0;
  let told = { title: '', tasks: new Map<string, Task>(), sentences: 0 };

  const live = () => tasks.findLastIndex(({ status }) => status === 'in_progress');
  const set = (at: number, changes: Partial<Task>) => {
    const task = tasks[at];
    if (task) tasks[at] = { ...task, ...changes };
  };
  const finish = () => {
    for (const [at, { status }] of tasks.entries())
      if (status === 'in_progress') set(at, { status: 'complete' });
  };
  /** A new task; the thought that led to it becomes it, and so does the last of too many. */
  const begin = (kind: Task['kind'], words: string) => {
    title = cut(literalLine(words), TASK_TITLE);
    const at = live();
    const before = tasks[at];
    if (before?.kind === 'thinking' || before?.kind === 'writing') set(at, { kind, title });
    else if (tasks.length < PLAN_TASKS) tasks.push({ id: newId(), kind, title, status: 'in_progress' });
    else set(tasks.length - 1, { kind, title, status: 'in_progress' });
  };

  return {
    note(text) {
      if (tasks.at(-1)?.status === 'in_progress' && title === cut(literalLine(text), TASK_TITLE)) return;
      finish();
      begin('note', text);
    },
    happened(event) {
      switch (event.kind) {
        case 'thinking':
          if (live() < 0) begin('thinking', tasks.length === 0 ? READING : WEIGHING);
          return;
        case 'tool':
          onTheWay = sentences.length;
          begin('tool', event.title);
          return;
        case 'tool_done': {
          const named = cut(literalLine(event.title), TASK_TITLE);
          const at = tasks.findIndex((one) => one.status === 'in_progress' && one.title === named);
          const output = cut(literalLine(event.detail), CHUNK_TEXT);
          // A result that only says the tool's name again is no news.
          const says = event.detail.trim() !== '' && output !== named;
          set(at, { status: event.ok ? 'complete' : 'error', ...(says ? { output } : {}) });
          return;
        }
        case 'text':
          if (tasks[live()]?.kind === 'thinking') begin('writing', WRITING);
          sentences.push({ text: event.sentence, opens: event.opens });
      }
    },
    get now() {
      return title;
    },
    news(style) {
      const changed = tasks.filter((task) => told.tasks.get(task.id) !== task);
      const next = { title, tasks: new Map(tasks.map((task) => [task.id, task])), sentences: told.sentences };
      const updates = changed.map((task) => taskChunk(task, told.tasks.get(task.id), style));
      const noted = (known: typeof told) => () => {
        told = known;
      };
      if (style === 'tasks') return { chunks: updates, told: noted(next) };
      const fresh = sentences.slice(told.sentences);
      const text = fresh.map((one, at) => joined(one, told.sentences + at === 0)).join('');
      return {
        chunks: [
          ...(title !== told.title ? [{ type: 'plan_update' as const, title }] : []),
          ...updates,
          ...(text === '' ? [] : [{ type: 'markdown_text' as const, text }]),
        ],
        told: noted({ ...next, sentences: told.sentences + fresh.length }),
      };
    },
    end(went) {
      const at = live();
      // A plan that stops under a running task is shown by Slack as one that failed.
      finish();
      if (went === 'wrong') set(at, { status: 'error' });
      else if (tasks[at]?.kind === 'thinking' && tasks.length > 1) set(at, { title: WRITING });
      title = summaryOf(tasks);
    },
    untold() {
      told = { title: '', tasks: new Map(), sentences: 0 };
    },
    completes(paragraphs) {
      if (told.sentences === 0) return false;
      const rest = restOf(sentences.slice(0, told.sentences), onTheWay, paragraphs);
      if (!rest) return false;
      sentences.splice(told.sentences, sentences.length, ...rest);
      return true;
    },
    get hasSteps() {
      return tasks.some(({ kind }) => kind === 'tool');
    },
    get textLength() {
      return sentences
        .slice(0, told.sentences)
        .reduce((sum, one, at) => sum + joined(one, at === 0).length, 0);
    },
  };
}

function taskChunk(task: Task, before: Task | undefined, style: PlanStyle): Chunk {
  const { id, title, status, output } = task;
  const says = style === 'plan' && output !== undefined && output !== before?.output;
  return { type: 'task_update', id, title, status, ...(says ? { output } : {}) };
}

const joined = ({ text, opens }: Sentence, first: boolean): string =>
  `${first ? '' : opens ? '\n\n' : ' '}${markdown(text)}`;

/** “3 steps: Analytics, Top customers” */
function summaryOf(tasks: readonly Task[]): string {
  const counted = tasks.filter(({ kind }) => kind === 'tool' || kind === 'note');
  if (counted.length === 0) return 'Done';
  const failed = counted.filter(({ status }) => status === 'error').length;
  const names = [...new Set(counted.map(({ title }) => title.replace(/\s*…$/, '')))].join(', ');
  const steps = `${counted.length} ${counted.length === 1 ? 'step' : 'steps'}`;
  return cut(`${steps}${failed > 0 ? `, ${failed} in vain` : ''}: ${names}`, CHUNK_TEXT);
}

/**
 * What of the answer is not among the sentences yet; null where they are not its beginning. The first `onTheWay` of them may
 * stand before it.
 */
function restOf(
  said: readonly Sentence[],
  onTheWay: number,
  paragraphs: readonly string[],
): readonly Sentence[] | null {
  for (let from = 0; from <= Math.min(onTheWay, said.length); from += 1) {
    const rest = restAfter(said.slice(from), paragraphs);
    if (rest) return rest;
  }
  return null;
}

function restAfter(said: readonly Sentence[], paragraphs: readonly string[]): readonly Sentence[] | null {
  const left = [...paragraphs];
  let opens = true;
  for (const { text } of said) {
    const paragraph = left[0];
    if (paragraph === undefined || !paragraph.startsWith(text)) return null;
    const after = paragraph.slice(text.length).trimStart();
    opens = after === '';
    if (opens) left.shift();
    else left[0] = after;
  }
  return left.map((text, at) => ({ text, opens: at > 0 || opens }));
}
