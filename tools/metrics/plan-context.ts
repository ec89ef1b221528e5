import type { Workspace } from '../workspace.ts';
import type { SemanticModel } from './model.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What a query is planned against. */
export interface PlanContext {
  readonly model: SemanticModel;
  readonly vocabulary: Vocabulary;
  readonly workspace: Workspace;
}
