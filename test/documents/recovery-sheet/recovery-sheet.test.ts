import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { RecoverySheetData } from '../../../src/main/app/ports/documents.ts'
import { createDocuments } from '../../../src/main/documents/documents.ts'
import { readPdfFonts } from '../../../src/main/documents/pdf/fonts.ts'
import { sheetDefinition } from '../../../src/main/documents/recovery-sheet/definition.ts'

const words = ['чайник', 'река', 'самовар', 'лодка', 'флаг', 'мост', 'ястреб']
const sample: RecoverySheetData = {
  lang: 'ru',
  office: 'Касса на Советской',
  officeId: '9f3a12c0b7714e55a0d1c2e3f4051627',
  day: '2026-11-15',
  passphrase: words.join(' '),
}

/** Every text of a document's content, in order. */
function textsOf(node: unknown): string[] {
  if (typeof node === 'string') return [node]
  if (Array.isArray(node)) return node.flatMap(textsOf)
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, value]) =>
    ['text', 'stack', 'table', 'body', 'ol', 'ul'].includes(key) ? textsOf(value) : [],
  )
}

const printed = (changes: Partial<RecoverySheetData>): string[] =>
  textsOf(sheetDefinition({ ...sample, ...changes }).content)

describe('what the recovery sheet says', () => {
  test('each word stands after its number, in order', () => {
    const texts = printed({})
    const from = texts.indexOf('1  ')
    expect(texts.slice(from, from + 14)).toEqual(words.flatMap((word, at) => [`${at + 1}  `, word]))
  })

  test('the office, the day, its number and the folder of its copies are named', () => {
    const texts = printed({})
    for (const text of [
      'Касса на Советской',
      '15.11.2026',
      '9f3a 12c0 b771 4e55 a0d1 c2e3 f405 1627',
      'kvitok-9f3a12c0',
    ])
      expect(texts).toContain(text)
  })

  test('an office that is only being made has no empty line for its name', () => {
    expect(printed({ office: '' })).not.toContain('Офис')
  })

  test('a passphrase that is no list of words is printed as one text', () => {
    const own = 'мама мыла-раму,в-понедельник.и-во-вторник'
    expect(printed({ passphrase: own })).toContain(own)
  })

  test('what is lost with both the sheet and the computer is said in each language', () => {
    expect(printed({}).join(' ')).toContain('данные офиса не откроет никто')
    expect(printed({ lang: 'en' }).join(' ')).toContain('nobody can open the office’s data')
  })
})

describe('the PDF', async () => {
  const fonts = await readPdfFonts(join(import.meta.dirname, '../../../resources/fonts'))
  const documents = createDocuments({ fonts })
  const pages = (pdf: Uint8Array): number =>
    Buffer.from(pdf)
      .toString('latin1')
      .match(/\/Type \/Page\b/g)?.length ?? 0

  test.each([
    ['seven words', sample],
    [
      'seven words in English',
      { ...sample, lang: 'en' as const, passphrase: 'abbey zodiac river lamp stone acorn yogurt' },
    ],
    [
      'the longest names and twelve words',
      { ...sample, office: 'Щ'.repeat(200), passphrase: Array(12).fill('шампиньоны').join(' ') },
    ],
    [
      'the longest passphrase of a person',
      { ...sample, office: 'Щ'.repeat(200), passphrase: 'щ'.repeat(200) },
    ],
  ])('is one A4 page: %s', async (_what, data) => {
    const pdf = await documents.recoverySheet(data)
    expect(pages(pdf)).toBe(1)
    expect(Buffer.from(pdf).toString('latin1')).toMatch(/\/MediaBox \[0 0 595\.28 841\.89\]/)
  })

  test('of the same words is the same bytes', async () => {
    const [first, second] = [await documents.recoverySheet(sample), await documents.recoverySheet(sample)]
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true)
  })
})
