import type { TenantDb } from '../../../db/db.ts';
import type { Workspace } from '../../../tools/workspace.ts';

/** One file of a day: figures about groups of people, never about one of them. */
export interface Artifact {
  /** Folder of the layout, before the day. */
  readonly folder: 'segments' | 'campaigns' | 'funnels' | 'ab-tests' | 'suggestions';
  readonly name: string;
  readonly content: object;
}

export interface ArtifactContext {
  readonly db: TenantDb;
  readonly workspace: Workspace;
  readonly now: Date;
}
