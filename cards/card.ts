/**
 * A `Card` is what a person gets: data, not markup. It knows no Slack mrkdwn, no emoji code and no
 * platform limit; each surface has one pure, total renderer that does.
 */
import type { ChartSpec } from './chart.ts';
import type { Format } from './format.ts';

/** A tool and its arguments: what every door ends in. Lives here because a card's buttons carry it. */
export interface Call {
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** How a card is to be read; surfaces may colour or phrase it differently. */
export type CardTone = 'answer' | 'question' | 'refusal' | 'notice' | 'error';

export type Cell = string | number | boolean | null;

export interface Headline {
  readonly label: string;
  readonly value: number | string | null;
  readonly format: Format;
  readonly change?: Change;
}

/** A difference against something named. `ratio` is null when the base is zero or absent. */
export interface Change {
  readonly difference: number;
  readonly ratio: number | null;
  readonly format: Format;
  /** What it is compared with: "Q3 2019", "the 30 days before". */
  readonly against: string;
  /** Whether more is better for this metric; `neutral` where nobody can say. */
  readonly good: 'up' | 'down' | 'neutral';
}

export interface TableColumn {
  readonly key: string;
  readonly label: string;
  readonly role: 'dimension' | 'time' | 'metric' | 'text';
  readonly format: Format;
  /** Good to have: where room is short it is left out before a cell of another column is cut. */
  readonly extra?: true;
}

export interface Table {
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly Readonly<Record<string, Cell>>[];
  /** Rows that exist beyond those listed (0 when all are here). */
  readonly omitted: number;
}

/** One stage of work shown as done, running or failed, with what it found. */
export interface Step {
  readonly title: string;
  readonly state: 'done' | 'running' | 'failed' | 'pending';
  readonly detail?: string;
  readonly durationMs?: number;
}

/** What to ask before a press counts: a modal where the surface has one, the defaults where it has not. */
export interface Form {
  readonly title: string;
  readonly submit: string;
  readonly fields: readonly FormField[];
}

/** What was chosen or typed is merged into the call's arguments under `key`. */
export type FormField = ChoiceField | TextField;

export interface ChoiceField {
  readonly kind?: 'choice';
  readonly key: string;
  readonly label: string;
  readonly options: readonly { readonly label: string; readonly value: string }[];
  readonly initial: string;
}

/** A line to type, or several where it is `multiline`. `initial` stands in it at first, and counts where a surface cannot ask. */
export interface TextField {
  readonly kind: 'text';
  readonly key: string;
  readonly label: string;
  readonly initial: string;
  readonly maxLength: number;
  readonly multiline?: true;
  /** May be left empty; nothing is merged into the call then. */
  readonly optional?: true;
}

export interface CallButton {
  readonly label: string;
  readonly call: Call;
  readonly style?: 'primary' | 'danger';
  /** A sentence to confirm before the press counts. */
  readonly confirm?: string;
  readonly form?: Form;
}

/** A button as a surface draws it: an opaque token in the place of the call. */
export interface TokenButton {
  readonly label: string;
  readonly token: string;
  readonly style?: 'primary' | 'danger';
  readonly confirm?: string;
  readonly form?: Form;
}

export interface Footnote {
  readonly kind: 'period' | 'filters' | 'definition' | 'freshness' | 'cost' | 'note' | 'action';
  readonly text: string;
  /** Id of the steps that it sums up; surfaces that can show them lead there. */
  readonly trace?: string;
}

/** `B` is `CallButton` where a tool makes the card, `TokenButton` where a surface draws it. */
export interface Card<B = CallButton> {
  readonly tone: CardTone;
  readonly title: string;
  readonly headlines?: readonly Headline[];
  /** Paragraphs of plain text. */
  readonly text?: readonly string[];
  readonly chart?: ChartSpec;
  readonly table?: Table;
  readonly steps?: readonly Step[];
  /** Preformatted text such as SQL. */
  readonly code?: { readonly language: 'sql' | 'json' | 'text'; readonly text: string };
  readonly buttons?: readonly B[];
  /** Thumbs up and down; drawn natively where the surface can. */
  readonly feedback?: { readonly up: B; readonly down: B };
  readonly footnotes?: readonly Footnote[];
  /** Shown to the asker alone (ephemeral, direct message). */
  readonly private?: boolean;
}

export interface SendableCard extends Card<TokenButton> {
  /** Shows the steps that a footnote sums up (`Footnote.trace`), where no page can be linked; quieter than a button. */
  readonly showSteps?: TokenButton;
}
