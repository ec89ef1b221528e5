/**
 * `npm run bench [part…]`: measured ratios, all in one run. Parts: acknowledge, answer, import, charts, kmeans, scores,
 * refresh, morning, experiments, discovery, agent.
 */
import { run as acknowledge } from './acknowledge.ts';
import { run as agent } from './agent.ts';
import { run as answer } from './answer.ts';
import { run as charts } from './charts.ts';
import { run as discovery } from './discovery.ts';
import { run as experiments } from './experiments.ts';
import { run as importing } from './import.ts';
import { run as kmeans } from './kmeans.ts';
import { run as morning } from './morning.ts';
import { run as refresh } from './refresh.ts';
import { run as scores } from './scores.ts';

const PARTS: Readonly<Record<string, (print: (line: string) => void) => Promise<void>>> = {
  charts,
  answer,
  import: importing,
  refresh,
  morning,
  acknowledge,
  kmeans,
  scores,
  experiments,
  discovery,
  agent,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((part) => !(part in PARTS));
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(', ')}. There are: ${Object.keys(PARTS).join(', ')}.`);
  process.exit(2);
}
for (const [name, run] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n== ${name}`);
  await run((line) => console.log(line));
}
