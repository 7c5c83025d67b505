/** Latin letters and the Cyrillic ones that look the same, both upper case, position by position. */
const latin = 'ABCEHKMOPTXY'
const cyrillic = 'АВСЕНКМОРТХУ'

const toCyrillicLetter = new Map([...latin].map((letter, index) => [letter, cyrillic[index] ?? letter]))
const toLatinLetter = new Map([...cyrillic].map((letter, index) => [letter, latin[index] ?? letter]))
const wordDigits = new Map([
  ['0', 'О'],
  ['3', 'З'],
])
const accountDigits = new Map([
  ['O', '0'],
  ['О', '0'],
  ['З', '3'],
  ['I', '1'],
  ['L', '1'],
  ['|', '1'],
])

/**
 * The readings of one upper-case word typed with a mixture of alphabets («CTOП», «CPOK», «Д0ЛГ»): as it is,
 * wholly Cyrillic, wholly Latin. A reading in which a foreign letter would remain is left out.
 */
export function scriptReadings(word: string): readonly string[] {
  const asCyrillic = replaceAll(replaceAll(word, toCyrillicLetter), wordDigits)
  const asLatin = replaceAll(word, toLatinLetter)
  const readings = [word]
  if (/^[А-Я]+$/.test(asCyrillic)) readings.push(asCyrillic)
  if (/^[A-Z]+$/.test(asLatin)) readings.push(asLatin)
  return readings
}

/**
 * An account number as typed, upper case: letters that stand for digits become digits where nothing else is
 * left («1ОО234»), otherwise look-alikes become Latin («75dа533315-01»). Never guesses a digit.
 */
export function repairAccount(word: string): string {
  const digits = replaceAll(word, accountDigits)
  const typed = word.replace(/\D/g, '').length
  return /^[\d/-]+$/.test(digits) && typed >= 2 ? digits : replaceAll(word, toLatinLetter)
}

function replaceAll(word: string, letters: ReadonlyMap<string, string>): string {
  return [...word].map((letter) => letters.get(letter) ?? letter).join('')
}
