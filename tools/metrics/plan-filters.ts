/** Looks the filters of a query up: the dimension, its values, and the sources each narrows. */
import { closest, distance } from 'fastest-levenshtein';
import { capital, uncapital } from './capital.ts';
import { NOT_RECORDED } from './compile-filter.ts';
import type { Filter } from './metric-query.ts';
import { type Dimension, type Metric, sourcesOf } from './model.ts';
import type { PlannedFilter } from './plan.ts';
import type { PlanContext } from './plan-context.ts';
import { Refusal } from './refusal.ts';
import { fold } from './vocabulary.ts';

export interface PlannedFilters {
  readonly bySource: ReadonlyMap<string, readonly PlannedFilter[]>;
  /** The filters with their values as stored, in the order given. */
  readonly resolved: readonly Filter[];
  readonly notes: readonly string[];
}

/** The filters by source. Throws `Refusal` for an unknown dimension or value, or a source that cannot be narrowed. */
export async function planFilters(
  filters: readonly Filter[],
  metrics: readonly Metric[],
  sources: readonly string[],
  context: PlanContext,
): Promise<PlannedFilters> {
  const bySource = new Map<string, PlannedFilter[]>();
  const resolved: Filter[] = [];
  const notes: string[] = [];
  for (const filter of filters) {
    const dimension = context.vocabulary.dimensions.get(filter.dimension);
    if (!dimension) throw new Refusal(unknownDimension(filter.dimension, context));
    const planned = { dimension, op: filter.op, values: await valuesOf(filter, dimension, context) };
    resolved.push({ ...filter, values: [...planned.values] });
    const narrowed = narrowedSources(planned, metrics, sources, context);
    for (const source of narrowed.sources) bySource.set(source, [...(bySource.get(source) ?? []), planned]);
    if (narrowed.note !== null) notes.push(narrowed.note);
  }
  return { bySource, resolved, notes };
}

function unknownDimension(id: string, { model, vocabulary }: PlanContext): string {
  const declared = model.dimensions.get(id);
  if (declared) return `No ${declared.plural.toLowerCase()} are recorded in this workspace.`;
  const near = vocabulary.dimensions.get(closest(id, [...vocabulary.dimensions.keys()]));
  return `I know no dimension called “${id}”${near ? `; the nearest is “${near.label}”` : ''}.`;
}

/** Which of the sources the filter narrows, and what to say where it does not narrow them all. */
function narrowedSources(
  filter: PlannedFilter,
  metrics: readonly Metric[],
  sources: readonly string[],
  { model, vocabulary }: PlanContext,
): { readonly sources: readonly string[]; readonly note: string | null } {
  const { dimension, values } = filter;
  const known = vocabulary.values(dimension.id).filter(({ value }) => values.includes(value));
  const holding =
    known.length === 0 ? vocabulary.sourcesOf(dimension.id) : known.flatMap((value) => value.sources);
  const narrowed = sources.filter((source) => holding.includes(source));
  const whole = sources.filter((source) => !holding.includes(source));
  if (whole.length === 0) return { sources: narrowed, note: null };
  const name = uncapital(dimension.label);
  const said = known[0] ? `“${known[0].label}”` : name;
  const labels = whole.map((source) => model.sources.get(source)?.label ?? source);
  const alone = narrowed.length > 0 && narrowed.every((source) => dimension.narrowsAlone.includes(source));
  const single = metrics.find((metric) => sourcesOf(metric, model).every((source) => whole.includes(source)));
  if (!alone || single) {
    const label = labels[0] ?? 'It';
    const verb = label.endsWith('s') ? 'are' : 'is';
    throw new Refusal(
      known[0] && vocabulary.sourcesOf(dimension.id).some((source) => whole.includes(source))
        ? `${capital(label)} ${verb} not recorded for ${name} ${said}.`
        : `${capital(label)} ${verb} not recorded by ${name}, so ${(single ?? metrics[0])?.label ?? 'it'} cannot be told for ${said}.`,
    );
  }
  const part = narrowed.map((source) => model.sources.get(source)?.label ?? source).join(' and ');
  return {
    sources: narrowed,
    note: `Only ${part} is narrowed to ${said}: ${labels.join(' and ')} are counted in full.`,
  };
}

/** The values as stored. A spelling that differs in case is put right; one that is unknown is refused. */
async function valuesOf(
  filter: Filter,
  dimension: Dimension,
  context: PlanContext,
): Promise<readonly string[]> {
  if (dimension.kind === 'number') return numbersOf(filter, dimension);
  if (filter.op === 'contains') return filter.values;
  if (filter.op !== 'in' && filter.op !== 'not_in')
    throw new Refusal(`${dimension.label} is not a number, so it cannot be compared by “${filter.op}”.`);
  return Promise.all(filter.values.map((value) => storedValue(value, dimension, context)));
}

function numbersOf({ values, op }: Filter, dimension: Dimension): readonly string[] {
  const wrong = values.find((value) => value.trim() === '' || !Number.isFinite(Number(value)));
  if (wrong !== undefined) throw new Refusal(`${dimension.label} is a number; “${wrong}” is not.`);
  if (op === 'between' && values.length !== 2)
    throw new Refusal(`“${dimension.label} between” needs two numbers, as in between 10 and 20.`);
  return values;
}

async function storedValue(
  value: string,
  dimension: Dimension,
  { vocabulary }: PlanContext,
): Promise<string> {
  if (value === NOT_RECORDED) return value;
  const known = vocabulary.values(dimension.id);
  if (known.some((each) => each.value === value)) return value;
  const folded = vocabulary.find(value).filter((each) => each.dimension === dimension.id);
  const [only] = folded;
  if (only && folded.length === 1) return only.value;
  const found = vocabulary.isOpen(dimension.id) ? await vocabulary.lookup(dimension.id, value) : null;
  if (found) return found.value;
  const stored = known.map((each) => each.value);
  throw new Refusal(`There is no ${uncapital(dimension.label)} “${value}” in this workspace.`, [
    nearestValues(value, dimension, stored),
  ]);
}

/** Names the values that are spelled alike, or the most frequent ones. */
function nearestValues(value: string, dimension: Dimension, stored: readonly string[]): string {
  const sought = fold(value);
  const alike = stored
    .filter((each) => distance(fold(each), sought) <= Math.ceil(sought.length / 3))
    .slice(0, 5);
  const quoted = (values: readonly string[]): string => values.map((each) => `“${each}”`).join(', ');
  if (stored.length === 0)
    return `Check the spelling: ${dimension.plural.toLowerCase()} must be written in full.`;
  if (alike.length > 0) return `The nearest ${alike.length > 1 ? 'are' : 'is'} ${quoted(alike)}.`;
  return `Among the ${dimension.plural.toLowerCase()} are ${quoted(stored.slice(0, 5))}.`;
}
