/** Styles as attributes: mail clients drop style sheets. Colours are those of the console (tokens.css). */
import type { CardTone } from '../../../cards/card.ts';

const FONT = "font-family:Inter,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const MONO = "font-family:ui-monospace,'SF Mono',Consolas,'DejaVu Sans Mono',monospace";
const STRONG = '#14202e';
const BODY = '#33414f';
const QUIET = '#566371';
const LINE = '#dfe5ea';
const ACCENT = '#1355b6';

/** The stripe over a card. */
const TONES: Readonly<Record<CardTone, string>> = {
  answer: ACCENT,
  question: ACCENT,
  notice: '#c3ccd5',
  refusal: '#8a5200',
  error: '#b3261e',
};

/** How a change reads: better, worse, or neither. */
export const MOODS = { good: '#00704f', bad: '#b3261e', neutral: QUIET } as const;

export const style = {
  page: `margin:0;padding:0;background:#f4f6f8;color:${BODY};${FONT};font-size:15px;line-height:1.5`,
  frame: 'width:100%;max-width:600px;margin:0 auto;border-collapse:collapse',
  preview: 'display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;color:#f4f6f8',
  card: (tone: CardTone) =>
    `background:#ffffff;border:1px solid ${LINE};border-top:4px solid ${TONES[tone]};border-radius:8px;padding:20px 24px`,
  title: `margin:0 0 12px;color:${STRONG};font-size:18px;line-height:1.35;font-weight:600`,
  text: `margin:0 0 10px;color:${BODY}`,
  headline: 'padding:2px 24px 10px 0;vertical-align:top',
  label: `color:${QUIET};font-size:13px`,
  value: `color:${STRONG};font-size:22px;line-height:1.3;font-weight:600;white-space:nowrap`,
  change: (mood: keyof typeof MOODS) => `color:${MOODS[mood]};font-size:13px`,
  table: 'width:100%;border-collapse:collapse;margin:6px 0 12px;font-size:14px',
  caption: `color:${QUIET};font-size:13px;text-align:left;padding:0 0 4px`,
  head: (numeric: boolean) =>
    `color:${QUIET};font-size:13px;font-weight:500;text-align:${numeric ? 'right' : 'left'};padding:4px 8px 4px 0;border-bottom:1px solid ${LINE}`,
  cell: (numeric: boolean) =>
    `color:${STRONG};text-align:${numeric ? 'right' : 'left'};padding:5px 8px 5px 0;border-bottom:1px solid ${LINE}`,
  code: `${MONO};font-size:12px;line-height:1.4;background:#f6f8fa;border:1px solid ${LINE};border-radius:6px;padding:10px 12px;margin:6px 0 12px;white-space:pre-wrap;word-break:break-word`,
  chart: `${MONO};font-size:11px;line-height:1.35;color:${BODY};background:#f6f8fa;border-radius:6px;padding:10px 12px;margin:6px 0 12px;white-space:pre;overflow-x:auto`,
  buttonCell: (kind: 'primary' | 'danger' | 'plain') =>
    `border-radius:6px;background:${kind === 'primary' ? ACCENT : '#ffffff'};border:1px solid ${kind === 'danger' ? '#b3261e' : kind === 'primary' ? ACCENT : '#c3ccd5'}`,
  button: (kind: 'primary' | 'danger' | 'plain') =>
    `display:inline-block;padding:9px 16px;${FONT};font-size:14px;font-weight:600;text-decoration:none;color:${kind === 'primary' ? '#ffffff' : kind === 'danger' ? '#b3261e' : STRONG}`,
  note: `margin:0 0 4px;color:${QUIET};font-size:12px`,
  footer: `padding:8px 24px 28px;color:${QUIET};font-size:12px;line-height:1.5`,
  link: `color:${ACCENT}`,
} as const;
