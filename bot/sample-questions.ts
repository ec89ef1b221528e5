/** The questions offered before anybody has asked: on numbers, on people, and what there is to do. */
import { readable } from '../db/readable.ts';
import type { ToolContext } from '../tools/define-tool.ts';
import type { SemanticModel } from '../tools/metrics/model.ts';
import { type SamplePrompt, samplePrompts } from '../tools/metrics/prompts.ts';
import { readVocabulary } from '../tools/metrics/read-vocabulary.ts';
import type { Vocabulary } from '../tools/metrics/vocabulary.ts';
import { wasAnalysed } from '../tools/proposals/analysed.ts';

/** Three rows of three in the console. */
const OFFERED = 9;
/** Numbers that come first; Slack shows four questions, and one of them should be of people. */
const NUMBERS_FIRST = 2;

const TODAY: SamplePrompt = { title: 'What to do', message: 'What should I do today?' };

/** None where the workspace has no data; each names only what exists in it. */
export async function sampleQuestions(
  model: SemanticModel,
  { db, workspace }: Pick<ToolContext, 'db' | 'workspace'>,
): Promise<readonly SamplePrompt[]> {
  const vocabulary = await readVocabulary(db, workspace, model);
  const numbers = samplePrompts(model, vocabulary, workspace);
  if (numbers.length === 0) return [];
  return [
    ...numbers.slice(0, NUMBERS_FIRST),
    ...peopleQuestion(vocabulary),
    ...((await wasAnalysed(readable(db), db.tenantId)) ? [TODAY] : []),
    ...numbers.slice(NUMBERS_FIRST),
  ].slice(0, OFFERED);
}

/** People by what they bought and what they did not, where customers are known and there is something to tell apart. */
function peopleQuestion(vocabulary: Vocabulary): SamplePrompt[] {
  const known = vocabulary.sources.get('customer')?.rows ?? 0;
  const [bought, not] = vocabulary.values('category').filter(({ sources }) => sources.includes('sales'));
  if (known === 0 || !bought || !not) return [];
  return [
    {
      title: 'Find people',
      message: `Customers who bought ${bought.label} but not ${not.label} in the last 60 days`,
    },
  ];
}
