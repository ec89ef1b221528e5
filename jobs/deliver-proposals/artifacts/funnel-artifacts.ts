/** `funnels/<day>/…`: how many went from stage to stage, and where more are lost than used to be. */
import { findDrops } from '../../../tools/watch/find-drops.ts';
import { readFunnels } from '../../../tools/watch/funnel-stages.ts';
import {
  BASE_DAYS,
  RECENT_DAYS,
  readSteps,
  type Step,
  type StepDay,
  stepsOf,
} from '../../../tools/watch/read-steps.ts';
import type { Artifact, ArtifactContext } from './artifact.ts';

export async function funnelArtifacts({ db, workspace }: ArtifactContext): Promise<readonly Artifact[]> {
  const steps = stepsOf(await readFunnels(db));
  const days = await readSteps(db, workspace, steps);
  const about = { recent_days: RECENT_DAYS, compared_with_days_ago: BASE_DAYS };
  return [
    {
      folder: 'funnels',
      name: 'conversion-rates.json',
      content: { ...about, steps: steps.map((step, at) => ratesOf(step, at, days)) },
    },
    {
      folder: 'funnels',
      name: 'drop-off-analysis.json',
      content: {
        ...about,
        drops: findDrops(days).map(({ step, device, recent, base, adjusted }) => ({
          ...namesOf(steps[step]),
          device: device ?? 'all',
          current_conversion: rateOf(recent),
          benchmark_conversion: rateOf(base),
          p_value: adjusted,
        })),
      },
    },
  ];
}

const namesOf = (step: Step | undefined) => ({
  funnel_name: step?.funnel ?? null,
  from_stage: step?.from.name ?? null,
  to_stage: step?.to.name ?? null,
});

function ratesOf(step: Step, at: number, days: readonly StepDay[]): object {
  const recent = days.filter((day) => day.step === at && day.back <= RECENT_DAYS);
  const devices = [...new Set(recent.map(({ device }) => device))].sort();
  return {
    ...namesOf(step),
    ...counted(recent),
    by_device: devices.map((device) => ({
      device,
      ...counted(recent.filter((day) => day.device === device)),
    })),
  };
}

function counted(days: readonly StepDay[]) {
  const visits = days.reduce((sum, day) => sum + day.visits, 0);
  const went = days.reduce((sum, day) => sum + day.went, 0);
  return { visits, went_on: went, conversion_rate: rateOf({ visits, went }) };
}

const rateOf = ({ visits, went }: { readonly visits: number; readonly went: number }): number | null =>
  visits > 0 ? Math.round((went / visits) * 10_000) / 10_000 : null;
