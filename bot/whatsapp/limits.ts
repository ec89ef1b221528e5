/** What WhatsApp and Twilio accept, and how much of a card a phone should show. Lengths in UTF-16 code units. */

/** Free text of one message (Twilio, "Messages resource": 1,600 characters). */
export const MESSAGE_CHARACTERS = 1_600;
/** A long answer is at most this many messages; what is left out is said. */
export const MESSAGES_PER_CARD = 2;

/** Lines a table takes. */
export const TABLE_LINES = 5;
/** One line of a table, and one written value in it. */
export const TABLE_LINE = 180;
export const CELL = 60;

export const TITLE = 200;
export const HEADLINES = 8;
export const HEADLINE_LABEL = 80;
export const CODE = 1_100;
export const STEPS = 12;
export const STEP = 200;

/** Buttons are numbered lines of text. */
export const BUTTONS = 12;
export const BUTTON_LABEL = 40;
/** Buttons and footnotes together; they stand at the end and are never pushed out. */
export const TAIL_CHARACTERS = 900;
export const FOOTNOTE = 220;
export const FOOTNOTES = 6;

/** Text under a picture. */
export const CAPTION = 300;
export const FILE_NAME = 120;
