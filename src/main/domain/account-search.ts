import { foldKey } from '../../shared/fold.ts'
import { repairAccount } from './look-alikes.ts'

/**
 * What a text in the desk's search may mean. Words are folded as the stored search keys are
 * (`foldKey`). Several readings of one text are asked together.
 */
export type SearchReading =
  /** The beginning of an account number, or its end where the number has four digits or more. */
  | { readonly kind: 'account'; readonly prefix: string; readonly tail: string | null }
  /** The last digits of a phone, four at least; ten when a whole number was typed. */
  | { readonly kind: 'phone'; readonly tail: string }
  /** Beginnings of words of a name, all of which must be found. */
  | { readonly kind: 'name'; readonly prefixes: readonly string[] }
  /** Beginnings of words of a street, and the house and flat where they were typed. */
  | {
      readonly kind: 'address'
      readonly prefixes: readonly string[]
      readonly house: string | null
      readonly flat: string | null
    }

const longestSearch = 100
const mostWords = 6
const addressMarks = new Set([
  ...[
    'ул',
    'улица',
    'пр',
    'просп',
    'проспект',
    'пер',
    'переулок',
    'пл',
    'площадь',
    'наб',
    'ш',
    'шоссе',
    'мкр',
  ],
  ...[
    'бул',
    'бульвар',
    'б-р',
    'проезд',
    'пр-д',
    'пр-т',
    'тупик',
    'г',
    'город',
    'с',
    'село',
    'д',
    'дом',
    'кв',
  ],
  ...['квартира', 'корп', 'к', 'корпус', 'стр'],
])
const house = /^\d{1,4}(?:[а-яa-z]|[/-]\d{1,4}[а-яa-z]?)?$/u

/** The folded words of a name or a street, for the stored search keys; marks and «ул.» left out. */
export function searchWords(text: string): readonly string[] {
  return split(text).filter((word) => !addressMarks.has(word))
}

/** The readings of a typed text, the likeliest first; empty when there is nothing to look for. */
export function readSearch(text: string): readonly SearchReading[] {
  const typed = text.slice(0, longestSearch).trim()
  const bare = typed.replace(/[\s()№#+.-]/gu, '')
  if (/^\d+$/.test(bare)) return readDigits(bare, typed.startsWith('+'))
  if (/^\S*\d{3}\S*$/u.test(typed)) return readMixed(typed)
  return readWords(split(typed).slice(0, mostWords))
}

function readDigits(digits: string, international: boolean): readonly SearchReading[] {
  const readings: SearchReading[] = []
  const tail = digits.length >= 4 ? digits : null
  const whole = digits.length === 11 && /^[78]/.test(digits)
  if (!international) readings.push({ kind: 'account', prefix: digits, tail })
  if (tail !== null && digits.length <= 15)
    readings.push({ kind: 'phone', tail: tail.slice(whole ? 1 : -10) })
  return whole ? readings.reverse() : readings
}

/** An account with letters or a hyphen, as «75da533315-01». */
function readMixed(typed: string): readonly SearchReading[] {
  const number = repairAccount(typed.toUpperCase().replace(/[\s№#]/gu, ''))
  return /^[\dA-Z/-]{3,20}$/.test(number) ? [{ kind: 'account', prefix: number, tail: null }] : []
}

/** Words alone may be a name or a street; a mark («ул.») or a number after them makes them an address. */
function readWords(words: readonly string[]): readonly SearchReading[] {
  const numbers = words.filter((word) => house.test(word))
  const letters = words.filter((word) => !house.test(word))
  const marked = letters.some((word) => addressMarks.has(word) && word.length > 1)
  const prefixes = letters.filter((word) => !addressMarks.has(word))
  if (prefixes.length === 0) return []
  const address: SearchReading = {
    ...{ kind: 'address', prefixes },
    ...{ house: numbers[0] ?? null, flat: numbers[1] ?? null },
  }
  return marked || numbers.length > 0 ? [address] : [{ kind: 'name', prefixes }, address]
}

/** Words as the stored search keys hold them (`foldKey`), but for numbers of houses, which stay whole («12/2»). */
function split(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{M}\d/-]+/u)
    .map((word) => word.replace(/^[/-]+|[/-]+$/g, ''))
    .flatMap((word) => (house.test(word) || addressMarks.has(word) ? [word] : foldKey(word).split(' ')))
    .filter((word) => word !== '')
}
