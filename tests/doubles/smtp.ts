/** A mail server on loopback (`smtp-server`): it keeps what it takes, and can be told to misbehave. */
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

type Misbehaviour = 'refuse recipient' | 'busy' | 'refuse message' | 'hang up after message';

export interface SmtpDouble {
  /** For `SMTP_URL`. */
  readonly url: string;
  /** What was taken, in order. */
  readonly taken: readonly Email[];
  /** The next message meets this. */
  misbehaveNext(how: Misbehaviour): void;
  close(): Promise<void>;
}

export async function createSmtpDouble(): Promise<SmtpDouble> {
  const taken: Email[] = [];
  const next: Misbehaviour[] = [];
  const meets = (how: Misbehaviour) => next[0] === how && next.shift() === how;
  const saying = (responseCode: number, message: string) =>
    Object.assign(new Error(message), { responseCode });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo(_address, _session, done) {
      if (meets('refuse recipient')) done(saying(550, 'No such mailbox'));
      else if (meets('busy')) done(saying(451, 'Try again later'));
      else done();
    },
    async onData(stream, _session, done) {
      const source = await text(stream);
      if (meets('refuse message')) {
        done(saying(554, 'Looks like spam'));
        return;
      }
      taken.push(await PostalMime.parse(source));
      if (meets('hang up after message')) {
        for (const socket of sockets) socket.destroy();
        return;
      }
      done();
    },
  });
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket) => sockets.add(socket));
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    taken,
    misbehaveNext: (how) => void next.push(how),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
