/** What the threads of a clusterer run. */
import { serveWork } from '../../serve-work.ts';
import { workOut } from './work.ts';

serveWork(workOut);
