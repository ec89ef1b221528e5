/** Answers that somebody found wrong. */
export { readCases } from './reviews.ts';
export { reviewTools } from './tools.ts';
