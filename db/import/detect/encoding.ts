import { isAscii } from 'node:buffer';

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Tells how a file is written from its first bytes: the byte order mark, zeros in every other byte, or what is valid UTF-8. */
export function detectEncoding(sample: Buffer): Encoding {
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le';
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  const seen = Math.min(sample.length, 4096);
  for (let i = 0; i < seen; i += 1) if (sample[i] === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  if ((zeros[1] ?? 0) > seen / 5) return 'utf-16le';
  if ((zeros[0] ?? 0) > seen / 5) return 'utf-16be';
  return looksLikeUtf8(sample) ? 'utf-8' : 'windows-1252';
}

/** True where the bytes beyond ASCII are more often whole UTF-8 characters than not. A character cut off at either end does not count. */
export function looksLikeUtf8(bytes: Buffer): boolean {
  if (isAscii(bytes)) return true;
  let whole = 0;
  let broken = 0;
  let at = 0;
  while (at < 3 && isContinuation(bytes[at])) at += 1;
  while (at < bytes.length) {
    const lead = bytes[at] as number;
    const length = lead < 0x80 ? 1 : sequenceLength(lead);
    if (at + length > bytes.length) break;
    const good = length > 0 && continues(bytes, at + 1, at + length);
    if (!good) broken += 1;
    else if (length > 1) whole += 1;
    at += good ? length : 1;
  }
  return broken === 0 || whole > broken;
}

/** Bytes of the UTF-8 character a byte beyond ASCII leads; 0 where it leads none. */
function sequenceLength(lead: number): number {
  if (lead < 0xc2 || lead > 0xf4) return 0;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}

function continues(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (!isContinuation(bytes[at])) return false;
  return true;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x80 && byte < 0xc0;
}

const NAMES: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16 (big-endian)',
  'windows-1252': 'Latin-1 (Windows-1252)',
};

export function encodingName(encoding: Encoding): string {
  return NAMES[encoding];
}
