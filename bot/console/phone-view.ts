/** An entry of the conversation as the messages that WhatsApp would be sent, by WhatsApp's own renderer. */
import { chartAltText } from '../../cards/charts/fallback.ts';
import { MESSAGE_CHARACTERS } from '../whatsapp/limits.ts';
import { renderWhatsApp } from '../whatsapp/render/card.ts';
import type { CardVersion } from './conversations.ts';
import { readMarkup, type Span } from './whatsapp-markup.ts';

export interface PhoneMessage {
  readonly spans: readonly Span[];
  readonly picture: { readonly id: string; readonly alt: string } | null;
  readonly file: string | null;
  /** How much of the limit the text takes. */
  readonly characters: number;
}

/** Characters that one message may hold. */
export const PHONE_LIMIT = MESSAGE_CHARACTERS;

export function phoneQuestion(text: string): PhoneMessage {
  return { spans: [{ text, style: 'plain' }], picture: null, file: null, characters: text.length };
}

export function phoneFile(name: string): PhoneMessage {
  return { spans: [], picture: null, file: name, characters: 0 };
}

/** The texts, then the picture, in the order in which they are sent. */
export function phoneCard({ card, chartId }: CardVersion): readonly PhoneMessage[] {
  const { parts, media } = renderWhatsApp(card);
  const texts = parts.map((text) => message(text, null));
  if (!media || !chartId) return texts;
  return [...texts, message(media.caption, { id: chartId, alt: chartAltText(media.chart) })];
}

function message(text: string, picture: PhoneMessage['picture']): PhoneMessage {
  return { spans: readMarkup(text), picture, file: null, characters: text.length };
}
