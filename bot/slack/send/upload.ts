/** Files, by Slack's three steps: ask for an address, send the bytes, share the file. */
import { cut } from '../escape.ts';
import { FILE_TITLE, IMAGE_ALT_TEXT } from '../limits.ts';
import type { SlackCalls } from './calls.ts';
import type { ChannelPace } from './channel-pace.ts';
import { refusalCode, SlackRefusal } from './slack-error.ts';

export interface FileToSend {
  readonly name: string;
  readonly title: string;
  readonly bytes: Buffer;
  readonly altText?: string;
}

export type Upload = (channel: string, root: string | null, file: FileToSend) => Promise<void>;

const TIMEOUT_MS = 30_000;
const ATTEMPTS = 3;

export function createUpload(deps: {
  readonly calls: SlackCalls;
  readonly pace: ChannelPace;
  readonly wait: (ms: number) => Promise<void>;
}): Upload {
  const { calls, pace, wait } = deps;
  return async (channel, root, file) => {
    const place = await calls.call('files.getUploadURLExternal', {
      filename: file.name,
      length: file.bytes.length,
      ...(file.altText ? { alt_txt: cut(file.altText, IMAGE_ALT_TEXT) } : {}),
    });
    await sendBytes(String(place.upload_url), file.bytes, wait);
    await pace.run(channel, () =>
      share(calls, {
        files: [{ id: String(place.file_id), title: cut(file.title, FILE_TITLE) }],
        channel_id: channel,
        ...(root ? { thread_ts: root } : {}),
      }),
    );
  };
}

async function sendBytes(url: string, bytes: Buffer, wait: (ms: number) => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const status = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: new Uint8Array(bytes),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 200) return;
    if (attempt >= ATTEMPTS || (status >= 400 && status < 500 && status !== 429)) {
      throw new SlackRefusal('file upload', `http_${status}`);
    }
    await wait(500 * attempt);
  }
}

/** A file can be shared in this way once: where the answer was lost and the second try is refused, the first had worked. */
async function share(calls: SlackCalls, args: Readonly<Record<string, unknown>>): Promise<void> {
  let lost = false;
  try {
    await calls.call('files.completeUploadExternal', args, {
      find: async () => {
        lost = true;
        return null;
      },
    });
  } catch (error) {
    if (lost && ['file_not_found', 'already_completed'].includes(refusalCode(error))) return;
    throw error;
  }
}
