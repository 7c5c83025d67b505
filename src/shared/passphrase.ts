/** Words that the program proposes: ten bits each, of lists of 1024. */
export const passphraseWords = 7

/** The least characters of a passphrase that a person thinks of themselves, after `passphraseOf`. */
export const ownPassphraseLength = 12

/**
 * The passphrase as its key is made of it, however it was typed or told over a phone: case, the number of spaces,
 * ё or е, and a full stop at the end make no difference. Done twice it is the same.
 */
export const passphraseOf = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .normalize('NFC')
    .replaceAll('ё', 'е')
    .replace(/\s+/gu, ' ')
    .replace(/^\s+|[\s.]+$/gu, '')

/** The words of a passphrase, in order. */
export const wordsOf = (passphrase: string): string[] =>
  passphraseOf(passphrase)
    .split(' ')
    .filter((word) => word !== '')
