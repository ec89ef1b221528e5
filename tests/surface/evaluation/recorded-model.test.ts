import { expect, it } from 'vitest';
import { readRecording, recordModel, replayModel } from '../../../bot/evaluation/recorded-model.ts';
import { CHAT_KEY, createChatDouble } from '../../doubles/chat-completions.ts';

const call = (metric: string) => ({
  role: 'assistant',
  tool_calls: [
    {
      id: 'a',
      type: 'function',
      function: { name: 'sql_analytics', arguments: `{"metrics":["${metric}"]}` },
    },
  ],
});
const conversation = (system: string, metric: string, result: string) => ({
  model: 'm',
  messages: [
    { role: 'system', content: system },
    { role: 'user', content: 'how is it going?' },
    call(metric),
    { role: 'tool', tool_call_id: 'a', content: result },
  ],
});

it('finds an answer by what was asked and what was called, whatever the words of instructions and results', async () => {
  const upstream = await createChatDouble();
  upstream.script(() => ({ say: 'Well.' }));
  const post = async (url: string, body: object) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${CHAT_KEY}` };
    return (await fetch(`${url}/chat/completions`, { method: 'POST', headers, body: JSON.stringify(body) }))
      .status;
  };
  const recorder = await recordModel(upstream.url);
  expect(await post(recorder.url, conversation('Be kind.', 'revenue', 'It was 12.'))).toBe(200);
  const exchanges = recorder.recorded();
  await Promise.all([recorder.close(), upstream.close()]);

  const replay = await replayModel(
    readRecording(JSON.stringify({ made_with: 'a script', model: 'm', exchanges })),
  );
  expect(await post(replay.url, conversation('Be brief.', 'revenue', 'Revenue was 12.'))).toBe(200);
  expect(await post(replay.url, conversation('Be brief.', 'orders', 'Revenue was 12.'))).toBe(404);
  expect(replay.unknown).toBe(1);
  await replay.close();
});
