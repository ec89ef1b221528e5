/** Answers that somebody found wrong. */
export { type ReviewCase, readCases } from './reviews.ts';
export { reviewTools } from './tools.ts';
