/** One piece of a mask: digits so many times, or a letter that stands for itself. */
const piece = /\\d\{(\d{1,2})\}|\[0-9\]\{(\d{1,2})\}|(\\d|\[0-9\])|([\p{L}\d-])/uy

/**
 * A mask of account numbers as a person reads it: `10••••` for `^10\d{4}$`. Null for a mask that says more than
 * digits and fixed letters, which only its author can read.
 */
export function maskWords(mask: string): string | null {
  const bare = /^\^(.*)\$$/u.exec(mask)?.[1]
  if (bare === undefined || bare === '') return null
  let words = ''
  piece.lastIndex = 0
  while (piece.lastIndex < bare.length) {
    const match = piece.exec(bare)
    if (match === null) return null
    const [, counted, ranged, one, letter = ''] = match
    words += one === undefined ? letter + '•'.repeat(Number(counted ?? ranged ?? 0)) : '•'
  }
  return words
}
