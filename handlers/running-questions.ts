/** Questions that a model is working on in this process, by the token of their Cancel button. */
export type RunningQuestions = Map<string, AbortController>;
