/**
 * The console's conversations, in this process's memory: they survive a reload of the page and show the
 * same in every tab, and are forgotten at a restart (what was asked and answered is in the database).
 */
import type { SendableCard } from '../../cards/card.ts';

export type Entry = { readonly id: string; readonly at: Date } & (
  | { readonly kind: 'question'; readonly text: string }
  | {
      readonly kind: 'card';
      readonly current: CardVersion;
      /** As it stood before each edit: WhatsApp cannot edit, it sends anew. */
      readonly earlier: readonly CardVersion[];
    }
  | {
      readonly kind: 'file';
      readonly fileId: string;
      readonly name: string;
      readonly bytes: number;
      readonly private: boolean;
    }
  | { readonly kind: 'fault'; readonly text: string }
);

export interface CardVersion {
  readonly card: SendableCard;
  /** Id of its chart, where it has one. */
  readonly chartId: string | null;
}

export type ConversationEvent =
  | { readonly type: 'entry'; readonly entry: Entry }
  /** `cancel`: the token that ends the work. */
  | { readonly type: 'progress'; readonly note: string; readonly cancel?: string }
  /** No work is going on. */
  | { readonly type: 'idle' };

interface ConversationSummary {
  readonly id: string;
  readonly title: string;
  readonly at: Date;
  readonly working: boolean;
}

type Listener = (event: ConversationEvent) => void;

export interface Conversations {
  /** Newest first. */
  list(): readonly ConversationSummary[];
  entry(thread: string, id: string): Entry | null;
  /** Adds the entry, or replaces the one with its id. The first one's `title` names the conversation. */
  put(thread: string, entry: Entry, title?: string): void;
  /** Says what is being done. */
  progress(thread: string, note: string): void;
  /** The token by which the work that goes on can be cancelled; null where it cannot. */
  cancellable(thread: string, token: string | null): void;
  /** Marks work as going on until the returned function is called. */
  begin(thread: string): () => void;
  /** Whatever happens from now on, until the returned function is called. */
  watch(thread: string, listener: Listener): () => void;
  /** What has been said so far, and `idle` unless work goes on; then whatever happens, as `watch`. */
  follow(thread: string, listener: Listener): () => void;
  /** All that was said, titles included; work goes on. */
  forget(): void;
}

interface Conversation {
  readonly id: string;
  title: string;
  at: Date;
  note: string;
  cancel: string | null;
  working: number;
  readonly entries: Map<string, Entry>;
  readonly listeners: Set<Listener>;
}

const MAX_CONVERSATIONS = 100;
const MAX_ENTRIES = 300;

const progressOf = ({ note, cancel }: Conversation): ConversationEvent => ({
  type: 'progress',
  note,
  ...(cancel === null ? {} : { cancel }),
});

export function createConversations(now: () => Date): Conversations {
  const all = new Map<string, Conversation>();

  const open = (id: string): Conversation => {
    const known = all.get(id);
    if (known) return known;
    for (const old of all.values()) {
      if (all.size < MAX_CONVERSATIONS) break;
      if (old.working === 0) all.delete(old.id);
    }
    const made = {
      id,
      title: '',
      at: now(),
      note: '',
      cancel: null,
      working: 0,
      entries: new Map(),
      listeners: new Set<never>(),
    };
    all.set(id, made);
    return made;
  };
  const tell = (conversation: Conversation, event: ConversationEvent) => {
    for (const listener of conversation.listeners) listener(event);
  };

  const watch = (conversation: Conversation, listener: Listener) => {
    conversation.listeners.add(listener);
    return () => void conversation.listeners.delete(listener);
  };

  return {
    list: () =>
      [...all.values()]
        .reverse()
        .filter((each) => each.entries.size > 0)
        .map(({ id, title, at, working }) => ({ id, title, at, working: working > 0 }))
        .sort((a, b) => b.at.getTime() - a.at.getTime()),
    entry: (thread, id) => all.get(thread)?.entries.get(id) ?? null,
    put(thread, entry, title) {
      const conversation = open(thread);
      conversation.at = now();
      if (conversation.title === '' && title) conversation.title = title;
      conversation.entries.set(entry.id, entry);
      const [oldest] = conversation.entries.keys();
      if (conversation.entries.size > MAX_ENTRIES && oldest) conversation.entries.delete(oldest);
      tell(conversation, { type: 'entry', entry });
    },
    progress(thread, note) {
      const conversation = open(thread);
      conversation.note = note;
      tell(conversation, progressOf(conversation));
    },
    cancellable(thread, token) {
      const conversation = open(thread);
      conversation.cancel = token;
      tell(conversation, progressOf(conversation));
    },
    begin(thread) {
      const conversation = open(thread);
      conversation.working += 1;
      conversation.note = '';
      return () => {
        conversation.working -= 1;
        if (conversation.working === 0) tell(conversation, { type: 'idle' });
      };
    },
    watch: (thread, listener) => watch(open(thread), listener),
    forget() {
      for (const conversation of all.values()) {
        conversation.entries.clear();
        conversation.title = '';
      }
    },
    follow(thread, listener) {
      const conversation = all.get(thread);
      if (!conversation) {
        listener({ type: 'idle' });
        return () => undefined;
      }
      for (const entry of conversation.entries.values()) listener({ type: 'entry', entry });
      if (conversation.working === 0) listener({ type: 'idle' });
      else listener(progressOf(conversation));
      return watch(conversation, listener);
    },
  };
}
