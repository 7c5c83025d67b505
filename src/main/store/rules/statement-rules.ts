import { findUnrepeatable } from './functions.ts'
import { type Token, tokenize } from './tokens.ts'

/** A statement the store will not run: a bug of whoever wrote it, found when it is first prepared. */
export class StatementRefused extends Error {
  readonly sql: string

  constructor(reason: string, sql: string) {
    super(`${reason}: ${sql}`)
    this.name = 'StatementRefused'
    this.sql = sql
  }
}

export const changes: ReadonlySet<string> = new Set(['insert', 'update', 'delete', 'replace'])

/** Refuses whatever is not one SELECT. Throws `StatementRefused`. */
export function checkRead(sql: string): void {
  const tokens = single(sql)
  const first = tokens[0]?.text ?? ''
  if (!['select', 'with', 'values', 'explain'].includes(first)) throw new StatementRefused('not a read', sql)
  if (first === 'with' && mainVerb(tokens) !== 'select') throw new StatementRefused('not a read', sql)
}

/**
 * Refuses what would not do the same when the journal is replayed (the clock, random numbers, functions of ours,
 * rows in no stated order), and what is not a change of rows. Returns the number of `?` it binds.
 */
export function checkWrite(sql: string): number {
  const tokens = single(sql)
  const verb = mainVerb(tokens)
  if (!changes.has(verb)) throw new StatementRefused('not a change of rows', sql)
  const unrepeatable = findUnrepeatable(tokens)
  if (unrepeatable !== null) throw new StatementRefused(`${unrepeatable} would not replay the same`, sql)
  refuseUnordered(tokens, verb, sql)
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1]?.text ?? ''
    if (token.text === 'or' && token.kind === 'word' && ['fail', 'rollback'].includes(next)) {
      throw new StatementRefused(`OR ${next.toUpperCase()} leaves half a statement`, sql)
    }
    if (token.kind === 'parameter' && token.text !== '?') {
      throw new StatementRefused('only plain ? parameters are recorded', sql)
    }
  }
  return tokens.filter((token) => token.kind === 'parameter').length
}

function single(sql: string): Token[] {
  const tokens = tokenize(sql)
  while (tokens.at(-1)?.text === ';') tokens.pop()
  if (tokens.length === 0) throw new StatementRefused('an empty statement', sql)
  if (tokens.some((token) => token.kind === 'symbol' && token.text === ';')) {
    throw new StatementRefused('more than one statement', sql)
  }
  return tokens
}

/** The verb of a statement: the first word, or the one that follows the tables of a WITH clause. */
export function mainVerb(tokens: readonly Token[]): string {
  const first = tokens[0]?.text ?? ''
  if (first !== 'with') return first
  const verb = tokens.find(
    (token) =>
      token.depth === 0 && token.kind === 'word' && (changes.has(token.text) || token.text === 'select'),
  )
  return verb?.text ?? ''
}

/** Refuses a change of rows that depends on the order in which SQLite happens to find others. */
export function refuseUnordered(tokens: readonly Token[], verb: string, sql: string): void {
  const has = (word: string, depth: number): boolean =>
    tokens.some((token) => token.kind === 'word' && token.text === word && token.depth === depth)
  if ((verb === 'insert' || verb === 'replace') && has('select', 0) && !has('order', 0)) {
    throw new StatementRefused('INSERT … SELECT without ORDER BY', sql)
  }
  if (verb === 'update' && has('from', 0)) {
    throw new StatementRefused('UPDATE … FROM takes whichever row comes first', sql)
  }
  const deepest = Math.max(...tokens.map((token) => token.depth))
  for (let depth = 1; depth <= deepest; depth += 1) {
    if (has('limit', depth) && !has('order', depth)) throw new StatementRefused('LIMIT without ORDER BY', sql)
  }
}
