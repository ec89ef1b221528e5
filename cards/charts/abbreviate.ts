/** Values short enough to stand inside a chart: 1.2M, $350k, 54%. */
import type { Format } from '../format.ts';

const UNITS = [
  { from: 1e12, divide: 1e12, suffix: 'T' },
  { from: 1e9, divide: 1e9, suffix: 'B' },
  { from: 1e6, divide: 1e6, suffix: 'M' },
  { from: 1e3, divide: 1e3, suffix: 'k' },
] as const;

/** `digits` significant digits, thousands as k, M, B, T; currency and per cent keep their signs. */
export function abbreviate(value: number, format: Format, digits = 3): string {
  if (!Number.isFinite(value)) return '–';
  const sign = value < 0 ? '−' : '';
  const inHundredths = format.kind === 'percent' || format.kind === 'points';
  const size = Math.abs(inHundredths ? value * 100 : value);
  // 999,960 rounds to 1000k at three digits: let it be 1M.
  const unit = inHundredths ? undefined : UNITS.find(({ from }) => size >= from * 0.9995);
  const written = significant(size / (unit?.divide ?? 1), digits);
  const symbol = format.kind === 'currency' ? currencySymbol(format.currency) : '';
  return `${sign}${symbol}${written}${format.kind === 'percent' ? '%' : (unit?.suffix ?? '')}`;
}

function significant(size: number, digits: number): string {
  if (size >= 1e6 || (size > 0 && size < 1e-3)) return size.toExponential(1);
  return size >= 1000 && digits <= 4 ? size.toFixed(0) : String(Number(size.toPrecision(digits)));
}

const symbols = new Map<string, string>();

/** `$` for USD; the code and a space where there is no sign for it, or it is unknown. */
function currencySymbol(currency: string): string {
  const known = symbols.get(currency);
  if (known !== undefined) return known;
  const symbol = lookUpSymbol(currency);
  symbols.set(currency, symbol);
  return symbol;
}

function lookUpSymbol(currency: string): string {
  try {
    const parts = new Intl.NumberFormat('en-US', {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
    }).formatToParts(0);
    const symbol = parts.find((part) => part.type === 'currency')?.value ?? currency;
    return symbol === currency ? `${currency} ` : symbol;
  } catch {
    return `${currency} `;
  }
}
