/** The list of every tool. A new tool is one folder and one line here (docs/add-a-tool.md). */
import { experimentTools } from './experiments/index.ts';
import { giveFeedback } from './feedback/tool.ts';
import { metricTools } from './metrics/index.ts';
import type { SemanticModel } from './metrics/model.ts';
import { people } from './people/tool.ts';
import { privacyTools } from './privacy/index.ts';
import { qualityTools } from './quality/index.ts';
import { createRegistry, type Registry } from './registry.ts';
import { scoreTools } from './scores/index.ts';

export function buildRegistry(model: SemanticModel): Registry {
  return createRegistry([
    ...metricTools(model),
    ...qualityTools(),
    ...scoreTools(),
    ...privacyTools(),
    ...experimentTools(),
    people,
    giveFeedback,
  ]);
}
