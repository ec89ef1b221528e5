/**
 * What Slack's reference says of blocks, checked as Slack checks it: the problems found, none for what Slack
 * takes. Written from the reference pages, not from the renderer's constants, so that one can be wrong alone.
 */
type Json = Record<string, unknown>;

const BLOCK_TYPES = new Set([
  'actions',
  'context',
  'context_actions',
  'data_table',
  'divider',
  'header',
  'image',
  'input',
  'rich_text',
  'section',
  'table',
]);
const MESSAGE_ONLY = new Set(['table', 'data_table', 'context_actions']);

export function blockProblems(blocks: unknown, surface: 'message' | 'view'): string[] {
  const problems: string[] = [];
  const say = (path: string, problem: string) => problems.push(`${problem} [json-pointer:${path}]`);
  if (!Array.isArray(blocks)) return ['blocks must be an array [json-pointer:/blocks]'];
  const most = surface === 'message' ? 50 : 100;
  if (blocks.length > most) say('/blocks', `no more than ${most} items allowed`);
  if (surface === 'message' && JSON.stringify(blocks).length > 13_200) say('/blocks', 'msg_blocks_too_long');
  const ids = new Set<string>();
  const actionIds = new Set<string>();
  for (const [index, block] of (blocks as Json[]).entries()) {
    const path = `/blocks/${index}`;
    const type = String(block.type);
    if (!BLOCK_TYPES.has(type)) say(`${path}/type`, `unsupported type: ${type}`);
    if (surface === 'view' && MESSAGE_ONLY.has(type)) say(`${path}/type`, `${type} is for messages`);
    if (block.block_id !== undefined) identifier(block.block_id, ids, `${path}/block_id`, say);
    checkBlock(block, type, path, say);
    // Inputs are told apart by their block.
    const actions = type === 'input' ? [] : elementsOf(block).flatMap(({ action_id }) => action_id ?? []);
    for (const action of actions) identifier(action, actionIds, `${path}/action_id`, say);
  }
  const characters = (blocks as Json[]).reduce((sum, block) => sum + cellCharacters(block), 0);
  if (characters > 10_000) say('/blocks', 'tables hold more than 10,000 characters');
  return problems;
}

function identifier(value: unknown, seen: Set<unknown>, path: string, say: Say): void {
  if (typeof value !== 'string' || value.length > 255)
    say(path, 'must be a string of at most 255 characters');
  if (seen.has(value)) say(path, 'must be unique');
  seen.add(value);
}

type Say = (path: string, problem: string) => void;

function checkBlock(block: Json, type: string, path: string, say: Say): void {
  const checks: Record<string, () => void> = {
    header: () => text(block.text, `${path}/text`, 150, say, 'plain_text'),
    section: () => section(block, path, say),
    context: () => {
      const elements = list(block.elements, `${path}/elements`, 1, 10, say);
      for (const element of elements) text(element, `${path}/elements`, 2_000, say);
    },
    actions: () => {
      for (const element of list(block.elements, `${path}/elements`, 1, 25, say)) button(element, path, say);
    },
    context_actions: () => {
      for (const element of list(block.elements, `${path}/elements`, 1, 5, say)) feedback(element, path, say);
    },
    rich_text: () => {
      for (const element of list(block.elements, `${path}/elements`, 1, 1_000, say))
        richText(element, path, say);
    },
    table: () => table(block, path, 100, say),
    data_table: () => {
      table(block, path, 101, say);
      if (typeof block.caption !== 'string' || block.caption === '')
        say(`${path}/caption`, 'missing caption');
      const page = block.page_size;
      if (page !== undefined && (typeof page !== 'number' || page < 1 || page > 100))
        say(`${path}/page_size`, 'out of range');
    },
    input: () => {
      text(block.label, `${path}/label`, 2_000, say, 'plain_text');
      choice(block.element as Json, `${path}/element`, say);
    },
    image: () => {
      if (typeof block.alt_text !== 'string' || block.alt_text.length > 2_000)
        say(`${path}/alt_text`, 'missing or too long');
    },
  };
  checks[type]?.();
}

function section(block: Json, path: string, say: Say): void {
  if (block.text === undefined && block.fields === undefined) say(path, 'text or fields required');
  if (block.text !== undefined) text(block.text, `${path}/text`, 3_000, say);
  if (block.fields !== undefined) {
    for (const field of list(block.fields, `${path}/fields`, 1, 10, say))
      text(field, `${path}/fields`, 2_000, say);
  }
}

function text(value: unknown, path: string, most: number, say: Say, type?: string): void {
  const object = (value ?? {}) as Json;
  if (object.type !== 'plain_text' && object.type !== 'mrkdwn') {
    say(path, 'not a text object');
    return;
  }
  if (type && object.type !== type) say(path, `must be ${type}`);
  if (typeof object.text !== 'string' || object.text.length === 0) {
    say(path, 'must be more than 0 characters');
    return;
  }
  if (object.text.length > most) say(path, `must be less than ${most + 1} characters`);
  if (object.type === 'mrkdwn') unescaped(object.text, path, say);
}

/** Whatever could mention or link must have been escaped. */
function unescaped(value: string, path: string, say: Say): void {
  if (/[<>]/.test(value)) say(path, 'unescaped < or >');
  if (/&(?!amp;|lt;|gt;)/.test(value)) say(path, 'unescaped &');
}

function button(element: Json, path: string, say: Say): void {
  if (element.type !== 'button') {
    say(path, `unsupported element ${element.type}`);
    return;
  }
  text(element.text, `${path}/text`, 75, say, 'plain_text');
  if (element.value !== undefined && String(element.value).length > 2_000) say(path, 'value too long');
  if (element.style !== undefined && element.style !== 'primary' && element.style !== 'danger')
    say(path, 'bad style');
  if (element.confirm !== undefined) {
    const confirm = element.confirm as Json;
    text(confirm.title, `${path}/confirm/title`, 100, say, 'plain_text');
    text(confirm.text, `${path}/confirm/text`, 300, say);
    text(confirm.confirm, `${path}/confirm/confirm`, 30, say, 'plain_text');
    text(confirm.deny, `${path}/confirm/deny`, 30, say, 'plain_text');
  }
}

function feedback(element: Json, path: string, say: Say): void {
  if (element.type !== 'feedback_buttons') {
    say(path, `unsupported element ${element.type}`);
    return;
  }
  for (const key of ['positive_button', 'negative_button']) {
    const thumb = (element[key] ?? {}) as Json;
    text(thumb.text, `${path}/${key}/text`, 75, say, 'plain_text');
    if (typeof thumb.value !== 'string' || thumb.value.length > 2_000)
      say(`${path}/${key}/value`, 'bad value');
    if (String(thumb.accessibility_label ?? '').length > 75) say(path, 'label too long');
  }
}

function richText(element: Json, path: string, say: Say): void {
  const known = ['rich_text_section', 'rich_text_list', 'rich_text_quote', 'rich_text_preformatted'];
  if (!known.includes(String(element.type))) {
    say(path, `unsupported rich text ${element.type}`);
    return;
  }
  for (const child of list(element.elements, path, 1, 1_000, say)) {
    if (element.type === 'rich_text_list') richText(child, path, say);
    else if (child.type !== 'text' || typeof child.text !== 'string' || child.text === '')
      say(path, 'empty rich text');
  }
}

function table(block: Json, path: string, mostRows: number, say: Say): void {
  const rows = Array.isArray(block.rows) ? (block.rows as Json[][]) : [];
  if (rows.length < 2 || rows.length > mostRows) say(`${path}/rows`, `must be 2 to ${mostRows} rows`);
  const width = rows[0]?.length ?? 0;
  if (width < 1 || width > 20) say(`${path}/rows`, 'must be 1 to 20 columns');
  for (const row of rows) {
    if (row.length !== width) say(`${path}/rows`, 'rows of different length');
    for (const one of row) cell(one, `${path}/rows`, say);
  }
}

function cell(one: Json, path: string, say: Say): void {
  if (one.type !== 'raw_text' && one.type !== 'raw_number') say(path, `unsupported cell ${one.type}`);
  if (typeof one.text !== 'string' || one.text === '') say(path, 'empty cell');
  if (one.type === 'raw_number' && typeof one.value !== 'number') say(path, 'number without value');
}

function choice(element: Json | undefined, path: string, say: Say): void {
  const type = String(element?.type);
  if (type === 'plain_text_input') {
    const longest = Number(element?.max_length ?? 3_000);
    if (!(longest >= 1 && longest <= 3_000)) say(path, 'max_length must be 1 to 3000');
    if (String(element?.initial_value ?? '').length > longest) say(path, 'initial_value too long');
    return;
  }
  if (type !== 'static_select' && type !== 'radio_buttons') {
    say(path, `unsupported element ${type}`);
    return;
  }
  const options = list(element?.options, `${path}/options`, 1, type === 'radio_buttons' ? 10 : 100, say);
  for (const option of options) {
    text(option.text, `${path}/options/text`, 75, say, 'plain_text');
    if (typeof option.value !== 'string' || option.value.length < 1 || option.value.length > 75)
      say(path, 'bad option value');
  }
  const values = options.map((option) => option.value);
  if (new Set(values).size !== values.length) say(path, 'option values not unique');
  if (element?.initial_option && !values.includes((element.initial_option as Json).value))
    say(path, 'initial option unknown');
}

function list(value: unknown, path: string, least: number, most: number, say: Say): Json[] {
  if (!Array.isArray(value)) {
    say(path, 'must be an array');
    return [];
  }
  if (value.length < least || value.length > most) say(path, `must have ${least} to ${most} items`);
  return value as Json[];
}

function elementsOf(block: Json): Json[] {
  if (Array.isArray(block.elements)) return block.elements as Json[];
  return block.element ? [block.element as Json] : [];
}

function cellCharacters(block: Json): number {
  const rows = Array.isArray(block.rows) ? (block.rows as Json[][]) : [];
  return rows.flat().reduce((sum, cell) => sum + String(cell.text ?? '').length, 0);
}

/** A modal or Home view, as `views.open` and `views.publish` check it. */
export function viewProblems(view: Json): string[] {
  const problems = blockProblems(view.blocks, 'view');
  const say: Say = (path, problem) => problems.push(`${problem} [json-pointer:${path}]`);
  if (view.type === 'modal') {
    text(view.title, '/title', 24, say, 'plain_text');
    for (const key of ['submit', 'close'])
      if (view[key] !== undefined) text(view[key], `/${key}`, 24, say, 'plain_text');
    if (String(view.private_metadata ?? '').length > 3_000) say('/private_metadata', 'too long');
    if (String(view.callback_id ?? '').length > 255) say('/callback_id', 'too long');
  } else if (view.type !== 'home') say('/type', 'must be modal or home');
  return problems;
}
