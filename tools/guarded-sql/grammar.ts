/**
 * The parts of PostgreSQL's parse tree that a guarded statement may be made of, and their fields. A node or a field
 * that is not listed refuses the statement: what a later version of the grammar brings is refused until somebody has
 * thought about it.
 */

/** `plain`: a value that says nothing dangerous; `tree`: walked; anything else is looked at by name in `guard.ts`. */
type Field = 'plain' | 'tree' | 'checked';

export const GRAMMAR: Readonly<Record<string, Readonly<Record<string, Field>>>> = {
  SelectStmt: {
    ...fields('tree', 'distinctClause', 'targetList', 'whereClause', 'groupClause', 'havingClause'),
    ...fields('tree', 'windowClause', 'valuesLists', 'sortClause', 'limitOffset', 'limitCount'),
    ...fields('checked', 'withClause', 'fromClause', 'larg', 'rarg'),
    ...fields('plain', 'groupDistinct', 'limitOption', 'op', 'all'),
  },
  WithClause: { ctes: 'checked' },
  CommonTableExpr: {
    ...fields('plain', 'ctename', 'ctematerialized'),
    aliascolnames: 'checked',
    ctequery: 'checked',
  },
  RangeVar: {
    ...fields('checked', 'relname', 'schemaname', 'alias'),
    ...fields('plain', 'inh', 'relpersistence'),
  },
  RangeSubselect: { lateral: 'plain', subquery: 'tree', alias: 'checked' },
  JoinExpr: { jointype: 'plain', ...fields('checked', 'larg', 'rarg', 'usingClause'), quals: 'tree' },
  Alias: { aliasname: 'plain', colnames: 'checked' },
  ResTarget: { name: 'plain', val: 'tree' },
  ColumnRef: { fields: 'checked' },
  A_Const: fields('plain', 'ival', 'fval', 'sval', 'boolval', 'isnull'),
  A_Expr: { ...fields('checked', 'kind', 'name'), ...fields('tree', 'lexpr', 'rexpr') },
  BoolExpr: { boolop: 'plain', args: 'tree' },
  NullTest: { arg: 'tree', nulltesttype: 'plain' },
  BooleanTest: { arg: 'tree', booltesttype: 'plain' },
  CaseExpr: fields('tree', 'arg', 'args', 'defresult'),
  CaseWhen: fields('tree', 'expr', 'result'),
  CoalesceExpr: { args: 'tree' },
  MinMaxExpr: { op: 'plain', args: 'tree' },
  A_ArrayExpr: { elements: 'tree' },
  RowExpr: { args: 'tree', row_format: 'plain' },
  List: { items: 'tree' },
  FuncCall: {
    funcname: 'checked',
    ...fields('tree', 'args', 'agg_order', 'agg_filter', 'over'),
    ...fields('plain', 'agg_within_group', 'agg_star', 'agg_distinct', 'funcformat'),
  },
  WindowDef: {
    ...fields('plain', 'name', 'refname', 'frameOptions'),
    ...fields('tree', 'partitionClause', 'orderClause', 'startOffset', 'endOffset'),
  },
  SortBy: { node: 'tree', sortby_dir: 'plain', sortby_nulls: 'plain' },
  GroupingSet: { kind: 'plain', content: 'tree' },
  GroupingFunc: { args: 'tree' },
  SubLink: { subLinkType: 'plain', testexpr: 'tree', operName: 'checked', subselect: 'tree' },
  TypeCast: { arg: 'tree', typeName: 'tree' },
  TypeName: { names: 'checked', typmods: 'tree', typemod: 'plain', arrayBounds: 'plain' },
  SQLValueFunction: { op: 'checked', typmod: 'plain' },
};

/** Fields whose node the parser writes without its kind around it. */
export const UNWRAPPED: Readonly<Record<string, string>> = {
  withClause: 'WithClause',
  alias: 'Alias',
  over: 'WindowDef',
  typeName: 'TypeName',
  larg: 'SelectStmt',
  rarg: 'SelectStmt',
};

export const EXPRESSIONS: ReadonlySet<string> = new Set([
  ...[
    'AEXPR_OP',
    'AEXPR_OP_ANY',
    'AEXPR_OP_ALL',
    'AEXPR_DISTINCT',
    'AEXPR_NOT_DISTINCT',
    'AEXPR_NULLIF',
    'AEXPR_IN',
  ],
  ...[
    'AEXPR_LIKE',
    'AEXPR_ILIKE',
    'AEXPR_SIMILAR',
    'AEXPR_BETWEEN',
    'AEXPR_NOT_BETWEEN',
    'AEXPR_BETWEEN_SYM',
  ],
  'AEXPR_NOT_BETWEEN_SYM',
]);

/** Where in the text a node stood. */
export const isPosition = (field: string): boolean =>
  /(?:^|_)(?:location|len|start|end)$/.test(field) || field === 'location';

function fields<F extends Field>(kind: F, ...names: readonly string[]): Record<string, F> {
  return Object.fromEntries(names.map((name) => [name, kind]));
}
