/**
 * Links to files: signed, so that an id cannot be guessed or its life prolonged, and expiring, since Twilio and the
 * person fetch them without signing in.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Response, Router } from 'express';
import { oneLine } from '../../cards/plain-text.ts';
import type { MediaFile, MediaStore } from '../../db/media.ts';

const LIFE_MS = 2 * 60 * 60 * 1000;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface MediaLinksDeps {
  readonly store: MediaStore;
  readonly publicUrl: string;
  /** Links hold only as long as this stays the same. */
  readonly secret: string;
  readonly now: () => Date;
  readonly newId: () => string;
}

export interface MediaLinks {
  /** Keeps the file; returns its address. */
  keep(tenantId: string, file: MediaFile): Promise<string>;
  /** How long a link works, in words. */
  readonly validFor: string;
  /** `GET /media/:id?expires&sig`: 403 for a wrong signature, 410 once expired, 404 where the file is gone. */
  readonly router: Router;
}

export function createMediaLinks(deps: MediaLinksDeps): MediaLinks {
  const { store, publicUrl, now } = deps;
  const key = createHmac('sha256', deps.secret).update('audience-walker media links').digest();
  const sign = (id: string, expires: string) =>
    createHmac('sha256', key).update(`${id}.${expires}`).digest('base64url');

  const router = Router();
  router.get('/media/:id', async (request, response) => {
    const { id } = request.params;
    const expires = typeof request.query.expires === 'string' ? request.query.expires : '';
    const sig = typeof request.query.sig === 'string' ? request.query.sig : '';
    if (!UUID.test(id) || !same(sig, sign(id, expires))) {
      refuse(response, 403, 'This link is not complete or was changed. Please ask for a new one.');
      return;
    }
    if (Number(expires) * 1000 <= now().getTime()) {
      refuse(response, 410, 'This link has expired. Please ask for a new one.');
      return;
    }
    const file = await store.find(id, now());
    if (!file) {
      refuse(response, 404, 'This file is gone. Please ask for it again.');
      return;
    }
    response
      .status(200)
      .set({
        'content-type': file.mime,
        'content-disposition': `${file.mime.startsWith('image/') ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(oneLine(file.name))}`,
        'cache-control': 'private, max-age=300',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      })
      .send(file.bytes);
  });

  return {
    router,
    validFor: '2 hours',
    async keep(tenantId, file) {
      const id = deps.newId();
      const expiresAt = new Date(now().getTime() + LIFE_MS);
      await store.keep(id, tenantId, file, expiresAt);
      const expires = String(Math.floor(expiresAt.getTime() / 1000));
      return `${publicUrl}/media/${id}?expires=${expires}&sig=${sign(id, expires)}`;
    },
  };
}

function same(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function refuse(response: Response, status: number, sentence: string): void {
  response.status(status).type('text/plain').send(sentence);
}
