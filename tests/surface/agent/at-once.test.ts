import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { DECLINED_BY_RULES, openAgentStage, resultsIn } from './stage.ts';

it('fifty conversations at once each get their own answer', async () => {
  const stage = await openAgentStage();
  try {
    stage.model.script(async (request) => {
      const asked = String(request.messages.findLast(({ role }) => role === 'user')?.content);
      const number = Number(/number (\d+)/.exec(asked)?.[1]);
      await sleep(number % 7);
      return resultsIn(request) === 0
        ? {
            call: [
              {
                name: 'sql_analytics',
                args: { metrics: ['orders'], by: ['category'], limit: 1 + (number % 5) },
              },
            ],
          }
        : { say: `Here you are, ${'x'.repeat(number)}.` };
    });
    const numbers = Array.from({ length: 50 }, (_, number) => number);
    const answers = await Promise.all(
      numbers.map((number) => stage.ask(`${DECLINED_BY_RULES}, number ${number}`)),
    );
    expect(answers.map(({ handled }) => handled.status)).toEqual(numbers.map(() => 'answered'));
    expect(answers.map(({ card }) => card.text)).toEqual(
      numbers.map((number) => [`Here you are, ${'x'.repeat(number)}.`]),
    );
    expect(answers.map(({ handled }) => handled.facts?.rows.length)).toEqual(
      numbers.map((number) => 1 + (number % 5)),
    );
    expect(stage.model.requests).toHaveLength(100);
  } finally {
    await stage.close();
  }
});
