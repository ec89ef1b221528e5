import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take long, the longest first; the others come after, in the order of their size. */
const LONGEST = [
  'browser/console',
  'surface/process/start',
  'surface/agent/failures',
  'db/morning/killed',
  'db/doors/doors',
  'db/embedded/sharing',
  'db/proposals/demo',
  'db/import/threads',
  'surface/evaluation/eval-command',
  'surface/campaigns/campaign-command',
  'surface/privacy/person-command',
  'unit/agent/coverage',
  'surface/deliver-proposals/whole-app',
  'db/outreach/killed',
  'db/profiles/refresh-profiles',
].map((name) => `/tests/${name}.test.ts`);

/** Starts long files first: no worker is left alone with one at the end while the others have nothing to do. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex((name) => moduleId.endsWith(name));
      return at < 0 ? LONGEST.length : at;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}
