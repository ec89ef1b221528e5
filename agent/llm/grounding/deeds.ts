/**
 * Sentences in which a model says that it has changed something, or is about to. It never can: whatever it says of the
 * kind is false, however politely it was asked for. English only, and by its words: see docs/agent.md for what it misses.
 */

const DONE =
  '(?:sent|re-?sent|e-?mailed|texted|messaged|notified|posted|published|delivered|deleted|removed|erased|created|drafted|saved|stored|scheduled|approved|rejected|launched|started|stopped|ended|paused|resumed|cancell?ed|updated|changed|renamed|edited|applied|activated|deactivated|enabled|disabled|turned (?:on|off)|switched (?:on|off)|set up|subscribed|unsubscribed|exported|imported|invited|granted|revoked|dismissed|snoozed|submitted|rolled out|undone|archived)';
const DOING =
  '(?:send|e-?mail|text|message|notify|post|publish|deliver|delete|remove|erase|create|draft|save|schedule|approve|reject|launch|start|stop|pause|resume|cancel|update|rename|apply|activate|deactivate|enable|disable|subscribe|unsubscribe|export|import|invite|grant|revoke|dismiss|snooze|submit|roll out|archive)';
const DOING_NOW =
  '(?:sending|e-?mailing|texting|messaging|notifying|posting|publishing|deleting|removing|erasing|creating|scheduling|approving|launching|starting|stopping|pausing|cancell?ing|updating|applying|activating|subscribing|unsubscribing|exporting|importing)';
/** What people have this bot send, start and delete. */
const THING =
  '(?:campaigns?|segments?|audiences?|tests?|experiments?|briefs?|messages?|e-?mails?|newsletters?|budgets?|proposals?|drafts?|requests?|changes?|access tokens?|customers?|list|reminders?)';
const BY_THE_WAY =
  '(?:\\s+(?:just|now|already|also|then|gladly|successfully|immediately|therefore|hereby|duly))*';
const NOTHING = '(?!\\s+(?:nothing|no one|nobody|no\\b|with\\b|from\\b|by\\b))';

/** Of the model itself, whatever the results say. */
const OWN: readonly RegExp[] = [
  new RegExp(`\\bI(?:\\s+have|['’]ve)?${BY_THE_WAY}\\s+${DONE}\\b${NOTHING}`, 'iu'),
  new RegExp(
    `\\b(?:I\\s+will|I['’]ll|I(?:\\s+am|['’]m)\\s+going\\s+to)${BY_THE_WAY}\\s+${DOING}\\b${NOTHING}`,
    'iu',
  ),
  new RegExp(`\\bI(?:\\s+am|['’]m)${BY_THE_WAY}\\s+${DOING_NOW}\\b`, 'iu'),
  new RegExp(`\\bwe(?:\\s+have|['’]ve)?\\s+(?:just|now|successfully)\\s+${DONE}\\b`, 'iu'),
  new RegExp(
    `\\b${DONE}\\b[^.!?]*\\b(?:as\\s+(?:you\\s+)?(?:asked|requested|instructed|wished)|for\\s+you|on\\s+your\\s+behalf)\\b`,
    'iu',
  ),
  new RegExp(`\\b(?:successfully\\s+${DONE}|${DONE}\\s+successfully)\\b`, 'iu'),
  /^\W*(?:all\s+)?(?:done|all\s+set|mission\s+accomplished)(?:\s*[!.,:;–—-]|\s*$)/iu,
  new RegExp(`^\\W*${DONE}(?:\\s*[!.]|\\s+(?:it|them|your|the\\s+${THING}|to\\s+every))`, 'iu'),
];

/** Nothing of the kind happened: “the draft says how many; nothing is sent”. */
const NOT_DONE = '(?![^.!?]*\\b(?:nothing|nobody|no one|not|never)\\b)';

/** Of things of the house: facts where a result speaks of them, and inventions where none does. */
const OF_THINGS: readonly RegExp[] = [
  new RegExp(
    `\\b(?:your|the|this|that|every|all)\\s+${NOT_DONE}(?:[^.!?]{0,60}\\s)?${THING}(?:\\s[^.!?]{0,60})?\\s(?:was|were|is|are|(?:has|have)(?:\\s+\\w+)?\\s+been|got)${BY_THE_WAY}\\s+${DONE}\\b`,
    'iu',
  ),
  new RegExp(`^\\W*(?:(?:your|the)\\s+)?${THING}\\s+${DONE}\\s*[.!]?\\W*$`, 'iu'),
];

/**
 * Whether `sentence` says that something was or is being changed, which no result of this turn bears out.
 * `ofThings`: some result speaks of campaigns, segments and the like, so that what became of them may be said.
 */
export function claimsDeed(sentence: string, { ofThings }: { readonly ofThings: boolean }): boolean {
  // A button is what the model may offer, and a person presses it.
  if (/\bbuttons?\b/iu.test(sentence)) return false;
  return (
    OWN.some((pattern) => pattern.test(sentence)) ||
    (!ofThings && OF_THINGS.some((pattern) => pattern.test(sentence)))
  );
}
