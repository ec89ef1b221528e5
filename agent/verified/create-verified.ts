/**
 * Answers that the team has verified, before the rules: a question that asks the same as a saved one gets the saved call,
 * its periods counted from today. And after them: what the rules read as exactly a verified call is said to be verified.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Call } from '../../cards/card.ts';
import type { ToolContext } from '../../tools/define-tool.ts';
import type { SemanticModel } from '../../tools/metrics/model.ts';
import type { Registry } from '../../tools/registry.ts';
import { type VerifiedAnswer, verifiedBy, whyGone } from '../../tools/verified/index.ts';
import { standsAlone } from '../../tools/whole-question.ts';
import type { Interpretation } from '../interpretation.ts';
import { sameQuestion } from './same-question.ts';
import { metricWords, readSignature } from './signature.ts';

/** A vector, of length 1 or 0, that is near another where both texts are about the same. */
type Meaning = (text: string) => Promise<Float32Array>;

/** From this cosine on a verified question is worth proposing to somebody whose own cannot be answered. Measured: docs/verified.md. */
const WORTH_PROPOSING = 0.6;
const MOST_PROPOSED = 2;

export interface VerifiedDeps {
  readonly registry: Registry;
  readonly model: SemanticModel;
  readonly meaning: Meaning;
  /** The team's verified answers, newest first. */
  readonly readAnswers: (context: ToolContext) => Promise<readonly VerifiedAnswer[]>;
  /** The rules, without anything said before. */
  readonly interpret: (text: string, context: ToolContext) => Promise<Interpretation>;
}

export interface Verified {
  /** The saved call of a question that asks the same; null where there is none. */
  beforeRules(text: string, context: ToolContext): Promise<Interpretation | null>;
  /** `read`, with the name of whoever has verified this very call; a refusal with verified questions that are about the same. */
  vouch(text: string, read: Interpretation, context: ToolContext): Promise<Interpretation>;
}

export function createVerified({ registry, model, meaning, readAnswers, interpret }: VerifiedDeps): Verified {
  const words = metricWords(model.metrics.values());

  async function inUse(context: ToolContext): Promise<readonly VerifiedAnswer[]> {
    const all = await readAnswers(context);
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

  async function nearest(text: string, answers: readonly VerifiedAnswer[]): Promise<readonly string[]> {
    if (answers.length === 0) return [];
    const asked = await meaning(text);
    const found: { readonly question: string; readonly near: number }[] = [];
    for (const { question } of answers) {
      const near = cosine(asked, await meaning(question));
      if (near >= WORTH_PROPOSING) found.push({ question, near });
    }
    return found
      .toSorted((a, b) => b.near - a.near)
      .slice(0, MOST_PROPOSED)
      .map(({ question }) => question);
  }

  return {
    async beforeRules(text, context) {
      if (!standsAlone(text)) return null;
      const asked = readSignature(text, words);
      if (asked.length < 2) return null;
      const answers = await inUse(context);
      if (answers.length === 0) return null;
      const answer = await firstOf(answers, async ({ question, call }) => {
        const saved = readSignature(question, words);
        return sameQuestion({ saved, asked, call }) && !(await rulesObject(text, question, context));
      });
      if (!answer) return null;
      return {
        kind: 'call',
        call: answer.call,
        restated: answer.question,
        notes: [verifiedBy(answer, context.actor.timezone)],
      };
    },

    async vouch(text, read, context) {
      if (read.kind === 'refuse') {
        const near = await nearest(text, await inUse(context));
        return { ...read, suggestions: [...near, ...read.suggestions] };
      }
      if (read.kind !== 'call' || !registry.get(read.call.tool)?.followUps) return read;
      const answer = (await inUse(context)).find(({ call }) => sameCall(call, read.call));
      return answer ? { ...read, notes: [...read.notes, verifiedBy(answer, context.actor.timezone)] } : read;
    },
  };
}

async function firstOf<T>(all: readonly T[], fits: (one: T) => Promise<boolean>): Promise<T | null> {
  for (const one of all) if (await fits(one)) return one;
  return null;
}

const cosine = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
