/** The variations of a test: what each says and what part of the people gets it. */
import { z } from 'zod';

export const variation = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  /** What is sent: a text, or the parts of a message. Null where the results came from elsewhere. */
  content: z.union([z.string(), z.record(z.string(), z.unknown())]).nullable(),
  /** Relative to the others; only the proportions count. */
  weight: z.number().positive(),
});
export type Variation = z.infer<typeof variation>;

const stored = z.array(
  z
    .object({
      id: z.coerce.string().optional(),
      name: z.coerce.string().optional(),
      content: variation.shape.content.optional(),
      weight: z.coerce.number().positive().optional(),
    })
    .loose(),
);

/** The variations as stored, the control first; what older rows leave out is filled in. Empty where none can be read. */
export function readVariations(json: unknown, control: string | null): readonly Variation[] {
  const parsed = stored.safeParse(json);
  if (!parsed.success) return [];
  const all = parsed.data.map(({ id, name, content, weight }, at) => ({
    id: id ?? name ?? String(at + 1),
    name: name ?? id ?? `Variation ${at + 1}`,
    content: content ?? null,
    weight: weight ?? 1,
  }));
  const first = controlOf(all, control);
  return [...all.filter(({ id }) => id === first), ...all.filter(({ id }) => id !== first)];
}

/** The named control, else the one that is called so, else the first. */
function controlOf(all: readonly Variation[], named: string | null): string | undefined {
  const called = all.find(({ id, name }) => CONTROL.test(id) || CONTROL.test(name));
  return (all.find(({ id }) => id === named) ?? called ?? all[0])?.id;
}

/** What a control is called in other systems too; Hillstrom's test has “No E-Mail”. */
const CONTROL = /^(control|baseline|original|kontrolle?|no[\s-]?e-?mail|none|holdout)$/i;

/** True where somebody said which variation is the control, or one is called so. */
export function namesControl(all: readonly Variation[], named: string | null): boolean {
  return all.some(({ id, name }) => id === named || CONTROL.test(id) || CONTROL.test(name));
}

/** “Variation B” → `variation-b`, unique among `taken`. */
export function idFor(name: string, taken: ReadonlySet<string>): string {
  const plain =
    name
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 60) || 'variation';
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? plain : `${plain}-${number}`;
    if (!taken.has(id)) return id;
  }
}

/** What is sent, in one line. */
export function contentText({ content }: Variation): string | null {
  if (content === null || typeof content === 'string') return content;
  const { subject, text, body } = content;
  const said = [subject, text ?? body].filter((part) => typeof part === 'string' && part !== '');
  return said.length > 0 ? said.join(' · ') : JSON.stringify(content);
}
