/** What the thread of `fitModel` runs. */
import { serveWork } from '../serve-work.ts';
import { workOut } from './fit-work.ts';

serveWork(workOut);
