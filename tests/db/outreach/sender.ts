/** A process that sends what is due to a provider on loopback: `tsx sender.ts DATABASE_URL PROVIDER_URL`. */
import { openDb } from '../../../db/open-db.ts';
import { idle, NOON } from './campaign.ts';
import { createSenderOver } from './sender-over.ts';

const [, , database = '', provider = ''] = process.argv;
const db = await openDb({ kind: 'postgres', url: database }, { poolSize: 6 });
await createSenderOver(db, provider, () => NOON).sendDue(idle());
await db.close();
process.exit(0);
