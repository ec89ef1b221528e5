import { isAscii, isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import type { Encoding } from '../detect/encoding.ts';
import { looksLikeUtf8 } from '../detect/encoding.ts';

/** Small enough that a running bot stays quick to answer between two blocks. */
const BLOCK_BYTES = 512 * 1024;

export interface TextBlocks {
  /**
   * The file's text as UTF-8 without byte order mark, line ends as they are. A block is good until the next is
   * asked for: all of a file goes through the same memory.
   */
  read(): AsyncGenerator<Buffer>;
  /** Bytes of the file read so far. */
  bytesRead(): number;
}

/**
 * Reads a file as UTF-8 whatever it is written in. A file taken for UTF-8 that has been plain ASCII up to a
 * byte that is none is read as Windows-1252 from there on.
 */
export function textBlocks(
  path: string,
  encoding: Encoding,
  options: {
    readonly loneCarriageReturns?: boolean;
    readonly signal?: AbortSignal;
  } = {},
): TextBlocks {
  let bytes = 0;
  async function* read(): AsyncGenerator<Buffer> {
    const decode = decoder(encoding);
    const room = Buffer.allocUnsafeSlow(BLOCK_BYTES);
    const file = await open(path);
    try {
      for (;;) {
        options.signal?.throwIfAborted();
        const { bytesRead } = await file.read(room, 0, room.length);
        if (bytesRead === 0) break;
        const raw = room.subarray(0, bytesRead);
        const isFirst = bytes === 0;
        bytes += bytesRead;
        const block = decode(raw);
        if (options.loneCarriageReturns) endLinesWithLineFeeds(block);
        yield isFirst ? withoutMark(block) : block;
      }
    } finally {
      await file.close();
    }
    yield decode(null);
  }
  return { read, bytesRead: () => bytes };
}

/** Turns the next bytes of the file into UTF-8; null asks for what is left. */
function decoder(encoding: Encoding): (raw: Buffer | null) => Buffer {
  let text = encoding === 'utf-8' ? null : new TextDecoder(encoding);
  let asciiSoFar = true;
  return (raw) => {
    if (raw === null) return Buffer.from(text?.decode() ?? '');
    if (text === null && asciiSoFar && !isAscii(raw)) {
      asciiSoFar = false;
      if (!isUtf8(raw) && !looksLikeUtf8(raw)) text = new TextDecoder('windows-1252');
    }
    return text === null ? raw : Buffer.from(text.decode(raw, { stream: true }));
  };
}

function withoutMark(block: Buffer): Buffer {
  return block[0] === 0xef && block[1] === 0xbb && block[2] === 0xbf ? block.subarray(3) : block;
}

function endLinesWithLineFeeds(block: Buffer): void {
  for (let at = block.indexOf(13); at >= 0; at = block.indexOf(13, at + 1)) block[at] = 10;
}
