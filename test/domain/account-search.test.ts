import { describe, expect, test } from 'vitest'
import { readSearch, searchWords } from '../../src/main/domain/account-search.ts'

describe('digits in the search', () => {
  test('an account number is looked for by its beginning and its end', () => {
    expect(readSearch('100234')[0]).toEqual({ kind: 'account', prefix: '100234', tail: '100234' })
  })

  test('four digits may be the end of a phone, three may not', () => {
    expect(readSearch('6789')).toContainEqual({ kind: 'phone', tail: '6789' })
    expect(readSearch('678')).toEqual([{ kind: 'account', prefix: '678', tail: null }])
  })

  test.each(['89123456789', '8 (912) 345-67-89', '79123456789'])(
    '%s is a phone before it is an account',
    (text) => {
      expect(readSearch(text)[0]).toEqual({ kind: 'phone', tail: '9123456789' })
    },
  )

  test('a plus makes it a phone only', () => {
    expect(readSearch('+7 912 345-67-89')).toEqual([{ kind: 'phone', tail: '9123456789' }])
  })

  test('an account with letters keeps them, look-alikes repaired', () => {
    expect(readSearch('75dа533315-01')).toEqual([{ kind: 'account', prefix: '75DA533315-01', tail: null }])
  })
})

describe('words in the search', () => {
  test('a name is looked for by the beginnings of its words, ё as е', () => {
    expect(readSearch('Фёдоров ив')[0]).toEqual({ kind: 'name', prefixes: ['федоров', 'ив'] })
  })

  test('one word may be a street too', () => {
    expect(readSearch('Лени').map((one) => one.kind)).toEqual(['name', 'address'])
  })

  test.each(['ул. Ленина, д. 10, кв. 15', 'ленина 10 15', 'Ленина д 10 кв 15'])(
    '«%s» is an address',
    (text) => {
      expect(readSearch(text)).toEqual([{ kind: 'address', prefixes: ['ленина'], house: '10', flat: '15' }])
    },
  )

  test('a house may carry a letter or a fraction', () => {
    expect(readSearch('Мира 12а')).toEqual([
      { kind: 'address', prefixes: ['мира'], house: '12а', flat: null },
    ])
    expect(readSearch('Мира 12/2 4')).toMatchObject([{ house: '12/2', flat: '4' }])
  })

  test('a double name is two words, as its stored key is', () => {
    expect(readSearch('Салтыков-Щедрин')[0]).toEqual({ kind: 'name', prefixes: ['салтыков', 'щедрин'] })
  })

  test('marks stay out of the stored keys', () => {
    expect(searchWords('г. Тутаев, ул. Розы Люксембург, д. 5')).toEqual(['тутаев', 'розы', 'люксембург', '5'])
  })
})

describe('nothing to look for', () => {
  test.each(['', '   ', '!!!', '%', "' -- ", 'ул.'])('«%s» has no reading', (text) => {
    expect(readSearch(text)).toEqual([])
  })

  test('a pasted book is read at its beginning only', () => {
    const [first] = readSearch('слово '.repeat(10_000))
    expect(first?.kind === 'name' && first.prefixes.length).toBe(6)
  })
})
