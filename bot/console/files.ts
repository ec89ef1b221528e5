/** Files that answers came with, kept until newer ones need the room. */
import type { Attachment } from '../../tools/define-tool.ts';
import { createBounded } from './bounded.ts';

const MAX_BYTES = 64 * 1024 * 1024;

export interface Files {
  keep(attachment: Attachment): string;
  get(id: string): Attachment | null;
  forget(): void;
}

/** At most 64 MB of files (or one that is larger). */
export function createFiles(newId: () => string): Files {
  const held = createBounded<Attachment>(MAX_BYTES, (file) => file.bytes.length);
  return {
    keep(attachment) {
      const id = newId();
      held.set(id, attachment);
      return id;
    },
    get: (id) => held.get(id) ?? null,
    forget: () => held.clear(),
  };
}
