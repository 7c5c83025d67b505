import { findUnrepeatable } from './functions.ts'
import { changes, mainVerb, refuseUnordered, StatementRefused } from './statement-rules.ts'
import { type Token, tokenize } from './tokens.ts'

const connection = new Set([
  'attach',
  'begin',
  'commit',
  'detach',
  'pragma',
  'reindex',
  'rollback',
  'savepoint',
  'vacuum',
])
/** What to do with a conflict that leaves half a statement or ends the transaction under its caller. */
const halfway = new Set(['fail', 'rollback'])

/**
 * Refuses a migration script that reads the clock, draws numbers or steps out of its transaction, and tables and
 * triggers that would make later statements do so. Throws `StatementRefused`.
 */
export function checkScript(script: string): void {
  for (const tokens of splitStatements(tokenize(script))) {
    const first = tokens[0]?.text ?? ''
    if (connection.has(first)) throw new StatementRefused(`${first.toUpperCase()} in a migration`, script)
    const unrepeatable = findUnrepeatable(tokens)
    if (unrepeatable !== null) throw new StatementRefused(`${unrepeatable} would not replay the same`, script)
    if (tokens.some((token) => token.kind === 'parameter')) throw new StatementRefused('a parameter', script)
    refuseHalfway(tokens, script)
    refuseUnorderedTable(tokens, script)
    for (const statement of isTrigger(tokens) ? bodyOf(tokens) : [tokens]) {
      const verb = mainVerb(statement)
      if (changes.has(verb)) refuseUnordered(statement, verb, script)
    }
  }
}

/** `OR FAIL`, `ON CONFLICT ROLLBACK`, `RAISE (FAIL, …)` and the like, anywhere. */
function refuseHalfway(tokens: readonly Token[], script: string): void {
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'word' || !halfway.has(token.text)) continue
    const before = tokens[index - 1]?.text
    const raised = before === '(' && tokens[index - 2]?.text === 'raise'
    if (before === 'or' || before === 'conflict' || raised) {
      throw new StatementRefused(`${token.text.toUpperCase()} leaves half a statement`, script)
    }
  }
}

/** `CREATE TABLE … AS SELECT` numbers its rows in the order in which they come. */
function refuseUnorderedTable(tokens: readonly Token[], script: string): void {
  const words = tokens.filter((token) => token.kind === 'word' && token.depth === 0).map(({ text }) => text)
  const isTable = words[0] === 'create' && words.slice(1, 3).includes('table')
  if (isTable && words.includes('select') && !words.includes('order')) {
    throw new StatementRefused('CREATE TABLE … AS SELECT without ORDER BY', script)
  }
}

/** Statements of a script; a trigger's body stays with its trigger. */
function splitStatements(tokens: readonly Token[]): Token[][] {
  const statements: Token[][] = []
  let current: Token[] = []
  for (const token of tokens) {
    const ends = token.kind === 'symbol' && token.text === ';' && !insideBody(current)
    if (!ends) current.push(token)
    else if (current.length > 0) {
      statements.push(current)
      current = []
    }
  }
  return current.length > 0 ? [...statements, current] : statements
}

/** The statements between a trigger's BEGIN and END. */
function bodyOf(trigger: readonly Token[]): Token[][] {
  const begin = trigger.findIndex((token) => isWord(token, 'begin'))
  const end = trigger.findLastIndex((token) => isWord(token, 'end'))
  return splitStatements(trigger.slice(begin + 1, end))
}

/** Every CASE has an END of its own: the body ends with the one that is left over. */
function insideBody(current: readonly Token[]): boolean {
  if (!isTrigger(current)) return false
  const count = (word: string): number => current.filter((token) => isWord(token, word)).length
  return count('end') <= count('case')
}

function isTrigger(tokens: readonly Token[]): boolean {
  return tokens[0]?.text === 'create' && tokens.slice(1, 4).some((token) => isWord(token, 'trigger'))
}

function isWord(token: Token, word: string): boolean {
  return token.kind === 'word' && token.text === word
}
