/** The sending job over a provider on loopback, by plain HTTP: a test of thousands is about sending, not about a client library. */
import { Agent, request } from 'node:http';
import type { Db } from '../../../db/db.ts';
import type { Channel } from '../../../jobs/outreach/channel.ts';
import type { Outreach } from '../../../jobs/outreach/create-outreach.ts';
import { outreachOver } from './campaign.ts';

export function createSenderOver(db: Db, provider: string, now: () => Date): Outreach {
  return outreachOver(db, [channelTo(provider)], { now, ticks: () => performance.now() });
}

function channelTo(provider: string): Channel {
  const agent = new Agent({ keepAlive: true });
  return {
    name: 'email',
    provider: 'double',
    send: ({ token }) =>
      new Promise((resolve, reject) => {
        const post = request(provider, { method: 'POST', agent }, (response) => {
          response.resume().on('end', () => resolve({ kind: 'accepted', providerId: token.slice(0, 8) }));
        });
        post.on('error', reject);
        post.end(token);
      }),
  };
}
