/** Numbers of proposals as they are written. */
import { formatValue } from '../../cards/format.ts';

/** “1,240”; fractions are rounded. */
export const count = (value: number): string => formatValue(Math.round(value), { kind: 'integer' });

/** How channels are called in sentences. */
const CHANNELS: ReadonlyMap<string, string> = new Map([
  ['email', 'e-mail'],
  ['whatsapp', 'WhatsApp'],
  ['sms', 'SMS'],
  ['in_app', 'the app'],
]);
export const channelWord = (channel: string): string => CHANNELS.get(channel) ?? channel;

/** “12%”. */
export const percent = (share: number): string => formatValue(share, { kind: 'percent', decimals: 0 });

/** “$1,240”, without cents. */
export const moneyIn = (currency: string, amount: number): string =>
  formatValue(amount, { kind: 'currency', currency, decimals: 0 });

/** To two decimals, as payloads hold amounts. */
export const round = (amount: number): number => Math.round(amount * 100) / 100;

/** How often chance alone does it: “in 0.44 of 100 cases”. */
export const howOften = (probability: number): string =>
  probability < 0.0001
    ? 'in fewer than 1 of 10,000 cases'
    : `in ${(probability * 100).toFixed(2)} of 100 cases`;
