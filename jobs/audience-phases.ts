import { type DiscoveryServices, refreshEmbeddings } from '../tools/discovery/index.ts';
import { removeReturned } from '../tools/privacy/index.ts';
import { refreshProfiles } from '../tools/profiles/index.ts';
import { refreshScores } from '../tools/scores/index.ts';
import { refreshSegments } from '../tools/segments/index.ts';
import type { Phase } from './refresh-audiences.ts';

/** The phases of a refresh, in order. */
export function audiencePhases(discovery: DiscoveryServices): readonly Phase[] {
  return [
    {
      name: 'erased people',
      needs: [],
      run: (db, tenantId, { now }) => removeReturned(db, tenantId, now()),
    },
    { name: 'profiles', needs: [], run: refreshProfiles },
    {
      name: 'interests',
      needs: ['profiles'],
      run: (db, tenantId, context) => refreshEmbeddings(db, tenantId, { ...context, ...discovery }),
    },
    { name: 'scores', needs: [], run: refreshScores },
    // Without new scores there are those of before, and not every segment looks at them.
    { name: 'segments', needs: ['profiles'], run: refreshSegments },
  ];
}
