/**
 * Answers that the team has verified, before the rules: a question that asks the same as a saved one gets the saved call,
 * its periods counted from today. And after them: what the rules read as exactly a verified call is said to be verified.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Call } from '../../cards/card.ts';
import type { ToolContext } from '../../tools/define-tool.ts';
import type { SemanticModel } from '../../tools/metrics/model.ts';
import { readVocabulary } from '../../tools/metrics/read-vocabulary.ts';
import type { Registry } from '../../tools/registry.ts';
import {
  readVerified,
  standsAlone,
  type VerifiedAnswer,
  verifiedBy,
  whyGone,
} from '../../tools/verified/index.ts';
import type { Interpretation } from '../interpretation.ts';
import { type Meaning, nearness } from './same-question.ts';
import { metricWords, readSignature } from './signature.ts';

export interface VerifiedDeps {
  readonly registry: Registry;
  readonly model: SemanticModel;
  readonly meaning: Meaning;
  /** The rules, without anything said before. */
  readonly interpret: (text: string, context: ToolContext) => Promise<Interpretation>;
}

export interface Verified {
  /** The saved call of a question that asks the same; null where there is none. */
  beforeRules(text: string, context: ToolContext): Promise<Interpretation | null>;
  /** `read`, with the name of whoever has verified this very call. */
  vouch(read: Interpretation, context: ToolContext): Promise<Interpretation>;
}

export function createVerified({ registry, model, meaning, interpret }: VerifiedDeps): Verified {
  const words = metricWords(model.metrics.values());

  async function inUse({ db }: ToolContext): Promise<readonly VerifiedAnswer[]> {
    const all = await readVerified(db);
    const hasMetric = (id: string) => model.metrics.has(id);
    return all.filter(({ call }) => whyGone(call, registry.get(call.tool), hasMetric) === null);
  }

  /** Arguments with their defaults, so that two ways of writing one call are equal. */
  const settled = ({ tool, args }: Call): unknown => registry.get(tool)?.input.safeParse(args).data ?? args;
  const sameCall = (one: Call, other: Call): boolean =>
    one.tool === other.tool && isDeepStrictEqual(settled(one), settled(other));

  /** The rules read both questions, and differently: whatever the words look like, they ask for different things. */
  async function rulesObject(asked: string, saved: string, context: ToolContext): Promise<boolean> {
    if (asked.trim() === saved.trim()) return false;
    const [one, other] = [await interpret(asked, context), await interpret(saved, context)];
    return one.kind === 'call' && other.kind === 'call' && !sameCall(one.call, other.call);
  }

  return {
    async beforeRules(text, context) {
      if (!standsAlone(text)) return null;
      const asked = readSignature(text, words);
      if (asked.length < 2) return null;
      const answers = await inUse(context);
      if (answers.length === 0) return null;
      const vocabulary = await readVocabulary(context.db, context.workspace, model);
      const isValue = (word: string) =>
        vocabulary.find(word).length > 0 || vocabulary.containing(word, 1).length > 0;
      let best: { readonly answer: VerifiedAnswer; readonly near: number } | null = null;
      for (const answer of answers) {
        const { question, call } = answer;
        const saved = readSignature(question, words);
        const near = await nearness({ saved, asked, call, isValue, meaning });
        if (near === null || (best && near <= best.near)) continue;
        if (!(await rulesObject(text, question, context))) best = { answer, near };
      }
      if (!best) return null;
      const { answer } = best;
      return {
        kind: 'call',
        call: answer.call,
        restated: answer.question,
        notes: [verifiedBy(answer, context.actor.timezone)],
      };
    },

    async vouch(read, context) {
      if (read.kind !== 'call' || !registry.get(read.call.tool)?.followUps) return read;
      const answer = (await inUse(context)).find(({ call }) => sameCall(call, read.call));
      return answer ? { ...read, notes: [...read.notes, verifiedBy(answer, context.actor.timezone)] } : read;
    },
  };
}
