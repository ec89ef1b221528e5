/** An entry of the conversation as the messages that WhatsApp would be sent. */
import { renderText } from '../../cards/text.ts';
import type { CardVersion } from './conversations.ts';
import { readMarkup, type Span } from './whatsapp-markup.ts';

export interface PhoneMessage {
  readonly spans: readonly Span[];
  readonly picture: { readonly id: string; readonly alt: string } | null;
  readonly file: string | null;
  readonly replies: readonly { readonly label: string; readonly token: string }[];
  readonly characters: number;
}

export const PHONE_LIMIT = 1600;

export function phoneQuestion(text: string): PhoneMessage {
  return { spans: readMarkup(text), picture: null, file: null, replies: [], characters: text.length };
}

export function phoneFile(name: string): PhoneMessage {
  return { spans: [], picture: null, file: name, replies: [], characters: 0 };
}

export function phoneCard({ card, chartId }: CardVersion): readonly PhoneMessage[] {
  const text = renderText(card, { width: 40, withoutChart: chartId !== null });
  const spans = readMarkup(text);
  const picture = chartId ? { id: chartId, alt: card.chart?.title ?? '' } : null;
  return [{ spans, picture, file: null, replies: [], characters: text.length }];
}
