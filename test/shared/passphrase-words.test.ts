import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { passphraseOf } from '../../src/shared/passphrase.ts'

const read = (lang: string): string[] =>
  readFileSync(join(import.meta.dirname, `../../resources/words/${lang}.txt`), 'utf8')
    .trimEnd()
    .split('\n')

/** A word with each of its letters in turn replaced by `put`. */
const without = (word: string, put: '' | '*'): string[] =>
  [...word].map((_, at) => `${word.slice(0, at)}${put}${word.slice(at + 1)}`)

/** Russian as it is heard: unstressed vowels, voiceless ends, one letter for a doubled one. */
const heard = (word: string): string =>
  [...word]
    .map((letter) => 'пфктшсаииаишй'['бвгджзоеяэыщй'.indexOf(letter)] ?? letter)
    .join('')
    .replaceAll(/[ьъ]/gu, '')
    .replaceAll(/тс|тц/gu, 'ц')
    .replaceAll(/(.)\1+/gu, '$1')

const twice = (texts: readonly string[]): string[] => texts.filter((text, at) => texts.indexOf(text) !== at)

describe.each([
  ['ru', /^[а-я]{4,8}$/u],
  ['en', /^[a-z]{4,8}$/],
])('the words of a passphrase in %s', (lang, shape) => {
  const words = read(lang)

  test('are 1024, ten bits each, in the order of the alphabet', () => {
    expect(words).toHaveLength(1024)
    expect(words).toEqual([...new Set(words)].toSorted())
  })

  test('have four to eight letters, none that is typed in two ways', () => {
    expect(words.filter((word) => !shape.test(word) || passphraseOf(word) !== word)).toEqual([])
  })

  test('are told apart by their first four letters', () => {
    expect(twice(words.map((word) => word.slice(0, 4)))).toEqual([])
  })

  test('never become one another by one letter changed, left out or added', () => {
    expect(twice(words.flatMap((word) => without(word, '*')))).toEqual([])
    const known = new Set(words)
    expect(words.flatMap((word) => without(word, '')).filter((shorter) => known.has(shorter))).toEqual([])
  })
})

test('no two Russian words are heard as one', () => {
  expect(twice(read('ru').map(heard))).toEqual([])
})
