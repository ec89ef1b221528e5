/** What a fitted model says of the team's customers, in words. */
import { formatValue } from '../../cards/format.ts';
import type { ModelName } from './score-runs.ts';
import type { ModelStatus } from './score-status.ts';

export const MODEL_NAMES: Readonly<Record<ModelName, string>> = {
  bg_nbd: 'How often customers buy and when they leave (BG/NBD)',
  gamma_gamma: 'What purchases are worth (Gamma-Gamma)',
  shifted_beta_geometric: 'How long subscriptions last (shifted beta-geometric)',
};

const NO_SUBSCRIPTIONS =
  'No subscription data: no events called subscription_started are recorded, so nobody is scored as a subscriber.';

/** A paragraph for each model that was tried, and one where there are no subscriptions. */
export function explainModels(models: readonly ModelStatus[], currency: string): readonly string[] {
  const explained = models.map((status) => `${MODEL_NAMES[status.model]}: ${explain(status, currency)}`);
  const subscribers = models.some(({ model }) => model === 'shifted_beta_geometric');
  return models.length === 0 || subscribers ? explained : [...explained, NO_SUBSCRIPTIONS];
}

function explain(status: ModelStatus, currency: string): string {
  if (!status.converged) return status.message ?? 'It does not fit this data, so nothing is foretold by it.';
  const from = `Fitted to ${integer(status.customers)} customers.`;
  return [from, FINDINGS[status.model](status.parameters, currency), status.message]
    .filter(Boolean)
    .join(' ');
}

type Findings = (parameters: Readonly<Record<string, number>>, currency: string) => string;

const FINDINGS: Readonly<Record<ModelName, Findings>> = {
  bg_nbd: ({ r = 0, alpha = 0, a = 0, b = 0, repeatBuyers = 0 }) =>
    `${integer(repeatBuyers)} of them bought again. While they are customers they buy every ${decimal(alpha / r)} weeks on average, and ${percent(a / (a + b))} leave after a purchase.`,
  gamma_gamma: ({ p = 0, q = 0, v = 0 }, currency) =>
    `Purchases of a customer nobody knows yet average ${formatValue((p * v) / (q - 1), { kind: 'currency', currency })}.`,
  shifted_beta_geometric: ({ alpha = 0, beta = 0 }) =>
    `${percent(alpha / (alpha + beta))} cancel in their first month; those who stay are ever less likely to.`,
};

const integer = (value: number): string => formatValue(value, { kind: 'integer' });
const decimal = (value: number): string => formatValue(value, { kind: 'number', decimals: 1 });
const percent = (share: number): string => formatValue(share, { kind: 'percent' });
