/** What happens in a conversation as it goes over the wire to the page. */
import { type CardView, viewCard } from '../../cards/card-view.ts';
import type { ConversationEvent, Entry } from './conversations.ts';
import { PHONE_LIMIT, type PhoneMessage, phoneCard, phoneFile, phoneQuestion } from './phone-view.ts';

export type EventView =
  | { readonly type: 'entry'; readonly entry: EntryView }
  | Exclude<ConversationEvent, { type: 'entry' }>;

interface EntryView {
  readonly kind: Entry['kind'];
  readonly id: string;
  readonly at: string;
  readonly phone: readonly PhoneMessage[];
  /** Characters that one WhatsApp message may hold. */
  readonly phoneLimit: number;
  readonly text?: string;
  readonly card?: CardView;
  readonly edited?: boolean;
  /** Where the Slack payload of the card is. */
  readonly payload?: string;
  readonly name?: string;
  readonly bytes?: number;
  readonly private?: boolean;
  readonly href?: string;
}

export function viewEvent(thread: string, event: ConversationEvent): EventView {
  return event.type === 'entry' ? { type: 'entry', entry: viewEntry(thread, event.entry) } : event;
}

function viewEntry(thread: string, entry: Entry): EntryView {
  const base = { kind: entry.kind, id: entry.id, at: entry.at.toISOString(), phoneLimit: PHONE_LIMIT };
  switch (entry.kind) {
    case 'question':
      return { ...base, text: entry.text, phone: [phoneQuestion(entry.text)] };
    case 'card': {
      const { card, chartId } = entry.current;
      return {
        ...base,
        card: viewCard(card, chartId),
        edited: entry.earlier.length > 0,
        payload: `/api/conversations/${thread}/${entry.id}/slack`,
        phone: [...entry.earlier, entry.current].flatMap(phoneCard),
      };
    }
    case 'file': {
      const { name, bytes, fileId } = entry;
      return {
        ...base,
        name,
        bytes,
        private: entry.private,
        href: `/api/files/${fileId}`,
        phone: [phoneFile(name)],
      };
    }
    case 'fault':
      return { ...base, text: entry.text, phone: [] };
  }
}
