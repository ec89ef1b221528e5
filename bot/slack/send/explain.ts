/** Why a place could not be written to, in a sentence for the person who asked there. */
const REASONS: Readonly<Record<string, string>> = {
  is_archived: 'that channel is archived',
  not_in_channel: 'I am not a member of that channel (invite me with /invite)',
  channel_not_found: 'I am not a member of that channel (invite me with /invite)',
  thread_not_found: 'that thread is gone',
  cannot_reply_to_message: 'that message takes no replies',
  restricted_action_thread_locked: 'that thread is locked',
};

export function whyUnreachable(code: string): string {
  return REASONS[code] ?? 'I cannot write there';
}
