import { createWriteStream, type WriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';
import { makeDirectory } from '../make-directory.ts';
import type { RejectedLine } from './facts/facts-job.ts';

const LONGEST_ORIGINAL = 10_000;
/** So many are told without opening the file. */
const TOLD = 3;

/** The rows that could not be read: line number, column, reason, and the line as it was. Made with the first of them. */
export class RejectsFile {
  readonly path: string;
  count = 0;
  /** The first of them in a sentence each. */
  readonly told: string[] = [];
  #stream: WriteStream | null = null;
  #buffered = '';

  constructor(path: string) {
    this.path = path;
  }

  add({ line, column, reason, original }: RejectedLine): void {
    const cut = original.length > LONGEST_ORIGINAL ? `${original.slice(0, LONGEST_ORIGINAL)}…` : original;
    this.count += 1;
    if (this.told.length < TOLD)
      this.told.push(`line ${line.toLocaleString('en')}${column ? `, ${column}` : ''}: ${reason}`);
    this.#buffered += `${[String(line), column, reason, cut].map(quoted).join(',')}\n`;
  }

  /** Writes what has gathered. */
  async flush(): Promise<void> {
    if (this.#buffered === '') return;
    const stream = this.#stream ?? (await this.#open());
    const text = this.#buffered;
    this.#buffered = '';
    await new Promise<void>((resolve, reject) =>
      stream.write(text, (error) => (error ? reject(error) : resolve())),
    );
  }

  async close(): Promise<void> {
    await this.flush();
    if (this.#stream === null) return;
    this.#stream.end();
    await finished(this.#stream);
  }

  async #open(): Promise<WriteStream> {
    await makeDirectory(dirname(this.path));
    await rm(this.path, { force: true });
    this.#stream = createWriteStream(this.path);
    this.#stream.write('line,column,reason,original\n');
    return this.#stream;
  }
}

function quoted(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
