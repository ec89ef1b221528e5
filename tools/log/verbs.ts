/** What people say somebody did → how the tools begin that do it. */
const VERBS: readonly (readonly [said: RegExp, prefixes: readonly string[]])[] = [
  [/^appl(?:y|ied)$/, ['apply_']],
  [/^approved?$/, ['approve_', 'accept_']],
  [/^accept(?:ed)?$/, ['accept_']],
  [/^dismiss(?:ed)?$/, ['dismiss_']],
  [/^snoozed?$/, ['snooze_']],
  [/^(?:creat|mak|draft|sav)(?:e|ed)?$|^made$/, ['create_', 'save_']],
  [/^start(?:ed)?$/, ['start_']],
  [/^stop(?:ped)?$/, ['stop_']],
  [/^paused?$/, ['pause_']],
  [/^resumed?$/, ['resume_']],
  [/^cancel(?:l?ed)?$/, ['cancel_']],
  [/^(?:undo|undid|undone)$/, ['undo_']],
  [/^erased?$/, ['erase_']],
  [/^delet(?:e|ed)$/, ['delete_']],
  [/^renamed?$/, ['rename_']],
  [/^settled?$/, ['settle_']],
  [/^briefs?$/, ['deliver_brief']],
];

/** Beginnings of tools' names; null for a word that is no such verb. */
export function toolsThat(verb: string): readonly string[] | null {
  return VERBS.find(([said]) => said.test(verb.toLowerCase()))?.[1] ?? null;
}
