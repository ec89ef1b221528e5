/** Tokens by which programs ask on somebody's behalf. */
import { createHash, randomBytes } from 'node:crypto';

const PREFIX = 'walker_';

/** 256 bits that nobody can guess; the beginning tells secret scanners what it is. */
export function newAccessToken(): string {
  return `${PREFIX}${randomBytes(32).toString('base64url')}`;
}

/** What is kept of a token. It is random, so that a plain hash cannot be searched. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
