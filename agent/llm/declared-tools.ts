/** What a model is told of the tools: definitions alone, since what a call does is the loop's business. */
import { type DynamicStructuredTool, tool } from '@langchain/core/tools';
import { z } from 'zod';
import type { AnyTool } from '../../tools/define-tool.ts';
import { brief, briefSchemaOf } from './brief-schemas.ts';
import { CONTROLS } from './control-tools.ts';
import type { ModelTools } from './model-tools.ts';

const declare = (name: string, description: string, schema: object): DynamicStructuredTool =>
  tool(async () => '', { name, description, schema }) as DynamicStructuredTool;

const controls = Object.entries(CONTROLS).map(([name, { description, input }]) =>
  declare(name, description, brief(z.toJSONSchema(input))),
);
/** Made once for all questions. */
const made = new WeakMap<AnyTool, DynamicStructuredTool>();

/** Every tool that may be called in the turn. */
export function declared({ readable }: ModelTools): DynamicStructuredTool[] {
  const reads = readable.map((one) => {
    const known = made.get(one) ?? declare(one.name, one.description, briefSchemaOf(one));
    made.set(one, known);
    return known;
  });
  return [...reads, ...controls];
}

/** What of a tool goes out with every request. */
export const declaredOf = (one: object): readonly unknown[] => {
  const { name, description, schema } = one as Readonly<Record<string, unknown>>;
  return [name, description, schema];
};

/** Only those that are at hand or were opened go out. */
export const isShown = (name: string, tools: ModelTools): boolean =>
  Object.hasOwn(CONTROLS, name) || tools.isOpen(name);
