/** An amount in kopecks: a safe integer. Amounts never pass through rubles as a fraction. */
export type Kopecks = number

const longestAmount = 40
const currency = /(?:₽|руб(?:лей|ля|ль)?\.?|р\.?|rub)$/iu
const plain = /^(\d+)(?:[.,](\d{1,2}))?$/
const spaceGrouped = /^(\d{1,3}(?: \d{3})+)(?:[.,](\d{1,2}))?$/
const dotGrouped = /^(\d{1,3}(?:\.\d{3})+),(\d{1,2})$/
const commaGrouped = /^(\d{1,3}(?:,\d{3})+)\.(\d{1,2})$/

/**
 * Reads a typed or imported amount in rubles («1 234,56», «1234.56», «1842», «1.234,56», with ₽, р or руб.).
 * Null for anything else: a sign, more than two decimals, a broken grouping, an amount beyond safe integers.
 */
export function parseMoney(text: string): Kopecks | null {
  if (text.length > longestAmount) return null
  const bare = text.replace(/\s+/gu, ' ').trim().replace(currency, '').trim()
  const match =
    plain.exec(bare) ?? spaceGrouped.exec(bare) ?? dotGrouped.exec(bare) ?? commaGrouped.exec(bare)
  const whole = match?.[1]
  if (whole === undefined) return null
  const kopecks = Number(whole.replace(/\D/g, '') + (match?.[2] ?? '').padEnd(2, '0'))
  return Number.isSafeInteger(kopecks) ? kopecks : null
}

/** As `parseMoney`, with an optional leading plus or minus (ASCII or U+2212). */
export function parseSignedMoney(text: string): Kopecks | null {
  const match = /^\s*([+\-−]?)\s*(\d.*)$/su.exec(text.slice(0, longestAmount + 1))
  if (match?.[2] === undefined) return null
  const kopecks = parseMoney(match[2])
  if (kopecks === null || match[1] === '' || match[1] === '+') return kopecks
  return kopecks === 0 ? 0 : -kopecks
}

/** For screens and paper: `1 842,50`, grouped by no-break spaces (U+00A0), a hyphen-minus before a negative. */
export function formatMoney(amount: Kopecks): string {
  const [sign, rubles, kopecks] = digitsOf(amount)
  return `${sign}${rubles.replace(/\B(?=(?:\d{3})+$)/g, '\u00a0')},${kopecks}`
}

/** For SMS, where a space is a letter paid for: `1842,50`. The texts put their own «р» after it. */
export function formatSmsMoney(amount: Kopecks): string {
  const [sign, rubles, kopecks] = digitsOf(amount)
  return `${sign}${rubles},${kopecks}`
}

/** For files with a decimal point: `1842.50`. */
export function formatMachineMoney(amount: Kopecks): string {
  const [sign, rubles, kopecks] = digitsOf(amount)
  return `${sign}${rubles}.${kopecks}`
}

function digitsOf(amount: Kopecks): readonly [sign: string, rubles: string, kopecks: string] {
  const digits = String(Math.abs(safe(amount))).padStart(3, '0')
  return [amount < 0 ? '-' : '', digits.slice(0, -2), digits.slice(-2)]
}

/** The sum of amounts; throws when it leaves the safe integers. */
export function sumMoney(amounts: Iterable<Kopecks>): Kopecks {
  let sum = 0
  for (const amount of amounts) sum = safe(sum + safe(amount))
  return sum
}

/** `amount × numerator / denominator` rounded half-up once (a half goes away from zero). Exact at any size. */
export function scaleMoney(amount: Kopecks, numerator: bigint, denominator: bigint): Kopecks {
  return roundHalfUp(BigInt(safe(amount)) * numerator, denominator)
}

/** An exact fraction of kopecks rounded half-up (a half goes away from zero); `denominator` > 0. */
export function roundHalfUp(numerator: bigint, denominator: bigint): Kopecks {
  if (denominator <= 0n) throw new RangeError('a fraction of money needs a positive denominator')
  const size = numerator < 0n ? -numerator : numerator
  const rounded = (2n * size + denominator) / (2n * denominator)
  return safe(Number(numerator < 0n && rounded > 0n ? -rounded : rounded))
}

function safe(amount: number): Kopecks {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not an amount in kopecks: ${amount}`)
  return amount
}
