import { type Kopecks, parseMoney } from '../../shared/money.ts'
import {
  exactKeyword,
  isFiller,
  isPolite,
  type Keyword,
  likelyKeyword,
  meansAll,
  meansNo,
  meansYes,
} from './command-words.ts'
import { repairAccount } from './look-alikes.ts'

/** What the request is about: an account number as typed (upper case), or a row of the list we sent, from 1. */
export type Target =
  | { readonly kind: 'account'; readonly number: string }
  | { readonly kind: 'row'; readonly row: number }

/** A client's SMS as understood. */
export type Command =
  | { readonly kind: 'debt' | 'tariff' | 'arrival' | 'claim'; readonly target: Target | null }
  | { readonly kind: 'order'; readonly target: Target | null; readonly amount: Kopecks | null }
  | { readonly kind: 'accounts' | 'help' | 'unknown' }
  | { readonly kind: 'stop'; readonly all: boolean }
  | { readonly kind: 'remind'; readonly wanted: boolean }
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'choice'; readonly row: number }

/** What we have asked this phone and not yet heard: it decides how bare digits are read. */
export interface CommandContext {
  /** An order waits for its code. */
  readonly codeExpected: boolean
  /** Rows of the list we sent last, 0 when none is open. */
  readonly menuRows: number
}

const unknown: Command = { kind: 'unknown' }
const longestRead = 400
const mostWords = 8
const mostClaimWords = 4

/**
 * Reads a client's SMS. Bare digits are a code while one is expected, then a row of an open list, then a digit
 * alias, then an account number (which asks for its debt). Account numbers and refusals are never guessed.
 */
export function readCommand(text: string, context: CommandContext): Command {
  const words = splitWords(text)
  if (words.length === 0) return unknown
  const stop = readStop(words)
  if (stop) return stop
  if (words.length > mostWords || text.trim().length > longestRead) return unknown
  const said = words.filter((word) => !isFiller(word))
  const [first, ...rest] = said
  if (first === undefined) return unknown
  if (rest.length === 0) {
    const answer = readAnswer(first, context)
    if (answer) return answer
  }
  if (meansNo(first) && rest.some((word) => exactKeyword(word) === 'remind')) {
    return { kind: 'remind', wanted: false }
  }
  const keyword = exactKeyword(first) ?? likelyKeyword(first)
  return keyword ? complete(keyword, rest) : bareAccount(said)
}

/**
 * A refusal is the first word of any text («Stop. Thank you»), or stands among polite words only. Inside a
 * sentence («не забудьте, автобус СТОП…») it is a word like another.
 */
function readStop(words: readonly string[]): Command | null {
  const at = words.findIndex((word) => exactKeyword(word) === 'stop')
  if (at < 0) return null
  const next = words[at + 1]
  const all = next !== undefined && meansAll(next)
  const others = words.filter((word, index) => index !== at && !meansAll(word))
  return at === 0 || others.every(isPolite) ? { kind: 'stop', all } : null
}

function readAnswer(word: string, context: CommandContext): Command | null {
  if (context.codeExpected && /^\d{4}$/.test(word)) return { kind: 'code', code: word }
  const row = readRow(word)
  return row !== null && row <= context.menuRows ? { kind: 'choice', row } : null
}

function complete(keyword: Keyword, rest: readonly string[]): Command {
  switch (keyword) {
    case 'accounts':
    case 'help':
      return { kind: keyword }
    case 'stop':
      return { kind: 'stop', all: rest[0] !== undefined && meansAll(rest[0]) }
    case 'remind':
      return readWish(rest)
    case 'code':
      return rest.length === 1 && /^\d{4,6}$/.test(rest[0] ?? '')
        ? { kind: 'code', code: rest[0] ?? '' }
        : unknown
    case 'order':
      return readOrder(rest)
    case 'claim':
      return rest.length < mostClaimWords ? { kind: 'claim', target: readTarget(rest) } : unknown
    default:
      return { kind: keyword, target: readTarget(rest) }
  }
}

function readWish(rest: readonly string[]): Command {
  const [word] = rest
  if (word === undefined || meansYes(word)) return { kind: 'remind', wanted: true }
  return meansNo(word) ? { kind: 'remind', wanted: false } : unknown
}

function readOrder(rest: readonly string[]): Command {
  const written = rest.findIndex(
    (word) => /\d/.test(word) && !/^\d+$/.test(word) && parseMoney(word) !== null,
  )
  const numbers = rest.filter((word, index) => index !== written && /\d/.test(word))
  const sum = written >= 0 ? rest[written] : numbers[1]
  const amount = sum === undefined ? null : parseMoney(sum)
  return { kind: 'order', target: numbers[0] === undefined ? null : asTarget(numbers[0]), amount }
}

function bareAccount(said: readonly string[]): Command {
  const target = said.length === 1 || said.every(isGroup) ? readTarget(said) : null
  return target?.kind === 'account' ? { kind: 'debt', target } : unknown
}

/** The first number of the rest; groups of digits typed apart («100 234») are one number. */
function readTarget(rest: readonly string[]): Target | null {
  const numbers = rest.filter((word) => /\d/.test(word))
  const joined = numbers.join('')
  if (numbers.length > 1 && numbers.every(isGroup) && joined.length >= 6 && joined.length <= 20) {
    return { kind: 'account', number: joined }
  }
  return numbers[0] === undefined ? null : asTarget(numbers[0])
}

const isGroup = (word: string) => /^\d{2,4}$/.test(word)

function asTarget(word: string): Target | null {
  const row = readRow(word)
  if (row !== null) return { kind: 'row', row }
  const number = repairAccount(word)
  const digits = number.replace(/\D/g, '').length
  return /^[\dA-Z/-]{3,20}$/.test(number) && digits >= 3 ? { kind: 'account', number } : null
}

function readRow(word: string): number | null {
  return /^[1-9]\d?$/.test(word) ? Number(word) : null
}

/** Upper case, Ё as Е, marks at the edges of words gone, «ДОЛГ100234» in two. Reads a bounded beginning only. */
function splitWords(text: string): readonly string[] {
  const upper = text.trim().slice(0, longestRead).normalize('NFC').toUpperCase().replaceAll('Ё', 'Е')
  return upper
    .split(/[\s\p{Cc}]+/u)
    .map((word) => (/^\?+$/.test(word) ? '?' : word.replace(/^[^\p{L}\d]+|[^\p{L}\d]+$/gu, '')))
    .map((word) => (word === 'Л/С' ? 'ЛС' : word))
    .flatMap(splitGlued)
    .filter((word) => word !== '')
}

function splitGlued(word: string): readonly string[] {
  const match = /^(\p{L}{3,})[-:№#]?(\d{3,}.*)$/u.exec(word)
  if (match?.[1] && match[2] && exactKeyword(match[1]) !== null) return [match[1], match[2]]
  const commas = word.split(/[,;.:!]+(?=\p{L})|(?<=\p{L})[,;.:!]+/u)
  return commas.length > 1 ? commas : [word]
}
