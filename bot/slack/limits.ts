/** What Slack accepts, from its reference pages unless said otherwise. Lengths are in UTF-16 code units. */

/** Blocks in a message, and in an App Home view or a modal. */
export const MESSAGE_BLOCKS = 50;
export const VIEW_BLOCKS = 100;
/**
 * All blocks of a message as JSON. Not documented: Slack answers `msg_blocks_too_long` from about 13,200
 * characters on (slackapi/bolt-js issue 2509), so we stay below that.
 */
export const MESSAGE_CHARACTERS = 13_000;
/** The `text` beside blocks: notifications and screen readers. Slack cuts it at 40,000; nobody reads that. */
export const FALLBACK_TEXT = 3_000;

export const HEADER_TEXT = 150;
export const SECTION_TEXT = 3_000;
export const SECTION_FIELDS = 10;
export const FIELD_TEXT = 2_000;
export const CONTEXT_TEXT = 2_000;

export const ACTIONS_ELEMENTS = 25;
export const BUTTON_TEXT = 75;
export const BUTTON_VALUE = 2_000;
export const BLOCK_ID = 255;
export const ACCESSIBILITY_LABEL = 75;

export const CONFIRM_TITLE = 100;
export const CONFIRM_TEXT = 300;
export const CONFIRM_BUTTON = 30;

/** `table` and `data_table` rows without the header, and columns. */
export const TABLE_ROWS = 99;
export const TABLE_COLUMNS = 20;
/** All cells of all tables of a message. */
export const TABLE_CHARACTERS = 10_000;
export const TABLE_PAGE = 10;
export const TABLE_CAPTION = 200;

export const MODAL_TITLE = 24;
export const MODAL_BUTTON = 24;
export const MODAL_METADATA = 3_000;
export const INPUT_LABEL = 2_000;
/** `plain_text_input`: characters that may be typed, and that may stand in it at first. */
export const TEXT_INPUT = 3_000;
export const OPTION_TEXT = 75;
export const OPTION_VALUE = 75;
export const SELECT_OPTIONS = 100;
export const RADIO_OPTIONS = 10;

export const IMAGE_ALT_TEXT = 1_000;
export const FILE_TITLE = 255;
export const STATUS_TEXT = 100;
export const TASK_TITLE = 200;
/** Any text of a `plan_update` or `task_update` chunk. */
export const CHUNK_TEXT = 256;
/** Slack takes 50; more than this nobody reads. */
export const PLAN_TASKS = 20;
export const PROMPTS = 4;
export const PROMPT_TEXT = 150;

/** Messages per channel: about one a second. */
export const POST_INTERVAL_MS = 1_000;
/** Slack closes a stream after about five minutes; a new one is begun before. */
export const STREAM_LIFETIME_MS = 225_000;
