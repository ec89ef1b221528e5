/** SendGrid's Mail Send API on loopback: it keeps what it takes, refuses what SendGrid would refuse, and can misbehave. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { z } from 'zod';

export const SENDGRID_KEY = 'SG.double-key';

const mail = z.object({
  personalizations: z
    .array(
      z.object({
        to: z.array(z.object({ email: z.email() })).min(1),
        custom_args: z.record(z.string(), z.string()).optional(),
      }),
    )
    .min(1),
  from: z.object({ email: z.email(), name: z.string().optional() }),
  subject: z.string().min(1),
  content: z.array(z.object({ type: z.string(), value: z.string().min(1) })).min(1),
  headers: z.record(z.string(), z.string()).optional(),
  custom_args: z.record(z.string(), z.string()).optional(),
});
type SentMail = z.infer<typeof mail>;

type Misbehaviour =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | 'hang up';

export interface SendGridDouble {
  /** For `SENDGRID_API_URL`. */
  readonly url: string;
  readonly taken: readonly SentMail[];
  misbehaveNext(how: Misbehaviour): void;
  close(): Promise<void>;
}

export async function createSendGridDouble(): Promise<SendGridDouble> {
  const taken: SentMail[] = [];
  const next: Misbehaviour[] = [];
  const server = createServer(async (request, response) => {
    const parsed = mail.safeParse(await json(request));
    const how = next.shift();
    if (how === 'hang up') {
      request.socket.destroy();
      return;
    }
    const authorised = request.headers.authorization === `Bearer ${SENDGRID_KEY}`;
    const known = request.method === 'POST' && request.url === '/v3/mail/send';
    const status = how?.status ?? (!authorised ? 401 : !known ? 404 : parsed.success ? 202 : 400);
    if (status === 202 && parsed.data) taken.push(parsed.data);
    response.writeHead(status, {
      'content-type': 'application/json',
      'x-message-id': `sg-${taken.length}`,
      ...how?.headers,
    });
    response.end(
      status === 202 ? '' : JSON.stringify({ errors: [{ message: `The double says ${status}` }] }),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken,
    misbehaveNext: (how) => void next.push(how),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
