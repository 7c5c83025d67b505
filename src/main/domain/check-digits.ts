/** Whether a number's own check digits agree; a failed check is a warning, never a refusal. */
export type DigitCheck = 'ok' | 'wrong-digits' | 'wrong-length'

const innWeights = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]
const accountWeights = [7, 1, 3]
/** Currencies of clearing accounts are coded by a letter in the sixth place: А В С Е Н К М Р Т Х. */
const clearingLetters = 'АВСЕНКМРТХ'

/** ИНН of an organisation (10 digits) or a person (12). */
export function checkInn(inn: string): DigitCheck {
  if (!/^(?:\d{10}|\d{12})$/.test(inn)) return 'wrong-length'
  const digits = [...inn].map(Number)
  const control = (count: number) => {
    const weights = innWeights.slice(innWeights.length - count)
    return (weigh(digits.slice(0, count), weights) % 11) % 10
  }
  const right =
    inn.length === 10 ? control(9) === digits[9] : control(10) === digits[10] && control(11) === digits[11]
  return right ? 'ok' : 'wrong-digits'
}

/** БИК is nine digits; it carries no check digit. */
export function isBic(bic: string): boolean {
  return /^\d{9}$/.test(bic)
}

/**
 * The key of a 20-digit bank account against its bank's БИК (Bank of Russia, order of 08.09.1997 № 515).
 * Treasury accounts follow rules of their own, so that they too may warn.
 */
export function checkBankAccount(account: string, bic: string): DigitCheck {
  const digits = accountDigits(account)
  if (digits === null || !isBic(bic)) return 'wrong-length'
  return weighAccount(digits, account, bic) % 10 === 0 ? 'ok' : 'wrong-digits'
}

/** The account with the right key in its ninth place, null when it is not 20 digits or the БИК not nine. */
export function withAccountKey(account: string, bic: string): string | null {
  const keyless = `${account.slice(0, 8)}0${account.slice(9)}`
  const digits = accountDigits(keyless)
  if (digits === null || !isBic(bic)) return null
  const key = ((weighAccount(digits, account, bic) % 10) * 3) % 10
  return `${account.slice(0, 8)}${key}${account.slice(9)}`
}

function accountDigits(account: string): readonly number[] | null {
  const letter = clearingLetters.indexOf(account.charAt(5))
  const bare =
    letter < 0 || account.charAt(5) === '' ? account : `${account.slice(0, 5)}${letter}${account.slice(6)}`
  return /^\d{20}$/.test(bare) ? [...bare].map(Number) : null
}

// A correspondent account, and one in a settlement centre of the Bank of Russia (its БИК ends in 000–002), is
// keyed with the number of that centre; a client's with the end of the bank's БИК.
function weighAccount(digits: readonly number[], account: string, bic: string): number {
  const atCentre = account.startsWith('301') || /00[0-2]$/.test(bic)
  const prefix = atCentre ? `0${bic.slice(4, 6)}` : bic.slice(6)
  const all = [...[...prefix].map(Number), ...digits]
  return all.reduce((sum, digit, index) => sum + ((digit * (accountWeights[index % 3] ?? 0)) % 10), 0)
}

function weigh(digits: readonly number[], weights: readonly number[]): number {
  return digits.reduce((sum, digit, index) => sum + digit * (weights[index] ?? 0), 0)
}
