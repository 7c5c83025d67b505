import type { Token } from './tokens.ts'

/** Built-in functions that give the same for the same arguments and rows, whatever the day, the build or the row order. */
const repeatable = new Set([
  ...[
    'abs',
    'char',
    'coalesce',
    'concat',
    'format',
    'hex',
    'ifnull',
    'iif',
    'instr',
    'length',
    'lower',
    'ltrim',
  ],
  ...[
    'max',
    'min',
    'nullif',
    'octet_length',
    'printf',
    'quote',
    'replace',
    'round',
    'rtrim',
    'sign',
    'substr',
  ],
  ...['substring', 'trim', 'typeof', 'unhex', 'unicode', 'upper', 'zeroblob', 'avg', 'count', 'sum', 'total'],
  ...['json', 'json_array', 'json_array_length', 'json_extract', 'json_insert', 'json_object', 'json_patch'],
  ...['json_quote', 'json_remove', 'json_replace', 'json_set', 'json_type', 'json_valid', 'raise', 'cast'],
])

const clock = ['current_date', 'current_time', 'current_timestamp']

/** Words that an opening parenthesis may follow without making a call. */
const grammar = new Set([
  ...[
    'all',
    'and',
    'any',
    'as',
    'between',
    'by',
    'case',
    'check',
    'collate',
    'conflict',
    'default',
    'delete',
  ],
  ...[
    'distinct',
    'else',
    'escape',
    'except',
    'exists',
    'filter',
    'foreign',
    'from',
    'glob',
    'having',
    'if',
    'in',
  ],
  ...['insert', 'intersect', 'into', 'is', 'isnull', 'join', 'key', 'like', 'limit', 'materialized', 'not'],
  ...[
    'notnull',
    'null',
    'offset',
    'on',
    'or',
    'order',
    'over',
    'partition',
    'primary',
    'references',
    'returning',
  ],
  ...[
    'select',
    'set',
    'table',
    'then',
    'union',
    'unique',
    'update',
    'using',
    'values',
    'when',
    'where',
    'with',
  ],
  ...['of', 'index', 'strict', 'rowid', 'exec', 'begin'],
])

/** A word after which a name with a list of columns may stand. */
const namesFollow = new Set([
  'into',
  'table',
  'with',
  'recursive',
  'references',
  'index',
  'on',
  'of',
  'exists',
])

/** The first word of the text that reads the clock, draws a number or calls a function not known to be repeatable. */
export function findUnrepeatable(tokens: readonly Token[]): string | null {
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'word' && clock.includes(token.text)) return token.text
    if (isCall(tokens, index) && !repeatable.has(token.text)) return `${token.text}()`
  }
  return null
}

function isCall(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index]
  const next = tokens[index + 1]
  if (token === undefined || next?.kind !== 'symbol' || next.text !== '(') return false
  if (token.kind !== 'word' && token.kind !== 'quoted') return false
  if (token.kind === 'word' && grammar.has(token.text)) return false
  const before = tokens[index - 1]
  if (before?.kind === 'word' && namesFollow.has(before.text)) return false
  return !namesCommonTable(tokens, index)
}

/** `name(columns) AS (`: a further table of a WITH clause. */
function namesCommonTable(tokens: readonly Token[], index: number): boolean {
  const depth = tokens[index]?.depth
  const close = tokens.findIndex(
    (token, at) => at > index + 1 && token.kind === 'symbol' && token.text === ')' && token.depth === depth,
  )
  const after = tokens[close + 1]
  return close > 0 && after?.kind === 'word' && after.text === 'as' && tokens[close + 2]?.text === '('
}
