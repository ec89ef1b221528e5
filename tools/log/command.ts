/** `/walker log …` as words. */
const DAYS = new Set(['today', 'yesterday', 'week']);
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** `[today|yesterday|week|2026-03-18] [proposals | a person | a tool | what was done]`, in any order. */
export function parseLog(text: string): Record<string, unknown> {
  const words = text
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  const day = words.find((word) => DAYS.has(word.toLowerCase()) || DATE.test(word));
  const rest = words.filter((word) => word !== day);
  const about = rest.length === 1 && /^proposals?$/i.test(rest[0] ?? '') ? 'proposals' : undefined;
  const find = about || rest.length === 0 ? undefined : rest.join(' ');
  return {
    ...(day ? { day: day.toLowerCase() } : {}),
    ...(about ? { about } : {}),
    ...(find ? { find } : {}),
  };
}
