const dropped = /[^\p{L}\p{N}\s]+/gu
const spaces = /\s+/gu

/**
 * The search key of a name or an address: lower case, ё as е, marks of punctuation as spaces, single spaces, none at
 * the ends. Latin letters that look like Cyrillic ones stay what they are.
 */
export function foldKey(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(dropped, ' ')
    .replace(spaces, ' ')
    .trim()
}
