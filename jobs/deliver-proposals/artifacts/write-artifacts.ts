/** Keeps a day's figures in the object store, under the layout of the users' own document. */
import { type ObjectStore, ObjectStoreError } from '../object-store/object-store.ts';
import type { Artifact, ArtifactContext } from './artifact.ts';
import { campaignArtifacts } from './campaign-artifacts.ts';
import { funnelArtifacts } from './funnel-artifacts.ts';
import { segmentArtifacts } from './segment-artifacts.ts';
import { testArtifacts } from './test-artifacts.ts';

/** Files of the layout that are not written, and why. */
export const NOT_WRITTEN: Readonly<Record<string, string>> = {
  'campaigns/social-campaigns.json': 'nothing is sent to social networks',
  'funnels/attribution-data.json': 'conversions are not attributed to channels yet',
};

export interface Written {
  readonly stored: number;
  /** What could not be stored, each a sentence. */
  readonly problems: readonly string[];
}

/** Stores one file after the other; one that fails does not stop the next. */
export async function writeArtifacts(
  store: ObjectStore,
  context: ArtifactContext,
  { payload, day }: { readonly payload: object; readonly day: string },
  signal?: AbortSignal,
): Promise<Written> {
  const suggestions: Artifact = { folder: 'suggestions', name: 'suggestions.json', content: payload };
  const artifacts = [
    suggestions,
    ...(await segmentArtifacts(context)),
    ...(await campaignArtifacts(context)),
    ...(await funnelArtifacts(context)),
    ...(await testArtifacts(context)),
  ];
  const problems: string[] = [];
  for (const artifact of artifacts) {
    signal?.throwIfAborted();
    const key = keyOf(context.db.tenantId, day, artifact);
    try {
      await store.put(key, encode(artifact, context, day), 'application/json');
    } catch (error) {
      if (!(error instanceof ObjectStoreError)) throw error;
      problems.push(error.message);
    }
  }
  return { stored: artifacts.length - problems.length, problems };
}

/** `<tenant>/segments/20260318/behavioral-clusters.json` */
function keyOf(tenantId: string, day: string, { folder, name }: Artifact): string {
  return `${tenantId}/${folder}/${day.replaceAll('-', '')}/${name}`;
}

/** The suggestions are the payload itself; the other files say when and for whom they are. */
function encode({ folder, content }: Artifact, { now, workspace }: ArtifactContext, day: string): Buffer {
  const { tenantId, currency, data } = workspace;
  const about = {
    tenant_id: tenantId,
    day,
    generated_at: now.toISOString(),
    data_until: data?.to ?? null,
    currency,
  };
  const whole = folder === 'suggestions' ? content : { ...about, ...content };
  return Buffer.from(`${JSON.stringify(whole, null, 2)}\n`, 'utf8');
}
