import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { ChartSpec } from '../../../../cards/chart.ts';
import { createDrawingThread } from '../../../../cards/charts/drawing-thread.ts';

const spec: ChartSpec = {
  kind: 'bar',
  title: 'Orders',
  labels: ['A', 'B'],
  series: [{ name: '', values: [1, 2] }],
  format: { kind: 'integer' },
};
const request = { kind: 'svg', spec, scheme: 'light' } as const;

/** A thread that runs `code` for each message. */
function threadThat(code: string) {
  const script = `import { parentPort } from 'node:worker_threads'; parentPort.on('message', ({ id }) => { ${code} });`;
  return createDrawingThread(new URL(`data:text/javascript,${encodeURIComponent(script)}`));
}

describe('the thread that charts are drawn in', () => {
  it('says why where it cannot start', async () => {
    const thread = createDrawingThread(new URL('data:text/javascript,throw new Error("no such library")'));
    await expect(thread.ask(request)).rejects.toThrow(
      'Charts cannot be drawn: their thread does not run (no such library).',
    );
  });

  it('fails what it was drawing where it dies, and starts anew for the next chart', async () => {
    const thread = threadThat(
      "if (id === 1) process.exit(1); parentPort.postMessage({ id, picture: 'drawn' });",
    );
    await expect(thread.ask(request)).rejects.toThrow('their thread does not run');
    await expect(thread.ask(request)).resolves.toBe('drawn');
  });

  it('passes on why a chart could not be drawn, and goes on', async () => {
    const thread = threadThat(
      "parentPort.postMessage(id === 1 ? { id, error: 'too many bars' } : { id, picture: 'drawn' });",
    );
    await expect(thread.ask(request)).rejects.toThrow('The chart could not be drawn: too many bars');
    await expect(thread.ask(request)).resolves.toBe('drawn');
  });

  it('gives each chart its own picture, whatever the order of the answers', async () => {
    const thread = threadThat(`
      globalThis.held ??= []; held.push(id);
      if (held.length === 3) for (const one of held.reverse()) parentPort.postMessage({ id: one, picture: String(one) });
    `);
    expect(await Promise.all([thread.ask(request), thread.ask(request), thread.ask(request)])).toEqual([
      '1',
      '2',
      '3',
    ]);
  });

  it('lets a command end that has drawn its chart', async () => {
    const render = new URL('../../../../cards/charts/render.ts', import.meta.url).href;
    const script = `
      import { register } from 'tsx/esm/api';
      register();
      const { renderChart } = await import('${render}');
      console.log((await renderChart(${JSON.stringify(spec)})).length > 1000);
    `;
    const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    expect((await run).stdout.trim()).toBe('true');
  });
});
