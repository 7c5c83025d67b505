import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldKey } from '../../src/shared/fold.ts'

test.each([
  ['Ёлкина Алёна', 'елкина алена'],
  ['  ул.  Ленина,  д. 5/2 ', 'ул ленина д 5 2'],
  ['ООО «ЖилКомСервис № 1»', 'ооо жилкомсервис 1'],
  ['Салтыков-Щедрин', 'салтыков щедрин'],
  ['TELE2 и Теле2', 'tele2 и теле2'],
  ['е\u0308лка', 'елка'],
  ['', ''],
  ['—', ''],
])('%j is searched as %j', (text, key) => {
  expect(foldKey(text)).toBe(key)
})

test('a key folds to itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(foldKey(foldKey(text))).toBe(foldKey(text))
    }),
  )
})
