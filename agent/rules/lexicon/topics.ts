/**
 * What people ask a marketing bot that these rules cannot answer, and what to tell them. Data: the phrases are
 * looked for only where a question could not be explained in full. The first topic that fits speaks.
 */
import { COMMANDS } from './topics/commands.ts';
import { JUDGEMENT } from './topics/judgement.ts';
import { CHURN_RATE, NOT_IN_DATA } from './topics/not-in-data.ts';
import type { Topic } from './topics/topic.ts';

export const TOPICS: readonly Topic[] = [...CHURN_RATE, ...COMMANDS, ...JUDGEMENT, ...NOT_IN_DATA];
