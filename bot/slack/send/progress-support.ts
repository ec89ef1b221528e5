/** Which ways of showing progress a workspace knows; not every plan has all of them. */
import { isAboutArguments, refusalCode } from './slack-error.ts';

type Feature = 'status' | 'stream' | 'plan';

/** What this workspace was found not to know, so that it is not asked at every message. */
export interface ProgressSupport {
  knows(feature: Feature): boolean;
  /** Runs the call; where Slack does not know it, resolves to null and remembers for an hour. */
  attempt<T>(feature: Feature, call: () => Promise<T>): Promise<T | null>;
  /** Slack was found not to know it. */
  refused(feature: Feature): void;
}

const UNKNOWN = new Set([
  'unknown_method',
  'missing_scope',
  'not_allowed_token_type',
  'feature_not_enabled',
  'method_deprecated',
]);
const FORGET_AFTER_MS = 3_600_000;

export function createProgressSupport(now: () => Date): ProgressSupport {
  const refusedAt = new Map<Feature, number>();
  const refused = (feature: Feature) => void refusedAt.set(feature, now().getTime());
  return {
    refused,
    knows: (feature) =>
      now().getTime() - (refusedAt.get(feature) ?? Number.NEGATIVE_INFINITY) > FORGET_AFTER_MS,
    async attempt(feature, call) {
      try {
        return await call();
      } catch (error) {
        if (!UNKNOWN.has(refusalCode(error)) && !isAboutArguments(error)) throw error;
        refused(feature);
        return null;
      }
    },
  };
}
