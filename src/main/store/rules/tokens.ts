export type TokenKind = 'word' | 'quoted' | 'string' | 'number' | 'parameter' | 'symbol'

/** One token of an SQL text; words in lower case, quoted names without their quotes. `depth` counts open parentheses. */
export interface Token {
  readonly kind: TokenKind
  readonly text: string
  readonly depth: number
}

const pattern =
  /(?<space>\s+|--[^\n]*|\/\*[\s\S]*?\*\/)|(?<string>'(?:[^']|'')*')|(?<quoted>"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\])|(?<word>[\p{L}_][\p{L}\p{N}_$]*)|(?<number>\d[\w.]*|\.\d+)|(?<parameter>\?\d*|[:@$]\w+)|(?<symbol>[\s\S])/gu

/** Splits an SQL text as SQLite's tokenizer does, without comments and white space. */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = []
  let depth = 0
  for (const match of sql.matchAll(pattern)) {
    const groups = match.groups ?? {}
    if (groups['space'] !== undefined) continue
    if (match[0] === ')') depth -= 1
    tokens.push(toToken(match[0], groups, depth))
    if (match[0] === '(') depth += 1
  }
  return tokens
}

function toToken(text: string, groups: Readonly<Record<string, string | undefined>>, depth: number): Token {
  if (groups['word'] !== undefined) return { kind: 'word', text: text.toLowerCase(), depth }
  if (groups['quoted'] !== undefined) return { kind: 'quoted', text: text.slice(1, -1).toLowerCase(), depth }
  if (groups['string'] !== undefined) return { kind: 'string', text, depth }
  if (groups['number'] !== undefined) return { kind: 'number', text, depth }
  if (groups['parameter'] !== undefined) return { kind: 'parameter', text, depth }
  return { kind: 'symbol', text, depth }
}
