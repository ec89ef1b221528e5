/** The list of every tool. A new tool is one folder and one line here (docs/add-a-tool.md). */
import { accessTools } from './access/index.ts';
import { type BriefSurfaces, briefTools } from './brief/index.ts';
import { readBriefItems } from './brief-items.ts';
import { campaignTools } from './campaigns/index.ts';
import { type DiscoveryServices, discoveryTools, interestedBy } from './discovery/index.ts';
import { experimentTools } from './experiments/index.ts';
import { feedbackTools } from './feedback/tool.ts';
import { groupFigureTools } from './group-figures/index.ts';
import { runSql } from './guarded-sql/tool.ts';
import { logTools } from './log/index.ts';
import { metricTools } from './metrics/index.ts';
import type { SemanticModel } from './metrics/model.ts';
import { people } from './people/tool.ts';
import { privacyTools } from './privacy/index.ts';
import { proposalTools } from './proposals/index.ts';
import { qualityTools } from './quality/index.ts';
import { recordTools } from './record/index.ts';
import { createRegistry, type Registry } from './registry.ts';
import { reviewTools } from './review/index.ts';
import { runTool } from './run-tool.ts';
import { scoreTools } from './scores/index.ts';
import { segmentTools } from './segments/index.ts';
import { traceTools } from './traces/index.ts';
import { usageTools } from './usage/index.ts';
import { verifiedTools } from './verified/index.ts';

/** What tools are given besides the model. */
export interface Services {
  readonly discovery: DiscoveryServices;
  /** Where a brief can be brought. */
  readonly briefSurfaces: BriefSurfaces;
  /** Why no e-mail of a campaign may be sent, and what mends it; absent or null where they may. */
  readonly emailObstacle?: string | null;
}

export function buildRegistry(model: SemanticModel, services: Services): Registry {
  const registry = createRegistry([
    ...metricTools(model),
    ...groupFigureTools((call, context) => runTool(registry, call, context)),
    ...qualityTools(),
    runSql(),
    ...discoveryTools(services.discovery),
    ...scoreTools(),
    ...privacyTools(),
    ...segmentTools(interestedBy(services.discovery)),
    ...experimentTools(),
    ...campaignTools(services),
    ...proposalTools({
      tool: (name) => registry.get(name),
      run: (call, context) => runTool(registry, call, context),
    }),
    ...briefTools(readBriefItems, services.briefSurfaces),
    ...logTools(),
    ...recordTools(),
    ...usageTools(),
    ...traceTools(),
    ...verifiedTools({
      tool: (name) => registry.get(name),
      hasMetric: (id) => model.metrics.has(id),
    }),
    people,
    ...accessTools(),
    ...reviewTools(async (call, context) => {
      const { outcome } = await runTool(registry, call, context);
      return outcome.kind === 'refused' ? outcome.because : null;
    }),
    ...feedbackTools(),
  ]);
  return registry;
}
