import type { Db } from '../../db/db.ts';
import type { Log } from '../../handlers/log.ts';
import type { Outreach } from '../../jobs/outreach/create-outreach.ts';
import type { Config } from '../config.ts';

export interface CallbackDeps {
  readonly db: Db;
  readonly config: Pick<Config, 'whatsapp' | 'outreach'>;
  readonly outreach: Pick<Outreach, 'record' | 'unsubscribe'>;
  readonly log: Log;
  readonly now: () => Date;
}
