/** What stands around LangChain's agent: limits and retries around each call of the model, the registry behind each of a tool. */
import { SystemMessage, ToolMessage } from '@langchain/core/messages';
import { createMiddleware } from 'langchain';
import { estimateTokens } from './cost.ts';
import { declaredOf, isShown } from './declared-tools.ts';
import { LimitReached } from './failures.ts';
import type { LoopSetting } from './loop-setting.ts';
import { mended, sound, UNREADABLE } from './model-message.ts';
import { LAST_STEP } from './prompt.ts';
import { endOf, unansweredBy, usageOf } from './step-usage.ts';
import type { ModelStep } from './trace.ts';

/** The turn is over: the model has asked back or declined. */
export class Ended extends Error {}

/** For one question. */
export function guard(setting: LoopSetting) {
  const { calls, role, meter, tools, signal, now } = setting;
  return createMiddleware({
    name: 'Walker',
    async wrapModelCall(request, handler) {
      if (tools.ending) throw new Ended();
      meter.check();
      const because = await setting.mayGoOn();
      if (because !== null) throw new LimitReached('budget', because);
      setting.onModel();
      const endsBy = meter.endsBy();
      const shown = endsBy ? [] : request.tools.filter((one) => isShown(String(one.name), tools));
      const asked = {
        ...request,
        tools: shown,
        ...(endsBy ? { systemMessage: new SystemMessage(`${setting.prompt}\n\n${LAST_STEP}`) } : {}),
      };
      const startedAt = now();
      let attempts = 0;
      const prompt = () =>
        estimateTokens(setting.prompt + JSON.stringify([request.messages, shown.map(declaredOf)]));
      const record = (step: Pick<ModelStep, 'outcome'> & Partial<ModelStep>) =>
        meter.add({
          kind: 'model',
          name: setting.settings.models[role] ?? setting.settings.models.strong,
          startedAt: startedAt.toISOString(),
          ms: now().getTime() - startedAt.getTime(),
          promptTokens: 0,
          completionTokens: 0,
          estimated: false,
          costUsd: 0,
          attempts,
          ...step,
        });
      try {
        const message = await calls.ask(
          role,
          async () => {
            attempts += 1;
            return sound(await handler(asked));
          },
          signal,
        );
        record({ outcome: 'ok', ...usageOf(message, prompt, setting) });
        if (endsBy && (message.tool_calls?.length ?? 0) > 0) throw new LimitReached(endsBy);
        return mended(message, setting.newId);
      } catch (error) {
        const outcome = endOf(error, signal);
        if (outcome) record({ outcome, ...unansweredBy(outcome, attempts, prompt, setting) });
        throw error;
      }
    },
    async wrapToolCall({ toolCall }) {
      const { name, args, id } = toolCall;
      const startedAt = now();
      setting.onTool(name);
      const given: unknown = UNREADABLE in args ? args[UNREADABLE] : args;
      const ran = await tools.run(name, given);
      meter.add({
        kind: 'tool',
        name,
        startedAt: startedAt.toISOString(),
        ms: now().getTime() - startedAt.getTime(),
        args: ran.args,
        outcome: ran.outcome,
        detail: ran.detail,
        sql: ran.sql,
      });
      setting.onToolDone(name, ran);
      const wrong = ran.outcome === 'invalid' || ran.outcome === 'unknown' || ran.outcome === 'failed';
      return new ToolMessage({
        content: ran.text,
        name,
        tool_call_id: id ?? '',
        status: wrong ? 'error' : 'success',
      });
    },
  });
}
