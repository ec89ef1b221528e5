/** Every tool there is, by name. A new tool is one folder and one line here (docs/add-a-tool.md). */
import type { AnyTool } from './define-tool.ts';

export type Registry = ReadonlyMap<string, AnyTool>;

/** Indexes tools by name; two of one name is a programming error. */
export function createRegistry(tools: readonly AnyTool[]): Registry {
  const registry = new Map<string, AnyTool>();
  for (const tool of tools) {
    if (registry.has(tool.name)) throw new Error(`two tools are called ${tool.name}`);
    registry.set(tool.name, tool);
  }
  return registry;
}
