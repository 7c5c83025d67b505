import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { ReceiptData } from '../../../src/main/app/ports/receipt-data.ts'
import { createDocuments } from '../../../src/main/documents/documents.ts'
import { fontFiles, readPdfFonts } from '../../../src/main/documents/pdf/fonts.ts'
import { receiptDefinition } from '../../../src/main/documents/receipts/definition.ts'
import { periodInWords } from '../../../src/main/documents/receipts/words.ts'
import { sampleReceipt } from './sample.ts'

const fonts = join(import.meta.dirname, '../../../resources/fonts')
const nbsp = /\u00a0/g

/** Every text of a document's content, in order. */
function textsOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(textsOf)
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'text' && typeof value === 'string' ? [value.replace(nbsp, ' ')] : textsOf(value),
  )
}

function printed(changes: Partial<ReceiptData>): string[] {
  return textsOf(receiptDefinition([{ ...sampleReceipt, ...changes }], 'a5').content)
}

/** The value that stands beside a label. */
function beside(texts: readonly string[], label: string): string | undefined {
  return texts[texts.indexOf(label) + 1]
}

describe('what a receipt says', () => {
  const texts = printed({})

  test('it is a numbered «Квитанция» and never a cash register’s cheque', () => {
    expect(texts).toContain('Квитанция № 4821')
    expect(texts.join('\n')).not.toMatch(/чек/iu)
  })

  test('account, service, provider and its INN stand by their labels', () => {
    expect(beside(texts, 'Лицевой счёт')).toBe('100234')
    expect(beside(texts, 'Услуга')).toBe('Холодная вода')
    expect(beside(texts, 'Поставщик')).toBe('МУП «Водоканал»')
    expect(beside(texts, 'ИНН поставщика')).toBe('7600012345')
  })

  test('sum, fee, total, received and change each have their line', () => {
    const sums = ['Сумма платежа', 'Комиссия офиса', 'ИТОГО, ₽', 'Получено наличными', 'Сдача']
    expect(sums.map((label) => beside(texts, label))).toEqual([
      '1 842,50',
      '36,85',
      '1 879,35',
      '2 000,00',
      '120,65',
    ])
  })

  test('the total stands in words', () => {
    expect(texts).toContain('Всего: Одна тысяча восемьсот семьдесят девять рублей 35 копеек')
  })

  test('each bill has its period, due day and covered sum', () => {
    const from = texts.indexOf('октябрь 2026')
    expect(texts.slice(from, from + 6)).toEqual([
      'октябрь 2026',
      '15.11.2026',
      '942,50',
      'ноябрь 2026',
      '15.12.2026',
      '900,00',
    ])
  })

  test('the day it counts and the day the provider gets the money are two dates', () => {
    expect(beside(texts, 'Засчитано')).toBe('вс 15.11.2026 (сегодня)')
    expect(beside(texts, 'У поставщика')).toBe('вт 17.11.2026')
  })

  test.each([
    [0, 'Долг погашен полностью, баланс 0,00 ₽'],
    [84_250, 'Остался долг 842,50 ₽'],
    [-100, 'Долг погашен полностью, аванс 1,00 ₽'],
  ])('a balance of %i kopecks after it', (balance_kop, said) => {
    expect(beside(printed({ balance_kop }), 'После платежа')).toBe(said)
  })

  test('a service without bills says nothing of a debt', () => {
    const said = printed({ balance_kop: null, bills: [] })
    expect(said.join('\n')).not.toMatch(/[Дд]олг/u)
    expect(said).not.toContain('Период')
  })

  test('what covers no bill is named an advance', () => {
    expect(texts).not.toContain('Аванс на счёт')
    expect(printed({ advance_kop: 5000 })).toContain('Аванс на счёт')
  })

  test('of several payments the last names the total that the money received is for', () => {
    const first = { ...sampleReceipt, received_kop: null, change_kop: null }
    const visit = textsOf(receiptDefinition([first, { ...sampleReceipt, number: 4822 }], 'a5').content)
    expect(texts).not.toContain('Всего за визит')
    expect(visit.filter((text) => text === 'Всего за визит')).toHaveLength(1)
    expect(beside(visit, 'Всего за визит')).toBe('3 758,70')
  })

  test('a card payment shows no change', () => {
    const card = printed({ tender: 'card', received_kop: 187_935, change_kop: null })
    expect(card).toContain('Получено картой')
    expect(card).not.toContain('Сдача')
  })

  test('the copy and the training marks stand only where they belong', () => {
    expect(texts.join('\n')).not.toMatch(/КОПИЯ|УЧЕБНЫЙ/u)
    expect(printed({ copy: true })).toContain('КОПИЯ')
    expect(printed({ training: true })).toContain('УЧЕБНЫЙ ОФИС — НЕ ПЛАТЁЖ')
  })
})

describe('words', () => {
  test('a period that is no month stays as the provider wrote it', () => {
    expect(periodInWords('2026-13')).toBe('2026-13')
    expect(periodInWords('за отопление')).toBe('за отопление')
  })
})

describe('the PDF', async () => {
  const printer = createDocuments({ fonts: await readPdfFonts(fonts) })
  const asText = (pdf: Uint8Array): string => Buffer.from(pdf).toString('latin1')
  const pages = (pdf: Uint8Array): number => asText(pdf).match(/\/Type \/Page\b/g)?.length ?? 0

  test('is whole and carries the bundled font with its map to Unicode', async () => {
    const pdf = await printer.receipts([sampleReceipt], 'a5')
    expect(asText(pdf)).toMatch(/^%PDF-1\.3/)
    expect(asText(pdf).trimEnd()).toMatch(/%%EOF$/)
    expect(asText(pdf)).toMatch(/\/BaseFont \/[A-Z]{6}\+Roboto-Regular/)
    expect(unicodeMaps(pdf)).toMatch(/041a/i)
  })

  test('of the same payment is the same bytes', async () => {
    const [first, second] = [
      await printer.receipts([sampleReceipt], 'a5'),
      await printer.receipts([sampleReceipt], 'a5'),
    ]
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true)
  })

  test('of a visit has a part for each payment: a page each, two a sheet, or one strip', async () => {
    const visit = [1, 2, 3].map((number) => ({ ...sampleReceipt, number, training: true, copy: true }))
    expect(pages(await printer.receipts(visit, 'a5'))).toBe(3)
    expect(pages(await printer.receipts(visit, 'a4-half'))).toBe(2)
    const strip = await printer.receipts(visit, 'roll80')
    expect(pages(strip)).toBe(1)
    expect(asText(strip)).toMatch(/\/MediaBox \[0 0 226\.77\d* /)
  })

  test('of twenty bills and a name of 200 letters still comes', async () => {
    const bills = Array.from({ length: 20 }, (_, at) => ({
      period: `2025-${String((at % 12) + 1).padStart(2, '0')}`,
      sum_kop: 100,
      due: null,
    }))
    const long = { ...sampleReceipt, bills, client: 'Я'.repeat(200) }
    for (const layout of ['a5', 'a4-half', 'roll80'] as const) {
      expect((await printer.receipts([long], layout)).length).toBeGreaterThan(10_000)
    }
  })

  test('is not made from a folder without fonts', async () => {
    await expect(readPdfFonts(import.meta.dirname)).rejects.toThrow('ENOENT')
  })

  test('a visit without payments is a bug of the caller', async () => {
    await expect(printer.receipts([], 'a5')).rejects.toThrow(RangeError)
  })

  test('its fonts lie in the repository with their licence', () => {
    for (const file of Object.values(fontFiles))
      expect(readFileSync(join(fonts, file)).length).toBeGreaterThan(50_000)
    expect(readFileSync(join(fonts, 'LICENSE.txt'), 'utf8')).toMatch(/SIL OPEN FONT LICENSE/)
  })
})

/** The ToUnicode maps of a PDF, inflated. */
function unicodeMaps(pdf: Uint8Array): string {
  const bytes = Buffer.from(pdf)
  let maps = ''
  for (let at = bytes.indexOf('stream\n'); at >= 0; at = bytes.indexOf('stream\n', at + 7)) {
    const end = bytes.indexOf('\nendstream', at)
    const piece = bytes.subarray(at + 7, end)
    if (piece[0] !== 0x78) continue
    const text = inflateSync(piece).toString('latin1')
    if (text.includes('begincmap')) maps += text
  }
  return maps
}
