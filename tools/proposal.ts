/**
 * What the walker proposes in the morning. Every capability contributes its own (`Propose`, in its own room); the room
 * `tools/proposals` ranks, keeps and shows them.
 *
 * Words:
 * - *subject*: the thing that a proposal is about (“segment:12”). One proposal about a thing is open at a time.
 * - *severity*: how far things have gone, in the type's own measure. What was proposed lately is proposed again only
 *   where it has grown.
 * - *confidence*: the probability that acting on it brings anything; calibrated on what earlier proposals brought.
 */
import type { Call, Cell } from '../cards/card.ts';
import type { TenantDb } from '../db/db.ts';
import type { Workspace } from './workspace.ts';

export const PROPOSAL_TYPES = [
  'segment_opportunity',
  'churn_prevention',
  'funnel_optimization',
  'ab_test_winner',
  'ab_test_broken',
  'spend_alert',
  'anomaly',
] as const;
export type ProposalType = (typeof PROPOSAL_TYPES)[number];

/** All money that proposals expect is of so many days, so that it can be compared and added up. */
export const VALUE_DAYS = 90;

/** An expectation with the interval that holds it in 80 of 100 cases. */
export interface Estimate {
  readonly expected: number;
  readonly low: number;
  readonly high: number;
}

/** One thing to do about it: what the payload says, and the call behind its button. */
export interface RecommendedAction {
  /** `create_campaign`, `create_ab_test`, `apply_test_winner`, `stop_ab_test`, `save_segment`, `review_…`. */
  readonly action_type: string;
  /** The other fields of the payload's action, as the users' document names them. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** What the button says: “Draft the e-mail”. */
  readonly label: string;
  readonly call: Call;
  /** Runs before it, in the same transaction: saves the segment that a campaign goes to. */
  readonly before?: readonly Call[];
  /** Asked before the press counts, where money or messages are at stake. */
  readonly confirm?: string;
  /** It only shows something: pressing it decides nothing. */
  readonly looks?: true;
}

/** What is compared later with what happened. */
interface Prediction {
  /** `revenue`, `conversions`, `churned_share`. */
  readonly measure: string;
  readonly value: Estimate;
  /** Days after the decision at which it can be told. */
  readonly horizonDays: number;
  /** What the scoring needs to find the people or the test again. */
  readonly about: Readonly<Record<string, Cell>>;
}

export interface Proposal {
  readonly type: ProposalType;
  readonly subject: string;
  readonly title: string;
  readonly description: string;
  /** The payload's `impact`: numbers by the names of the users' document. Computed, never constants. */
  readonly impact: Readonly<Record<string, number>>;
  /** In the team's currency, within `VALUE_DAYS` of acting; null where money is not what it brings. */
  readonly value: Estimate | null;
  /** People that it is about. */
  readonly people: number;
  /** Before calibration, 0 to 1. */
  readonly confidence: number;
  /** How the impact was computed and what it assumes, in sentences: what “why?” shows. */
  readonly reasons: readonly string[];
  readonly severity: number;
  readonly coolDownDays: number;
  /** True where it must not wait: something is broken or is being lost. */
  readonly urgent: boolean;
  /** The payload's `segment`, `funnel_analysis` or `test_results`, field for field. */
  readonly detail: {
    readonly key: 'segment' | 'funnel_analysis' | 'test_results';
    readonly fields: Readonly<Record<string, unknown>>;
  } | null;
  readonly actions: readonly RecommendedAction[];
  readonly prediction: Prediction | null;
}

export interface ProposalContext {
  readonly db: TenantDb;
  readonly workspace: Workspace;
  readonly now: Date;
  /** Uniform on [0, 1): for simulated intervals. */
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** Why no e-mail of a campaign may be sent, and what mends it; absent or null where they may. */
  readonly emailObstacle?: string | null;
}

/** What one capability proposes today; an empty list where nothing is going on. */
export interface Propose {
  readonly name: string;
  run(context: ProposalContext): Promise<readonly Proposal[]>;
}
