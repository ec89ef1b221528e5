/** What somebody sees before asking: what can be asked, their recent answers, how fresh the data is. */
import type { Card } from '../cards/card.ts';
import type { ToolContext } from '../tools/define-tool.ts';
import { runTool } from '../tools/run-tool.ts';
import { recentAnswers } from './answers.ts';
import type { HandlerDeps } from './deps.ts';

const RECENT = 5;

export async function homeCards(deps: HandlerDeps, context: ToolContext): Promise<readonly Card[]> {
  const [prompts, recent] = await Promise.all([
    deps.prompts(context),
    recentAnswers(context.db, context.actor.personId, RECENT),
  ]);
  const cards: Card[] = [
    {
      tone: 'notice',
      title: `Audience Walker for ${context.workspace.name}`,
      text: [
        'Ask about your numbers and your customers in plain words: mention me in a channel, or write to me directly. For example:',
        ...prompts.map(({ message }) => message),
      ],
    },
    recent.length > 0
      ? {
          tone: 'notice',
          title: 'Your recent answers',
          table: {
            caption: 'Your recent answers',
            columns: [
              { key: 'question', label: 'You asked', role: 'text', format: { kind: 'text' } },
              { key: 'answer', label: 'Answer', role: 'text', format: { kind: 'text' } },
            ],
            rows: recent.map(({ question, answer }) => ({ question, answer })),
            omitted: 0,
          },
        }
      : {
          tone: 'notice',
          title: 'Your recent answers',
          text: ['Nothing yet. Your questions and their answers will be here.'],
        },
  ];
  if (deps.registry.has('data_freshness')) {
    cards.push((await runTool(deps.registry, { tool: 'data_freshness', args: {} }, context)).card);
  }
  return cards;
}
