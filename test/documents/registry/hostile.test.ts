import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readRegistry } from '../../../src/main/documents/registry/registries.ts'
import { mostRejected } from '../../../src/main/documents/registry/rows.ts'
import { fileOf, plainProfile, textBytes } from './files.ts'

const quoting = { ...plainProfile, quote: '"' } as const

function problemOf(bytes: Uint8Array): string | undefined {
  const guessed = readRegistry(bytes, 'detect').guess.problem?.code
  expect(readRegistry(bytes, 'detect').end.problem?.code).toBe(guessed)
  return guessed
}

describe('files that are no registries', () => {
  test('no bytes', () => {
    expect(problemOf(new Uint8Array(0))).toBe('empty')
  })

  test('ten million line breaks', () => {
    expect(problemOf(Buffer.alloc(10_000_000, '\n'))).toBe('empty')
    expect(readRegistry(Buffer.alloc(10_000_000, '\n'), plainProfile).end.problem?.code).toBe('empty')
  })

  test('a line of 10 MB', () => {
    expect(problemOf(Buffer.alloc(10_000_000, 'A'))).toBe('line-too-long')
    expect(readRegistry(Buffer.alloc(10_000_000, 'A;'), plainProfile).end.problem?.code).toBe('line-too-long')
  })

  test.each([
    ['zeros', Buffer.alloc(5000)],
    [
      'a sheet of Excel',
      Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(100, 7), Buffer.from('xl/workbook.xml')]),
    ],
    ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj')],
    ['random bytes', Buffer.from(Array.from({ length: 4000 }, (_, at) => (at * 7919) % 256))],
  ])('%s', (_name, bytes) => {
    expect(problemOf(bytes)).toBe('binary')
  })

  test('prose', () => {
    expect(problemOf(textBytes('Уважаемые коллеги!\nРеестр пришлём завтра.\n'))).toBe('no-columns')
  })

  test('a profile that names no sums', () => {
    const { end } = readRegistry(fileOf(['100001;10,00']), { ...plainProfile, columns: ['account', 'name'] })
    expect(end.problem).toEqual({ code: 'column-missing', details: { column: 'amount' } })
  })

  test('more bad rows than any provider writes end the reading', () => {
    const { end, rejected } = readRegistry(Buffer.from('a\n'.repeat(mostRejected + 10)), plainProfile)
    expect(end.problem).toEqual({ code: 'too-many-rejected', details: { limit: mostRejected } })
    expect(rejected.length).toBeLessThanOrEqual(2000)
  })
})

describe('damaged rows among good ones', () => {
  test('NUL in a row rejects that row', () => {
    const lines = Array.from({ length: 20 }, (_, at) => `${100_000 + at};1,00`)
    const { end, rejected } = readRegistry(
      fileOf([...lines, '1000\u000099;1,00', '100099;1,00']),
      plainProfile,
    )
    expect(end).toMatchObject({ rows: 21, rejected: 1 })
    expect(rejected[0]).toMatchObject({ row: 21, code: 'control' })
  })

  test('a quotation mark that never closes costs its own row only', () => {
    const { end, rejected } = readRegistry(
      fileOf(['"100001;1,00', ...Array.from({ length: 30 }, (_, at) => `${200_000 + at};1,00`)]),
      quoting,
    )
    expect(end).toMatchObject({ rows: 30, rejected: 1 })
    expect(rejected[0]).toMatchObject({ row: 1, code: 'quote' })
  })

  test('a cell with a line break in it is one row, and the next row knows its line', () => {
    const profile = { ...quoting, columns: ['account', 'name', 'amount'] } as const
    const { rows } = readRegistry(fileOf(['100001;"Петрова\r\nАнна";1,00', '100002;x;2,00']), profile)
    expect(rows.map(({ row, name }) => [row, name])).toEqual([
      [1, 'Петрова Анна'],
      [3, 'x'],
    ])
  })

  test('a mark inside a name is a letter', () => {
    const profile = { ...quoting, columns: ['account', 'name', 'amount'] } as const
    expect(readRegistry(fileOf(['100001;ООО "Рога;1,00']), profile).rows[0]?.name).toBe('ООО "Рога')
  })
})

describe('properties', () => {
  const cell = fc.stringMatching(/^[А-Яа-яё ",;|]{0,20}$/)

  test('what a careful program writes is read back', () => {
    const record = fc.record({ name: cell, kopecks: fc.integer({ min: 0, max: 1e9 }) })
    fc.assert(
      fc.property(
        fc.array(record, { minLength: 1, maxLength: 30 }),
        fc.constantFrom(...([';', ',', '|'] as const)),
        (records, separator) => {
          const lines = records.map(({ name, kopecks }, at) => {
            const sum = `${Math.trunc(kopecks / 100)}.${String(kopecks % 100).padStart(2, '0')}`
            return [`${100_000 + at}`, `"${name.replaceAll('"', '""')}"`, sum].join(separator)
          })
          const profile = {
            ...quoting,
            encoding: 'utf-8',
            separator,
            columns: ['account', 'name', 'amount'],
          } as const
          const { rows } = readRegistry(fileOf(lines, 'utf-8'), profile)
          expect(rows.map(({ name, amount_kop }) => [name, amount_kop])).toEqual(
            records.map(({ name, kopecks }) => [name.replace(/\s+/g, ' ').trim(), kopecks]),
          )
        },
      ),
      { numRuns: 200 },
    )
  })

  test('any bytes end in rows, rejections or a problem, and never in an exception', () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc
        .constantFrom('100234;1,00\r\n', '"', ';', '\n', '=1;2\n', '#', 'Итого', '\u001a', '1126', '-')
        .map((text) => textBytes(text)),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const bytes = Buffer.concat(pieces)
        for (const profile of ['detect', plainProfile, { ...quoting, encoding: 'utf-8' }] as const) {
          const { rows, rejected, end } = readRegistry(bytes, profile)
          if (end.problem === null) expect(rows.length + rejected.length).toBe(end.rows + end.rejected)
          for (const row of rows) expect(Number.isSafeInteger(row.amount_kop)).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  })
})
