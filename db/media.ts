/** Files that are fetched by link for a while: charts and exports for surfaces that take no uploads. */
import type { Db } from './db.ts';

export interface MediaFile {
  readonly mime: string;
  readonly name: string;
  readonly bytes: Buffer;
}

export interface MediaStore {
  /** Keeps `file` until `expiresAt` under `id`. */
  keep(id: string, tenantId: string, file: MediaFile, expiresAt: Date): Promise<void>;
  /** The file, or null where there is none (any more). */
  find(id: string, now: Date): Promise<MediaFile | null>;
}

export function createMediaStore(db: Db): MediaStore {
  return {
    async keep(id, tenantId, { mime, name, bytes }, expiresAt) {
      await db.query(
        'insert into media (media_id, tenant_id, mime, name, bytes, expires_at) values ($1, $2, $3, $4, $5, $6)',
        [id, tenantId, mime, name, bytes, expiresAt],
      );
    },
    async find(id, now) {
      // Whoever holds the link is not signed in, so there is no tenant to ask within: the signature stands for it.
      const found = await db.query<{ mime: string; name: string; bytes: Uint8Array }>(
        'select mime, name, bytes from media where media_id = $1 and expires_at > $2',
        [id, now],
      );
      const row = found.rows[0];
      return row ? { mime: row.mime, name: row.name, bytes: Buffer.from(row.bytes) } : null;
    },
  };
}
