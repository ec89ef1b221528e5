/** Where artifacts are kept: an S3-compatible bucket, or a folder of this machine. */
export interface ObjectStore {
  /** Where it is, for people. */
  readonly place: string;
  /**
   * Stores an object under `key` (“segments/20260318/winners.json”), whole or not at all; what was there is replaced.
   * Throws `ObjectStoreError` where it could not.
   */
  put(key: string, bytes: Buffer, contentType: string): Promise<void>;
}

export class ObjectStoreError extends Error {
  override readonly name = 'ObjectStoreError';
}

const KEY = /^[a-z0-9-]+(\/[a-z0-9][a-z0-9._-]*)*$/i;

/** Throws a TypeError for a key that could lead out of the store or would need encoding on the way. */
export function checkKey(key: string): void {
  if (!KEY.test(key) || key.includes('..')) throw new TypeError(`“${key}” is no key of the object store`);
}
