const letters: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ё: 'yo',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
}

/** What is not in the GSM 7-bit alphabet though it is no letter. */
const signs: Readonly<Record<string, string>> = {
  '«': '"',
  '»': '"',
  '„': '"',
  '“': '"',
  '”': '"',
  '’': "'",
  '–': '-',
  '—': '-',
  '−': '-',
  '№': 'N',
  '…': '...',
  '₽': 'r',
  '\u00A0': ' ',
  '\u202F': ' ',
}

const isUpper = (letter: string | undefined): boolean =>
  letter !== undefined && letter !== letter.toLowerCase()

/** `Щ` alone or before a small letter is `Shch`, within capitals `SHCH`. */
const upperCased = (latin: string, capitals: boolean): string =>
  capitals ? latin.toUpperCase() : latin.slice(0, 1).toUpperCase() + latin.slice(1)

/**
 * Russian in Latin letters, in the manner of ГОСТ 7.79-2000, system B, with plain letters for its marks, so that a
 * text of 160 goes as one part (GSM 7-bit) where Russian letters make three of it. What is not Russian stays.
 */
export function toLatin(text: string): string {
  const all = [...text.normalize('NFC')]
  return all
    .map((letter, index) => {
      const sign = signs[letter]
      if (sign !== undefined) return sign
      const latin = letters[letter.toLowerCase()]
      if (latin === undefined) return letter
      if (!isUpper(letter)) return latin
      const before = all[index - 1]
      const after = all[index + 1]
      const alone = !isUpper(after) && after?.toLowerCase() !== after?.toUpperCase()
      return upperCased(latin, !alone && (isUpper(after) || isUpper(before)))
    })
    .join('')
}
