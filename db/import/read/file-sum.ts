import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

const BLOCK_BYTES = 1024 * 1024;

/** The SHA-256 of a file's bytes, in hexadecimal digits. Takes the same memory again and again. */
export async function fileSum(path: string): Promise<string> {
  const hash = createHash('sha256');
  const room = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  const file = await open(path);
  try {
    for (;;) {
      const { bytesRead } = await file.read(room, 0, room.length);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(room.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}
