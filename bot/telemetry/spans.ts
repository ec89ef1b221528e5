/**
 * A trace as OpenTelemetry spans, by the semantic conventions for generative AI: `invoke_agent` over the question, `chat`
 * for each call of the model, `execute_tool` for each tool; `embeddings` for a call of an embedding service. No question, no argument and no result is in them.
 */
import {
  type Attributes,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import type { ModelStep, ToolStep, Trace } from '../../agent/llm/trace.ts';
import type { EmbeddingCall } from './happenings.ts';

const AGENT = 'audience-walker';
/** Tools that answered, be it with nothing. */
const WENT_WELL: ReadonlySet<ToolStep['outcome']> = new Set([
  'ok',
  'empty',
  'insufficient',
  'clarify',
  'refused',
  'offered',
]);

/** Makes the spans of a question that is over; times are those of the trace. */
export function recordSpans(tracer: Tracer, question: Trace, tenantId: string): void {
  const startedAt = new Date(question.startedAt);
  const root = tracer.startSpan(
    `invoke_agent ${AGENT}`,
    {
      kind: SpanKind.INTERNAL,
      startTime: startedAt,
      attributes: {
        'gen_ai.operation.name': 'invoke_agent',
        'gen_ai.agent.name': AGENT,
        'gen_ai.provider.name': 'openai',
        'gen_ai.request.model': question.model,
        'gen_ai.usage.input_tokens': question.promptTokens,
        'gen_ai.usage.output_tokens': question.completionTokens,
        'walker.trace_id': question.traceId,
        'walker.tenant_id': tenantId,
        'walker.model_role': question.role,
        'walker.status': question.status,
        ...known('walker.cost_usd', question.costUsd),
        ...known('error.type', question.failure ?? question.limit),
      },
    },
    ROOT_CONTEXT,
  );
  const inside = trace.setSpan(ROOT_CONTEXT, root);
  for (const step of question.steps) {
    const drawn = step.kind === 'model' ? modelSpan(step) : toolSpan(step);
    const begin = new Date(step.startedAt);
    const { name, kind, attributes } = drawn;
    const span = tracer.startSpan(name, { kind, startTime: begin, attributes }, inside);
    if (attributes['error.type'] !== undefined) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(after(begin, step.ms));
  }
  if (question.failure) root.setStatus({ code: SpanStatusCode.ERROR });
  root.end(after(startedAt, question.ms));
}

/** Makes the span of a call of an embedding service that is over. It stands alone: searches and refreshes make it. */
export function recordEmbeddingSpan(tracer: Tracer, call: EmbeddingCall): void {
  const failed = call.outcome !== 'ok';
  const span = tracer.startSpan(
    `embeddings ${call.model}`,
    {
      kind: SpanKind.CLIENT,
      startTime: call.startedAt,
      attributes: {
        'gen_ai.operation.name': 'embeddings',
        'gen_ai.provider.name': 'openai',
        'gen_ai.request.model': call.model,
        'gen_ai.embeddings.dimension.count': call.dimensions,
        'gen_ai.usage.input_tokens': call.tokens,
        ...known('walker.cost_usd', call.costUsd),
        ...known('error.type', failed ? call.outcome : null),
      },
    },
    ROOT_CONTEXT,
  );
  if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(after(call.startedAt, call.seconds * 1_000));
}

interface Drawn {
  readonly name: string;
  readonly kind: SpanKind;
  readonly attributes: Attributes;
}

function modelSpan(step: ModelStep): Drawn {
  return {
    name: `chat ${step.name}`,
    kind: SpanKind.CLIENT,
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': step.name,
      'gen_ai.usage.input_tokens': step.promptTokens,
      'gen_ai.usage.output_tokens': step.completionTokens,
      'walker.tokens_estimated': step.estimated,
      'walker.attempts': step.attempts,
      ...known('walker.cost_usd', step.costUsd),
      ...known('error.type', step.outcome === 'ok' ? null : step.outcome),
    },
  };
}

function toolSpan(step: ToolStep): Drawn {
  return {
    name: `execute_tool ${step.name}`,
    kind: SpanKind.INTERNAL,
    attributes: {
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': step.name,
      'gen_ai.tool.type': 'function',
      'walker.outcome': step.outcome,
      ...known('error.type', WENT_WELL.has(step.outcome) ? null : step.outcome),
    },
  };
}

const known = (name: string, value: string | number | null): Attributes =>
  value === null ? {} : { [name]: value };

const after = (begin: Date, ms: number): Date => new Date(begin.getTime() + ms);
