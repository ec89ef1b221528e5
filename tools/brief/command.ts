/** `/walker brief`, `subscribe`, `unsubscribe`, `subscriptions` as words. */

/** Any words after it are a question: “brief me on Chicago”. */
export const parseBrief = (text: string): Record<string, unknown> | null =>
  text.trim() === '' || /^(today|now|show)$/i.test(text.trim()) ? {} : null;
