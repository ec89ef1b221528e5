/** The brief as data: what a morning found, and the proposals that it leads to. */
import type { z } from 'zod';
import {
  type Morning,
  numbersFound,
  outreachFound,
  PHASES,
  type PhaseName,
  type PhaseReport,
  proposalsFound,
  segmentsFound,
  testsFound,
} from './morning.ts';

/** A proposal as the brief lists it. */
export interface BriefItem {
  readonly id: string;
  readonly type: string;
  /** What it is about: “test:7”. */
  readonly subject: string;
  readonly title: string;
  readonly priority: string;
  /** If it brings what it promises, in the team's currency; null where money is not what it brings. */
  readonly expected: number | null;
  /** The same over the cases where it does and those where it does not. */
  readonly worth: number;
  /** The day that its figures are of, `YYYY-MM-DD`; null where that is today. */
  readonly asOf: string | null;
  /** An earlier brief to the same place had it; nobody has decided since. */
  readonly told: boolean;
}

const FOUND = {
  numbers: numbersFound,
  segments: segmentsFound,
  outreach: outreachFound,
  tests: testsFound,
  proposals: proposalsFound,
} as const;

/** What a phase found; null where it failed or did not run. */
export function foundBy<Name extends keyof typeof FOUND>(
  { phases }: Morning,
  name: Name,
): z.infer<(typeof FOUND)[Name]> | null {
  const report = phases.find(({ phase, state }) => phase === name && state === 'done');
  return report ? (FOUND[name].parse(report.result) as z.infer<(typeof FOUND)[Name]>) : null;
}

const MISSING: Readonly<Record<PhaseName, string>> = {
  refresh: 'Segments and scores could not be brought up to date',
  numbers: 'Yesterday’s numbers could not be read',
  segments: 'The changes of segments could not be read',
  outreach: 'The campaigns could not be read',
  proposals: 'Proposals could not be made',
  tests: 'The tests could not be read',
  notify: 'The proposals could not be passed on to your own systems',
};

/** What a reader must know is not in the brief, a sentence each. */
export function missingFrom(morning: Morning): readonly string[] {
  const sentences = PHASES.flatMap((name) => {
    const report = morning.phases.find(({ phase }) => phase === name);
    if (report?.state === 'done') return [];
    return [`${MISSING[name]}${faultOf(report)}.`];
  });
  const halves = foundBy(morning, 'proposals')?.failed ?? [];
  return [
    ...sentences,
    ...halves.map(({ name, errorId }) => `Part of the proposals is missing: ${name} (id ${errorId}).`),
  ];
}

const faultOf = (report: PhaseReport | undefined): string =>
  report?.errorId ? ` (id ${report.errorId})` : report ? '' : ': the morning did not come to its end';
