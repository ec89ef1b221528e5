/**
 * Logistic recalibration: σ(a + b·logit(raw)), Cox (1958), “Two further applications of a model for binary regression”;
 * as a calibration map Platt (1999). Few outcomes must not move it far, so the parameters are those of the highest
 * posterior under normal priors, whose centre is the identity unless told otherwise. The slope stays at or above zero, so
 * that a higher raw probability is never calibrated to a lower one.
 */

export interface Outcome {
  /** As it was predicted, 0 to 1. */
  readonly raw: number;
  /** Whether it came true: 1, 0, or between them where that is known with a probability only. */
  readonly hit: number;
  /** How much it counts; an outcome that can be told without doubt counts 1. */
  readonly weight: number;
}

export interface Calibration {
  readonly intercept: number;
  readonly slope: number;
}

const IDENTITY: Calibration = { intercept: 0, slope: 1 };

/** Standard deviations of the priors. About eight outcomes weigh as much as what was believed before them. */
const INTERCEPT_SPREAD = 0.7;
const SLOPE_SPREAD = 0.4;
/** Beyond these a raw probability says more than any model knows; certain ones would have no logit. */
const LEAST = 0.01;
const NEWTON_STEPS = 50;
const SMALLEST_STEP = 1e-10;
const HALVINGS = 40;

/** The calibration of the highest posterior; `prior` itself where there is no history. */
export function fitCalibration(history: readonly Outcome[], prior: Calibration = IDENTITY): Calibration {
  const points = history.filter(({ weight }) => weight > 0);
  if (points.length === 0) return prior;
  const free = climb(points, prior, false);
  // The posterior has one peak: where it lies below zero, the highest place allowed has a slope of zero.
  return free.slope >= 0 ? free : climb(points, { ...prior, slope: 0 }, true);
}

/** A raw probability, calibrated on what came of earlier ones. Without history it is returned as it is. */
export function calibrate(raw: number, history: readonly Outcome[], prior: Calibration = IDENTITY): number {
  return applyCalibration(raw, fitCalibration(history, prior));
}

/** σ(a + b·logit(raw)); the identity returns every probability as it is, also 0 and 1. */
export function applyCalibration(raw: number, { intercept, slope }: Calibration): number {
  if (intercept === 0 && slope === 1) return raw;
  return logistic(intercept + slope * boundedLogit(raw));
}

/** Newton's steps, halved where they overshoot. The posterior is concave, so this cannot end elsewhere. */
function climb(points: readonly Outcome[], prior: Calibration, slopeIsZero: boolean): Calibration {
  let at = prior;
  for (let step = 0; step < NEWTON_STEPS; step += 1) {
    const move = newtonMove(points, at, prior, slopeIsZero);
    let share = 1;
    const height = logPosterior(points, at, prior);
    let next = moved(at, move, share);
    for (let half = 0; half < HALVINGS && logPosterior(points, next, prior) < height; half += 1) {
      share /= 2;
      next = moved(at, move, share);
    }
    at = next;
    if (share * Math.hypot(move.intercept, move.slope) < SMALLEST_STEP) break;
  }
  return at;
}

function newtonMove(
  points: readonly Outcome[],
  at: Calibration,
  prior: Calibration,
  slopeIsZero: boolean,
): Calibration {
  let gradient = (prior.intercept - at.intercept) / INTERCEPT_SPREAD ** 2;
  let slopeGradient = (prior.slope - at.slope) / SLOPE_SPREAD ** 2;
  let aa = 1 / INTERCEPT_SPREAD ** 2;
  let ab = 0;
  let bb = 1 / SLOPE_SPREAD ** 2;
  for (const { raw, hit, weight } of points) {
    const x = boundedLogit(raw);
    const p = logistic(at.intercept + at.slope * x);
    gradient += weight * (hit - p);
    slopeGradient += weight * (hit - p) * x;
    const curvature = weight * p * (1 - p);
    aa += curvature;
    ab += curvature * x;
    bb += curvature * x * x;
  }
  if (slopeIsZero) return { intercept: gradient / aa, slope: 0 };
  const determinant = aa * bb - ab * ab;
  return {
    intercept: (bb * gradient - ab * slopeGradient) / determinant,
    slope: (aa * slopeGradient - ab * gradient) / determinant,
  };
}

function logPosterior(points: readonly Outcome[], at: Calibration, prior: Calibration): number {
  const believed =
    ((at.intercept - prior.intercept) / INTERCEPT_SPREAD) ** 2 +
    ((at.slope - prior.slope) / SLOPE_SPREAD) ** 2;
  return points.reduce((sum, { raw, hit, weight }) => {
    const z = at.intercept + at.slope * boundedLogit(raw);
    // ln p = −ln(1 + e^−z), ln(1 − p) = −ln(1 + e^z), without overflow.
    return sum - weight * (hit * softplus(-z) + (1 - hit) * softplus(z));
  }, -believed / 2);
}

const moved = (at: Calibration, move: Calibration, share: number): Calibration => ({
  intercept: at.intercept + share * move.intercept,
  slope: at.slope + share * move.slope,
});

function boundedLogit(raw: number): number {
  const p = Math.min(1 - LEAST, Math.max(LEAST, raw));
  return Math.log(p / (1 - p));
}

const logistic = (z: number): number => 1 / (1 + Math.exp(-z));
const softplus = (z: number): number => Math.max(0, z) + Math.log1p(Math.exp(-Math.abs(z)));
