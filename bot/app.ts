/** The only place that constructs. Tests, the console and the command line run this same graph. */
import { randomBytes, randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAgent } from '../agent/create-agent.ts';
import { createModelAgent } from '../agent/llm/create-model-agent.ts';
import type { ModelAgent } from '../agent/llm/model-agent.ts';
import type { Trace } from '../agent/llm/trace.ts';
import { createVerified } from '../agent/verified/create-verified.ts';
import type { Db, TenantDb } from '../db/db.ts';
import { migrate } from '../db/migrate.ts';
import { openDb } from '../db/open-db.ts';
import { ensureVectorStore } from '../db/vectors/vector-store.ts';
import { createHandlers } from '../handlers/create-handlers.ts';
import type { HandlerDeps } from '../handlers/deps.ts';
import { type Identity, identify } from '../handlers/identify.ts';
import type { Log } from '../handlers/log.ts';
import type { Handlers, Sender, SurfaceName } from '../handlers/surface.ts';
import { audiencePhases } from '../jobs/audience-phases.ts';
import { type PhaseReport, type RefreshOptions, refreshAudiences } from '../jobs/refresh-audiences.ts';
import { buildRegistry } from '../tools/all-tools.ts';
import {
  createEmbedders,
  createLocalEmbedder,
  type DiscoveryServices,
  loadLexicon,
} from '../tools/discovery/index.ts';
import { loadModel } from '../tools/metrics/load-model.ts';
import { readVocabulary } from '../tools/metrics/read-vocabulary.ts';
import { createWorkspaceReader } from '../tools/read-workspace.ts';
import type { Registry } from '../tools/registry.ts';
import { createTeamWordsReader } from '../tools/team-words.ts';
import { keepTrace } from '../tools/traces/index.ts';
import { holdBudget } from '../tools/usage/index.ts';
import type { Workspace } from '../tools/workspace.ts';
import type { Config } from './config.ts';
import { createLog } from './log.ts';
import { createMornings, type Mornings } from './mornings.ts';
import { createProposalDelivery, type ProposalDelivery } from './proposal-delivery.ts';
import { sampleQuestions } from './sample-questions.ts';
import { briefSurfaces, emailObstacle } from './surface-status.ts';
import {
  createTelemetry,
  type Telemetry,
  watchEmbedders,
  watchTools,
  watchTurns,
} from './telemetry/index.ts';
import { ensureTenant, type Tenant } from './tenants.ts';

export interface Overrides {
  readonly now?: () => Date;
  readonly newId?: () => string;
  readonly newToken?: () => string;
  /** Uniform on [0, 1). */
  readonly random?: () => number;
  readonly log?: Log;
  /** A database that the caller opened and closes. */
  readonly db?: Db;
  /** Hears what happened during each question that goes to the language model. */
  readonly onTrace?: (trace: Trace) => void;
  /** `share`: work beside a running process (commands). `own`: be that process. */
  readonly databaseMode?: 'own' | 'share';
}

export interface App {
  readonly config: Config;
  readonly db: Db;
  readonly registry: Registry;
  /** What searches by interest go by, and the refresh that keeps it current. */
  readonly discovery: DiscoveryServices;
  readonly handlers: Handlers;
  readonly log: Log;
  readonly now: () => Date;
  readonly newId: () => string;
  /** The workspace that the console and the command line speak to. */
  readonly home: Tenant;
  /** What is known of its data right now. */
  workspace(): Promise<Workspace>;
  readWorkspace(db: TenantDb, now: Date): Promise<Workspace>;
  /** Who a sender is; null for a stranger. */
  identify(sender: Sender): Promise<Identity | null>;
  /** Brings a team's profiles, scores and segments up to date; null where another process is at it. */
  refreshAudiences(tenantId: string, options?: RefreshOptions): Promise<readonly PhaseReport[] | null>;
  /** Reads the words of a team's data, which its next question would otherwise wait for. Never throws. */
  readWords(tenantId: string): Promise<void>;
  /** Where proposals go besides the chat. */
  readonly proposalDelivery: ProposalDelivery;
  /** Absent where none is configured. */
  readonly modelAgent?: ModelAgent;
  /** What operators see of the process. */
  readonly telemetry: Telemetry;
  /** The walker's morning: analyses and briefs. */
  readonly mornings: Mornings;
  /** Whoever sits at this machine, as a sender of a local surface. */
  operator(surface: Extract<SurfaceName, 'console' | 'cli'>): Sender;
  /** Finishes the work in hand, then closes the database. */
  stop(): Promise<void>;
}

/** Builds everything but the surfaces (`serve` adds them). Migrates the database and makes the home workspace. */
export async function createApp(config: Config, overrides: Overrides = {}): Promise<App> {
  const log = overrides.log ?? createLog(config.logLevel);
  const now = overrides.now ?? (() => new Date());
  const newId = overrides.newId ?? randomUUID;
  const db = overrides.db ?? (await openDb(config.database, { mode: overrides.databaseMode ?? 'own' }));
  try {
    await migrate(db);
    const home = await ensureTenant(db, { slug: config.workspace, timezone: config.timezone, newId });
    const model = loadModel();
    const telemetry = await createTelemetry(config.telemetry, log);
    const { happenings } = telemetry;
    const discovery = await createDiscovery(config, db, happenings);
    const registry = watchTools(
      buildRegistry(model, {
        ...{ discovery, briefSurfaces: briefSurfaces(config), emailObstacle: emailObstacle(config) },
      }),
      happenings,
    );
    const agent = createAgent({ model });
    const readWorkspace = createWorkspaceReader();
    const phases = audiencePhases(discovery);
    const newToken = overrides.newToken ?? (() => randomBytes(18).toString('base64url'));
    const random = overrides.random ?? Math.random;
    const refresh: App['refreshAudiences'] = (tenantId, options) =>
      refreshAudiences({ db, phases, now, newId, log }, tenantId, options);
    const proposalDelivery = createProposalDelivery(config, { db, now, newId, random, log });
    const modelAgent = config.model
      ? createModelAgent({
          ...{ settings: config.model, registry, model, now, newId, random, log },
          sleep: (ms, signal) => sleep(ms, undefined, { signal }),
          holdBudget,
          recordTrace: (trace, context) => {
            happenings.trace(trace, context.db.tenantId);
            overrides.onTrace?.(trace);
            return keepTrace(context.db, context.actor.personId, trace, registry);
          },
        })
      : undefined;
    const readTeamWords = createTeamWordsReader();
    const interpret: HandlerDeps['interpret'] = async (text, conversation, context) =>
      agent.interpret(text, {
        conversation,
        workspace: context.workspace,
        vocabulary: await readVocabulary(context.db, context.workspace, model),
        audience: await readTeamWords(context.db),
        now: context.now(),
      });
    const embedder = createLocalEmbedder(discovery.lexicon);
    const verified = createVerified({
      registry,
      model,
      meaning: async (text) => (await embedder.embed([text], 'query')).vectors[0] ?? new Float32Array(),
      readAnswers: async (context) => (await readTeamWords(context.db)).verified,
      interpret: (text, context) => interpret(text, {}, context),
    });
    const handlers = watchTurns(
      createHandlers({
        db,
        registry,
        model: modelAgent,
        beforeRules: verified.beforeRules,
        interpret: async (text, conversation, context) =>
          verified.vouch(text, await interpret(text, conversation, context), context),
        readWorkspace,
        // Whoever reads the question hears of a failure.
        expectQuestion: (tenant) => void readTeamWords(tenant).catch(() => {}),
        prompts: (context) => sampleQuestions(model, context),
        homeWorkspace: config.workspace,
        timezone: config.timezone,
        now,
        newId,
        newToken,
        log,
      }),
      happenings,
    );
    return {
      config,
      db,
      registry,
      discovery,
      handlers,
      log,
      now,
      newId,
      home,
      workspace: () => readWorkspace(db.tenant(home.tenantId), now()),
      readWorkspace,
      identify: (sender) => identify({ db, homeWorkspace: config.workspace, newId }, sender),
      refreshAudiences: refresh,
      readWords: async (tenantId) => {
        const tenant = db.tenant(tenantId);
        await readWorkspace(tenant, now())
          .then((workspace) => readVocabulary(tenant, workspace, model))
          .catch((error: unknown) => log.error({ err: error, tenantId }, 'the words could not be read'));
      },
      proposalDelivery,
      modelAgent,
      telemetry,
      mornings: createMornings(config, {
        ...{ db, registry, now, newId, newToken, random, log, proposalDelivery },
        refreshAudiences: refresh,
      }),
      operator: (surface) => ({
        surface,
        account: config.workspace,
        externalId: 'operator',
        displayName: operatorName(),
        timezone: config.timezone,
      }),
      stop: async () => {
        await handlers.drain();
        await telemetry.stop();
        if (!overrides.db) await db.close();
      },
    };
  } catch (error) {
    if (!overrides.db) await db.close();
    throw error;
  }
}

async function createDiscovery(
  { openai }: Config,
  db: Db,
  happenings: Telemetry['happenings'],
): Promise<DiscoveryServices> {
  const lexicon = loadLexicon();
  const embedders = watchEmbedders(createEmbedders(lexicon, openai), happenings);
  return { lexicon, embedders, vectors: await ensureVectorStore(db) };
}

/** The login name, where the system knows one (a container may not). */
function operatorName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'operator';
  }
}
