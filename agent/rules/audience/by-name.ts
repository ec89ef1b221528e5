/** “VIPs” and “at-risk customers” by the names of their segments, which is how metrics know them. */
import type { Scene } from './cursor.ts';
import { typed } from './cursor.ts';
import { vipAt } from './defaults.ts';
import { segmentAt } from './standing.ts';
import { after } from './words.ts';

export interface ByName {
  readonly text: string;
  /** How the words were taken. */
  readonly notes: readonly string[];
}

/** The question with its segments by name; null where it names none by other words. */
export function segmentsByName(scene: Scene): ByName | null {
  const trial: Scene = { ...scene, notes: [] };
  const said: string[] = [];
  let isChanged = false;
  for (let at = 0; at < scene.tokens.length; ) {
    const vip = vipAt(trial, at);
    const [name] = vip?.it.kind === 'trait' ? vip.it.values : [];
    const segment = segmentAt(trial, at);
    const people = segment && after(scene.tokens, segment.next, 'people');
    if (vip && name !== undefined) {
      said.push(name);
      at = after(scene.tokens, vip.next, 'people') ?? vip.next;
      isChanged = true;
    } else if (segment && people !== null) {
      said.push(segment.it);
      at = people;
      isChanged = true;
    } else {
      const next = segment?.next ?? at + 1;
      said.push(typed(scene, at, next));
      at = next;
    }
  }
  return isChanged ? { text: said.join(' '), notes: [...new Set(trial.notes)] } : null;
}
