/** From a question to what is said: the loop, its limits, and what of the model's text may stand. */
import type { ToolContext } from '../../tools/define-tool.ts';
import type { Vocabulary } from '../../tools/metrics/vocabulary.ts';
import { runLoop } from './agent-loop.ts';
import { answerCard, mainResult, offerCard } from './answer-card.ts';
import type { ChatModel } from './chat-openai.ts';
import { isControl } from './control-tools.ts';
import { mostOf } from './cost.ts';
import { Cancelled, LimitReached, ModelFailure, sayFailure, sayLimit } from './failures.ts';
import { type Besides, type Evidence, evidenceOf } from './grounding/evidence.ts';
import { ground } from './grounding/grounding.ts';
import { endsShortened, sentencesOf } from './grounding/sentences.ts';
import type { ModelAgentDeps, ModelQuestion, ModelReply } from './model-agent.ts';
import type { ModelCalls } from './model-calls.ts';
import { createModelTools, type ModelTools } from './model-tools.ts';
import { plainAnswer } from './plain-answer.ts';
import { systemPrompt } from './prompt.ts';
import { createQuestionMeter, type QuestionMeter } from './question-meter.ts';
import type { ToolStep, Trace } from './trace.ts';

export interface AnswerDeps extends ModelAgentDeps {
  readonly calls: ModelCalls;
  readonly chat: ChatModel;
  readonly vocabulary: Vocabulary;
}

export async function answerQuestion(asked: ModelQuestion, deps: AnswerDeps): Promise<ModelReply> {
  const { settings, registry, now } = deps;
  const startedAt = now();
  const deadline = AbortSignal.timeout(settings.limits.seconds * 1_000);
  const signal = AbortSignal.any([asked.cancelled, asked.context.signal, deadline]);
  const context: ToolContext = { ...asked.context, signal };
  const tools = createModelTools({
    registry,
    context,
    onFault: (error, tool) => deps.log.error({ err: error, tool }, 'a tool failed under the model'),
  });
  const meter = createQuestionMeter(settings.limits, { deadline, cancelled: asked.cancelled });
  const traceId = deps.newId();
  const model = settings.models[asked.role] ?? settings.models.strong;
  const hold = deps.holdBudget?.(context, {
    traceId,
    most: mostOf(settings.limits, model, settings.prices),
    seconds: settings.limits.seconds,
  });
  const titleOf = (name: string): string =>
    registry.get(name)?.title ?? (isControl(name) ? CONTROL_TITLES[name] : 'A tool that does not exist');
  const trace = (end: Partial<Trace> & Pick<Trace, 'status'>): Trace => ({
    traceId,
    question: asked.question,
    role: asked.role,
    model,
    startedAt: startedAt.toISOString(),
    ms: now().getTime() - startedAt.getTime(),
    ...meter.totals(),
    sentencesLeftOut: 0,
    limit: null,
    failure: null,
    ...end,
  });
  try {
    const text = await runLoop(asked.question, {
      ...{ ...deps, role: asked.role, meter, tools, signal, memory: asked.memory, lastCall: asked.lastCall },
      prompt: systemPrompt({
        workspace: context.workspace,
        model: deps.model,
        vocabulary: deps.vocabulary,
        tools,
      }),
      mayGoOn: async () => (await hold?.(meter.taken())) ?? null,
      onModel: () => asked.onEvent({ kind: 'thinking' }),
      onTool: (name) => asked.onEvent({ kind: 'tool', title: titleOf(name) }),
      onToolDone: (name, { detail, outcome }) =>
        asked.onEvent({ kind: 'tool_done', title: titleOf(name), detail, ok: WENT_WELL.has(outcome) }),
      onText: sentenceBySentence(asked, tools, deps.vocabulary),
    });
    return conclude(text, asked, { tools, vocabulary: deps.vocabulary, trace, titleOf });
  } catch (error) {
    return stopped(error, { asked, deadline, trace, meter, deps });
  }
}

const WENT_WELL: ReadonlySet<ToolStep['outcome']> = new Set([
  'ok',
  'empty',
  'offered',
  'clarify',
  'insufficient',
]);

const CONTROL_TITLES = {
  open_tools: 'Looking for the right tools',
  offer_button: 'Preparing a button',
  ask_back: 'Asking back',
  decline: 'Finding what is missing',
} as const;

interface Ended {
  readonly tools: ModelTools;
  readonly vocabulary: Vocabulary;
  readonly trace: (end: Partial<Trace> & Pick<Trace, 'status'>) => Trace;
  readonly titleOf: (tool: string) => string;
}

function conclude(
  text: string,
  asked: ModelQuestion,
  { tools, vocabulary, trace, titleOf }: Ended,
): ModelReply {
  const { results, offers, ending } = tools;
  const evidence = evidenceOf(results, { ...besides(asked, tools, vocabulary), saidBack: ending !== null });
  const plain = plainAnswer(ending?.text ?? text);
  const { paragraphs, leftOut, deeds, misattributed } = ground(plain.text, evidence);
  const said = paragraphs.join(' ');
  const refuse = (because: string) => ({
    kind: 'refuse' as const,
    because,
    own: false,
    trace: trace({ status: 'refused', sentencesLeftOut: leftOut.length }),
  });
  if (ending && said !== '')
    return ending.kind === 'ask'
      ? { kind: 'ask', question: said, trace: trace({ status: 'asked', sentencesLeftOut: leftOut.length }) }
      : { ...refuse(said), own: true };
  const main = mainResult(results, said);
  const offered = !ending && offers.length > 0;
  const done = trace({ status: 'answered', sentencesLeftOut: leftOut.length });
  const parts = {
    ...{ results, offers, titleOf },
    paragraphs: said === '' && offered ? [READY] : paragraphs,
    ...{ trace: done, hadLinks: plain.hadLinks, deeds: deeds.length, misattributed: misattributed.length },
  };
  // Buttons are made of our own words: they need no result, and no word of the model.
  if (offered && main === null)
    return { kind: 'offer', card: offerCard({ ...parts, paragraphs: [READY] }), trace: done };
  if (ending || main === null)
    return refuse('The language model looked at it too and found nothing in the data that answers it.');
  if (parts.paragraphs.length === 0)
    return refuse(
      deeds.length > 0
        ? 'The language model said that it did something. It can change nothing, and nothing was changed.'
        : 'The language model’s answer had numbers that stand in no result or belong to something else, so nothing of it is left.',
    );
  return {
    kind: 'answer',
    card: answerCard(main, parts),
    text: parts.paragraphs.join('\n'),
    main,
    trace: done,
  };
}

const READY =
  'This is ready to be done. Nothing has been changed: check it, and press the button if it is right.';

interface Stopped extends Pick<Ended, 'trace'> {
  readonly asked: ModelQuestion;
  readonly deadline: AbortSignal;
  readonly meter: QuestionMeter;
  readonly deps: AnswerDeps;
}

function stopped(error: unknown, { asked, deadline, trace, deps }: Stopped): ModelReply {
  if (asked.cancelled.aborted || error instanceof Cancelled)
    return { kind: 'stopped', because: 'Cancelled.', trace: trace({ status: 'cancelled' }) };
  const limit = error instanceof LimitReached ? error : deadline.aborted ? new LimitReached('seconds') : null;
  if (limit)
    return {
      kind: 'stopped',
      because: sayLimit(limit),
      trace: trace({ status: 'limited', limit: limit.limit }),
    };
  const failure = error instanceof ModelFailure ? error : new ModelFailure('garbage');
  const told = { err: error, failure: failure.kind, status: failure.status };
  // What is no failure of the model is one of ours.
  if (failure === error) deps.log.warn(told, 'the language model gave no answer');
  else deps.log.error(told, 'a language model’s answer could not be used');
  return {
    kind: 'stopped',
    because: sayFailure(failure.kind),
    trace: trace({ status: 'failed', failure: failure.kind }),
  };
}

function besides(
  { question, context: { workspace } }: ModelQuestion,
  { offers }: ModelTools,
  vocabulary: Vocabulary,
): Partial<Besides> {
  const { data, today } = workspace;
  return {
    question,
    days: [...(data ? [data] : []), { from: today, to: today }],
    offers: offers.map(({ call }) => call),
    valuesOf: (dimension) => vocabulary.values(dimension),
  };
}

/** Tells each sentence once and in order, when it is whole and holds. */
function sentenceBySentence(
  asked: ModelQuestion,
  tools: ModelTools,
  vocabulary: Vocabulary,
): (text: string) => void {
  const told = new Set<string>();
  let looked = '';
  let evidence: (Evidence & { readonly of: number }) | null = null;
  return (text) => {
    const whole = /^[\s\S]*[.!?](?=\s)/.exec(text)?.[0];
    if (!whole || whole === looked || tools.results.length === 0) return;
    looked = whole;
    // What ends in an abbreviation goes on.
    if (endsShortened(whole)) return;
    const of = tools.results.length + tools.offers.length;
    if (evidence?.of !== of)
      evidence = { of, ...evidenceOf(tools.results, besides(asked, tools, vocabulary)) };
    const { paragraphs } = ground(plainAnswer(whole).text, evidence);
    for (const sentences of sentencesOf(paragraphs.join('\n')))
      for (const [at, sentence] of sentences.entries()) {
        if (told.has(sentence)) continue;
        told.add(sentence);
        asked.onEvent({ kind: 'text', sentence, opens: at === 0 });
      }
  };
}
