import { expect, test } from 'vitest'

const files = import.meta.glob<unknown>('../../src/renderer/i18n/*/*.json', {
  eager: true,
  import: 'default',
})
const sources = import.meta.glob<string>('../../src/shared/errors.ts', {
  eager: true,
  query: '?raw',
  import: 'default',
})
const plural = /_(?:zero|one|two|few|many|other)$/

const names = (language: string): string[] =>
  Object.keys(files)
    .filter((path) => path.includes(`/i18n/${language}/`))
    .map((path) => path.replace(/^.*\//, ''))
    .toSorted()

const read = (language: string, name: string): unknown => files[`../../src/renderer/i18n/${language}/${name}`]

/** `a.b` for each text, the forms of a plural as one. */
function keysOf(texts: unknown, above = ''): string[] {
  if (typeof texts !== 'object' || texts === null) return [above.replace(plural, '')]
  return Object.entries(texts).flatMap(([key, inner]) =>
    keysOf(inner, above === '' ? key : `${above}.${key}`),
  )
}

test('both languages have the same files', () => {
  expect(names('en')).toEqual(names('ru'))
})

test.each(names('ru'))('both languages have the same texts in %s', (name) => {
  expect([...new Set(keysOf(read('en', name)))].toSorted()).toEqual(
    [...new Set(keysOf(read('ru', name)))].toSorted(),
  )
})

test('each code of an error has its words', () => {
  const source = Object.values(sources).join('\n')
  const codes = [...source.matchAll(/^ {2}\| '([\w.-]+)'/gm)].map((match) => match[1])
  expect(codes.length).toBeGreaterThan(30)
  const written = keysOf(read('ru', 'errors.json')).map((key) => key.replace(/_.*$/, ''))
  expect([...new Set(written)].toSorted()).toEqual(codes.toSorted())
})
