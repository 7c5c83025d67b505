/** How a balance is asked for and found in the answer. */
export interface BalanceQuestion {
  /** What is dialled, then what is answered to each menu: `*100#` or `*111# 1`. */
  readonly code: string
  /** A regular expression whose first group is the amount as the operator writes it. */
  readonly pattern: string
}

/** Any amount in rubles: `Баланс 123,45 р`, `минус 5 руб`, `Balans:1 234.56`. */
export const anyBalance = String.raw`(?:баланс|balan)\D{0,30}?(?:((?:минус|[-−])?\s?\d[\d ']{0,12}[.,]\d{1,2})|((?:минус|[-−])?\s?\d[\d ']{0,12})\s?[рr₽])`

/** What each operator's cards begin with. From the operators' own help pages of other years: unverified. */
const defaults: readonly { readonly network: string; readonly code: string }[] = [
  { network: '25001', code: '*100#' },
  { network: '25002', code: '*100#' },
  { network: '25011', code: '*100#' },
  { network: '25020', code: '*105#' },
  { network: '25099', code: '*102#' },
]

/** The question for a card by its network (the first five digits of its IMSI); null where we know none. */
export function questionFor(imsi: string): BalanceQuestion | null {
  const known = defaults.find(({ network }) => imsi.startsWith(network))
  return known === undefined ? null : { code: known.code, pattern: anyBalance }
}

/** `*100#` and answers to menus after it, each of digits, `*` and `#`. */
export const isUssdCode = (code: string): boolean => /^[*#][\d*#]{0,30}#( [\d*#]{1,10}){0,3}$/.test(code)

const patternMax = 160
const loopsMax = 3

/**
 * Why a pattern is not taken: it is too long or no expression, has no group for the amount, or could make the search
 * endless (a repeated group, a back reference, more than three unbounded repeats). Null when it is fit.
 */
export function patternProblem(
  pattern: string,
): 'too-long' | 'not-an-expression' | 'no-group' | 'endless' | null {
  if (pattern.length > patternMax) return 'too-long'
  const plain = pattern.replace(/\\[^1-9]/g, 'x')
  if (/\)[*+{]/.test(plain) || /\\[1-9]/.test(plain) || /\(\?<?[=!]/.test(plain)) return 'endless'
  if ((plain.replace(/\[[^\]]*\]/g, 'x').match(/[*+]|\{\d+,\}/g) ?? []).length > loopsMax) return 'endless'
  const compiled = compile(pattern)
  if (compiled === null) return 'not-an-expression'
  const groups = new RegExp(`${compiled.source}|`, 'iu').exec('')
  return (groups?.length ?? 0) > 1 ? null : 'no-group'
}

function compile(pattern: string): RegExp | null {
  try {
    return new RegExp(pattern, 'iu')
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

const answerMax = 300

/** Kopecks of an amount as an operator writes it; null where it is none. `1 234.56`, `-5`, `минус 12,3`. */
export function readAmount(text: string): number | null {
  const match = /^\s*(минус|minus|-|−)?\s*(\d[\d\s']*)(?:[.,](\d{1,2}))?\s*$/iu.exec(text)
  const [, sign, whole = '', part = ''] = match ?? []
  if (match === null) return null
  const kopecks = Number(whole.replace(/\D/g, '')) * 100 + Number(part.padEnd(2, '0'))
  if (!Number.isSafeInteger(kopecks)) return null
  return sign === undefined || kopecks === 0 ? kopecks : -kopecks
}

/** The balance in kopecks found in an answer; null where the pattern finds none, or is not fit. */
export function readBalance(answer: string, pattern: string): number | null {
  if (patternProblem(pattern) !== null) return null
  const found = compile(pattern)?.exec(answer.slice(0, answerMax).replace(/\s+/g, ' '))
  const amount = found?.slice(1).find((group) => group !== undefined)
  return amount === undefined ? null : readAmount(amount)
}
