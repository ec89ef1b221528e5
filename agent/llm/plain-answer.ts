/** A model's text as a card may hold it: plain, without addresses of the web. */
import { plainText } from '../../cards/plain-text.ts';

const MAX_CHARACTERS = 3_000;

export interface PlainAnswer {
  readonly text: string;
  /** True where an address was taken out: no tool gives any, so it can only be made up or planted. */
  readonly hadLinks: boolean;
}

export function plainAnswer(text: string): PlainAnswer {
  const unformatted = plainText(text)
    .replace(/<think>[\s\S]*?<\/think>/giu, '')
    .replace(/```[\s\S]*?(?:```|$)/g, '')
    .replace(/!?\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
    .replace(/^\s{0,3}#{1,6}\s+/gm, '')
    .replace(/^\s*\|?[\s:|-]{3,}\|?\s*$/gm, '')
    .replace(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g, '$2')
    .replace(/(?<![\w*])[*_](?=\S)([^*_\n]+?)(?<=\S)[*_](?![\w*])/g, '$1')
    .replaceAll('`', '');
  const unlinked = unformatted.replace(LINK, '(address left out)');
  return {
    text: unlinked.trim().slice(0, MAX_CHARACTERS).toWellFormed(),
    hadLinks: unlinked !== unformatted || /!?\[[^\]\n]*\]\([^)\n]*\)/.test(text),
  };
}

const LINK =
  /<?(?:\b[a-z][a-z0-9+.-]{1,20}:\/\/|\bwww\.|\bmailto:|\bjavascript:|\bdata:)[^\s<>]*>?|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|org|io|dev|app|co|info|biz|xyz|example|ru|cn|link|click)\b(?:\/[^\s<>]*)?/giu;
