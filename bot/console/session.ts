/** The cookie that stands for the token once it has been typed: an expiry and a signature over it. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export const SESSION_COOKIE = 'walker_console';
const SESSION_HOURS = 12;

export interface Sessions {
  /** True where `candidate` is the token; takes as long for a near miss as for a far one. */
  accepts(candidate: string): boolean;
  /** A new cookie value, good for `maxAgeSeconds`. */
  open(): { readonly value: string; readonly maxAgeSeconds: number };
  /** True where the Cookie header holds a value of ours that has not expired. */
  isOpen(cookieHeader: string | undefined): boolean;
}

/** Sessions signed with a key derived from `token`: they outlive a restart and end when the token changes. */
export function createSessions(token: string, now: () => Date): Sessions {
  const key = createHash('sha256').update(`audience-walker console session ${token}`).digest();
  const sign = (expires: string) => createHmac('sha256', key).update(expires).digest('base64url');
  return {
    accepts: (candidate) => equal(candidate, token),
    open() {
      const maxAgeSeconds = SESSION_HOURS * 3600;
      const expires = String(now().getTime() + maxAgeSeconds * 1000);
      return { value: `${expires}.${sign(expires)}`, maxAgeSeconds };
    },
    isOpen(cookieHeader) {
      const [expires = '', signature = ''] = (readCookie(cookieHeader) ?? '').split('.');
      return /^\d+$/.test(expires) && equal(signature, sign(expires)) && Number(expires) > now().getTime();
    },
  };
}

function readCookie(header: string | undefined): string | null {
  for (const part of header?.split(';') ?? []) {
    const [name, value] = part.trim().split('=', 2);
    if (name === SESSION_COOKIE && value !== undefined) return value;
  }
  return null;
}

/** Hashed first, so that neither length nor content shows in the time it takes. */
function equal(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
