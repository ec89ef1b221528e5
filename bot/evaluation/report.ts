/** What came of a set, in numbers. */
import type { Verdict } from './judge.ts';
import type { Result } from './run-set.ts';

export interface Report {
  readonly questions: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  readonly answeredBy: { readonly rules: number; readonly model: number };
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** US dollars; null where a price is not known. */
  readonly costUsd: number | null;
  /** Milliseconds from the question to the answer. */
  readonly latency: { readonly p50: number; readonly p95: number };
}

export function summarise(results: readonly Result[]): Report {
  const verdicts = { right: 0, asked: 0, refused: 0, wrong: 0, failed: 0 };
  const answeredBy = { rules: 0, model: 0 };
  let promptTokens = 0;
  let completionTokens = 0;
  let costUsd: number | null = 0;
  for (const result of results) {
    verdicts[result.verdict] += 1;
    answeredBy[result.answeredBy] += 1;
    promptTokens += result.promptTokens;
    completionTokens += result.completionTokens;
    costUsd = costUsd === null || result.costUsd === null ? null : costUsd + result.costUsd;
  }
  const times = results.map(({ ms }) => ms).toSorted((a, b) => a - b);
  const latency = { p50: quantile(times, 0.5), p95: quantile(times, 0.95) };
  return {
    questions: results.length,
    verdicts,
    answeredBy,
    promptTokens,
    completionTokens,
    costUsd,
    latency,
  };
}

/** Nearest rank, of sorted values; 0 of none. */
function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0;
}

/** One line a question that is not right. */
export function sayResult({ verdict, question, because }: Result): string | null {
  return verdict === 'right' ? null : `${verdict.padEnd(8)} ${question}: ${because}`;
}

export function sayReport(report: Report): string {
  const { questions, verdicts, answeredBy, latency, costUsd, promptTokens, completionTokens } = report;
  const { right, asked, refused, wrong, failed } = verdicts;
  const cost = costUsd === null ? 'the price is not known' : `$${costUsd.toFixed(4)}`;
  return [
    `${questions} ${questions === 1 ? 'question' : 'questions'}: ${right} right, ${asked} asked back, ${refused} refused, ${wrong} wrong${failed > 0 ? `, ${failed} failed` : ''}`,
    `answered by rules ${answeredBy.rules}, by the model ${answeredBy.model}`,
    `tokens ${promptTokens} prompt, ${completionTokens} completion; cost ${cost}`,
    `time p50 ${Math.round(latency.p50)} ms, p95 ${Math.round(latency.p95)} ms`,
  ].join('\n');
}
