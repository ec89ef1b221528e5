/**
 * Decides whether a statement may run, on the tree of PostgreSQL's own parser: one SELECT, made of listed nodes, over
 * listed tables, columns, functions, operators and types. What it lets through still runs read-only, for one tenant,
 * with limits of time, cost, rows and bytes (run-guarded.ts): the guard is one wall of several.
 */
import { loadModule, parseSync } from 'libpg-query';
import { EXPRESSIONS, GRAMMAR, isPosition, UNWRAPPED } from './grammar.ts';
import { OUTERMOST, type Range, rangeCalled, type Scope } from './scope.ts';
import { FUNCTIONS, OPERATORS, TABLES, TYPES, VALUE_WORDS } from './vocabulary.ts';

type Verdict =
  | { readonly kind: 'allowed'; readonly tables: readonly string[] }
  /** `because` is a sentence for the writer of the statement. */
  | { readonly kind: 'refused'; readonly because: string };

export type Guard = (statement: string) => Verdict;

type Node = Readonly<Record<string, unknown>>;

const LONGEST = 10_000;
/** Columns whose names may be said: those of the tables. */
const COLUMNS: ReadonlySet<string> = new Set(Object.values(TABLES).flat());

class Refused extends Error {}

/** Loads the parser; the guard itself waits for nothing. */
export async function createGuard(): Promise<Guard> {
  await loadModule();
  return (statement) => {
    try {
      if (statement.length > LONGEST) refuse(`The statement is longer than ${LONGEST} characters.`);
      return { kind: 'allowed', tables: [...check(statement)].sort() };
    } catch (error) {
      if (error instanceof Refused) return { kind: 'refused', because: error.message };
      // An expression of thousands of levels overflows the walk or the parser.
      if (error instanceof RangeError)
        return { kind: 'refused', because: 'The statement is nested too deeply.' };
      return { kind: 'refused', because: `The statement cannot be read: ${messageOf(error)}` };
    }
  };
}

function check(statement: string): ReadonlySet<string> {
  const { stmts = [] } = parseSync(statement) as { stmts?: readonly { stmt?: Node }[] };
  const [only] = stmts;
  if (stmts.length !== 1 || !only?.stmt) refuse('There must be exactly one statement.');
  const [[kind, node] = ['', {}]] = Object.entries(only?.stmt ?? {});
  if (kind !== 'SelectStmt') refuse('Only SELECT is allowed.');
  const walk = new Walk(namesGiven(only?.stmt));
  walk.select(node as Node, OUTERMOST);
  return walk.tables;
}

/** Names that the statement gives to what it computes: `sum(x) as revenue`, and what PostgreSQL calls it without. */
function namesGiven(tree: unknown, names = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(tree)) for (const each of tree) namesGiven(each, names);
  if (!isNode(tree)) return names;
  for (const [key, value] of Object.entries(tree)) {
    if (key === 'ResTarget' && isNode(value)) names.add(nameOf(value));
    if (key === 'aliascolnames' || key === 'colnames') for (const name of strings(value)) names.add(name);
    namesGiven(value, names);
  }
  return names;
}

const nameOf = ({ name, val }: Node): string => (typeof name === 'string' ? name : usualName(val));

/** As PostgreSQL names a column that nobody has named: after its function or type. */
function usualName(value: unknown): string {
  if (!isNode(value)) return '?column?';
  const [[kind, node] = ['', {}]] = Object.entries(value);
  if (!isNode(node)) return '?column?';
  if (kind === 'FuncCall') return strings(node.funcname).at(-1) ?? '?column?';
  if (kind === 'CoalesceExpr') return 'coalesce';
  if (kind === 'CaseExpr') return 'case';
  if (kind === 'MinMaxExpr') return node.op === 'IS_LEAST' ? 'least' : 'greatest';
  if (kind === 'TypeCast') {
    const inner = usualName(node.arg);
    return inner === '?column?' && isNode(node.typeName)
      ? (strings(node.typeName.names).at(-1) ?? inner)
      : inner;
  }
  return '?column?';
}

/** One walk over one statement. */
class Walk {
  readonly tables = new Set<string>();
  readonly #given: ReadonlySet<string>;

  constructor(given: ReadonlySet<string>) {
    this.#given = given;
  }

  select(node: Node, outer: Scope): void {
    assertKnown('SelectStmt', node);
    const derived = this.#with(node.withClause, outer);
    const ranges: Range[] = [];
    const scope: Scope = { derived, ranges, outer };
    for (const side of [node.larg, node.rarg]) if (isNode(side)) this.select(side, { ...scope, ranges: [] });
    // One after the other: a lateral subquery sees what stands before it.
    for (const item of list(node.fromClause)) this.#from(item, scope, ranges);
    this.#fields('SelectStmt', node, scope);
  }

  #with(clause: unknown, outer: Scope): ReadonlySet<string> {
    const derived = new Set(outer.derived);
    if (!isNode(clause)) return derived;
    assertKnown('WithClause', clause);
    for (const each of list(clause.ctes)) {
      const cte = inside(each, 'CommonTableExpr');
      assertKnown('CommonTableExpr', cte);
      // Not itself, not those after it: the name stands for a table there.
      this.select(inside(cte.ctequery, 'SelectStmt'), { derived: new Set(derived), ranges: [], outer });
      derived.add(String(cte.ctename));
    }
    return derived;
  }

  #from(item: unknown, scope: Scope, ranges: Range[]): void {
    const [kind, node] = kindOf(item);
    assertKnown(kind, node);
    if (kind === 'RangeVar') ranges.push(this.#table(node, scope));
    else if (kind === 'RangeSubselect') {
      const alias = isNode(node.alias) ? node.alias : {};
      assertKnown('Alias', alias);
      const seen = node.lateral ? scope : { ...scope, ranges: [] };
      this.select(inside(node.subquery, 'SelectStmt'), seen);
      ranges.push({ alias: String(alias.aliasname ?? ''), table: null });
    } else if (kind === 'JoinExpr') {
      this.#from(node.larg, scope, ranges);
      this.#from(node.rarg, scope, ranges);
      for (const name of strings(node.usingClause)) this.#column(name);
      this.#tree(node.quals, scope);
    } else refuse('FROM takes tables, subqueries and joins only.');
  }

  #table(node: Node, scope: Scope): Range {
    const name = String(node.relname);
    const alias = isNode(node.alias) ? node.alias : null;
    if (alias) assertKnown('Alias', alias);
    const called = String(alias?.aliasname ?? name);
    const qualified = node.schemaname !== undefined;
    if (!qualified && scope.derived.has(name)) return { alias: called, table: null };
    if ((qualified && node.schemaname !== 'public') || !Object.hasOwn(TABLES, name))
      refuse(`The table ${name} cannot be read here.`);
    // New names would hide which columns are meant.
    if (alias?.colnames) refuse('The columns of a table cannot be renamed in FROM.');
    this.tables.add(name);
    return { alias: called, table: name };
  }

  /** Walks a value of the tree, whatever it is. */
  #tree(value: unknown, scope: Scope): void {
    if (Array.isArray(value)) for (const each of value) this.#tree(each, scope);
    // A plain DISTINCT is a list with an empty node in it.
    else if (isNode(value) && Object.keys(value).length > 0) this.#node(...kindOf(value), scope);
  }

  #node(kind: string, node: Node, scope: Scope): void {
    if (kind === 'SelectStmt') {
      this.select(node, scope);
      return;
    }
    assertKnown(kind, node);
    this.#special(kind, node, scope);
    this.#fields(kind, node, scope);
  }

  #fields(kind: string, node: Node, scope: Scope): void {
    for (const [field, value] of Object.entries(node)) {
      if (GRAMMAR[kind]?.[field] !== 'tree') continue;
      const unwrapped = UNWRAPPED[field];
      if (unwrapped && isNode(value)) this.#node(unwrapped, value, scope);
      else this.#tree(value, scope);
    }
  }

  #special(kind: string, node: Node, scope: Scope): void {
    if (kind === 'ColumnRef') this.#columnRef(list(node.fields), scope);
    if (kind === 'FuncCall') assertListed(FUNCTIONS, node.funcname, 'function');
    if (kind === 'TypeName') assertListed(TYPES, node.names, 'type');
    if (kind === 'SubLink' && node.operName !== undefined) assertListed(OPERATORS, node.operName, 'operator');
    if (kind === 'SQLValueFunction' && !VALUE_WORDS.has(String(node.op)))
      refuse('Words about the server or its users are not allowed.');
    if (kind !== 'A_Expr') return;
    if (!EXPRESSIONS.has(String(node.kind))) refuse('This kind of comparison is not allowed.');
    assertListed(OPERATORS, operatorOf(node), 'operator');
  }

  #columnRef(fields: readonly unknown[], scope: Scope): void {
    const last = fields.at(-1);
    const names = fields.flatMap((field) => strings([field]));
    if (isNode(last) && 'A_Star' in last) {
      const [alias] = names;
      const ranges = alias === undefined ? scope.ranges : [rangeCalled(scope, alias)];
      if (names.length > 1 || ranges.length === 0 || ranges.some((range) => range?.table !== null))
        refuse('Name the columns of a table: * is allowed over subqueries only.');
      return;
    }
    const [first = '', second] = names;
    if (fields.length !== names.length || names.length > 2)
      refuse('A column is written as column or table.column.');
    if (second === undefined && rangeCalled(scope, first))
      refuse(`Name a column of ${first}, not the whole row.`);
    if (second !== undefined && !rangeCalled(scope, first)) refuse(`${first} is not a table of this query.`);
    this.#column(second ?? first);
  }

  #column(name: string): void {
    if (!COLUMNS.has(name) && !this.#given.has(name)) refuse(`The column ${name} cannot be read here.`);
    if (PERSONAL.has(name)) refuse(`The column ${name} tells who a person is and cannot be read here.`);
  }
}

/** Also where the statement gives the name to something of its own: the table's column may be meant. */
const PERSONAL: ReadonlySet<string> = new Set([
  ...[
    'first_name',
    'last_name',
    'email',
    'phone',
    'attributes',
    'profile_text',
    'search',
    'traits_text',
    'interests',
  ],
  ...[
    'colors',
    'channels',
    'text_hash',
    'criteria',
    'message_template',
    'tenant_id',
    'import_id',
    'line_key',
  ],
  ...['tableoid', 'ctid', 'xmin', 'xmax', 'cmin', 'cmax'],
]);

function operatorOf({ kind, name }: Node): unknown {
  // BETWEEN names itself where an operator would stand.
  return /BETWEEN/.test(String(kind)) ? [{ String: { sval: '=' } }] : name;
}

/** `names` is a path: alone, or in `pg_catalog`, where the parser itself puts what has a syntax of its own. */
function assertListed(listed: ReadonlySet<string>, names: unknown, what: string): void {
  const path = strings(names);
  const name = path.at(-1) ?? '';
  const here = path.length === 1 || (path.length === 2 && path[0] === 'pg_catalog');
  if (!here || path.length !== list(names).length || !listed.has(name))
    refuse(`The ${what} ${path.join('.')} is not allowed here.`);
}

function assertKnown(kind: string, node: Node): void {
  const known = GRAMMAR[kind];
  if (!known) refuse(`${kind} is not allowed here.`);
  for (const field of Object.keys(node))
    if (!isPosition(field) && !Object.hasOwn(known ?? {}, field))
      refuse(`${kind} with ${field} is not allowed here.`);
}

function kindOf(value: unknown): [string, Node] {
  const [entry, ...more] = Object.entries(isNode(value) ? value : {});
  if (!entry || more.length > 0 || !isNode(entry[1]))
    return refuse('A part of the statement cannot be read.');
  return [entry[0], entry[1]];
}

function inside(value: unknown, kind: string): Node {
  const [found, node] = kindOf(value);
  return found === kind ? node : refuse(`${found} is not allowed here.`);
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The texts of a list of `String` nodes; others are left out. */
function strings(value: unknown): readonly string[] {
  return list(value).flatMap((each) => {
    const text = isNode(each) && isNode(each.String) ? each.String.sval : undefined;
    return typeof text === 'string' ? [text] : [];
  });
}

function refuse(because: string): never {
  throw new Refused(because);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
