import type { Content, StyleDictionary, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { type Kopecks, sumMoney } from '../../../shared/money.ts'
import type { ReceiptData, ReceiptLayout } from '../../app/ports/receipt-data.ts'
import { receiptContent, trainingMark } from './content.ts'

const pointsPerMm = 72 / 25.4
const a4 = { width: 595.28, height: 841.89, margin: 28 } as const
const roll = { width: 80 * pointsPerMm, margin: 4 * pointsPerMm } as const

/** What pdfmake prints for a visit: a part for each payment, laid out for a strip, a small or half of a large sheet. */
export function receiptDefinition(
  parts: readonly ReceiptData[],
  layout: ReceiptLayout,
): TDocumentDefinitions {
  const [first] = parts
  if (first === undefined) throw new RangeError('a receipt without a payment')
  const numbers = parts.map((part) => part.number).join(', ')
  return {
    ...pagesOf(parts, layout),
    info: { title: `Квитанция № ${numbers}`, author: first.office.name, creationDate: printedAt(first) },
    defaultStyle: { font: 'Roboto', fontSize: layout === 'a5' ? 9.5 : 8 },
    styles: stylesOf(layout),
    ...(first.training && layout !== 'roll80'
      ? { watermark: { text: trainingMark, color: '#b00020', opacity: 0.07, bold: true } }
      : {}),
  }
}

function pagesOf(parts: readonly ReceiptData[], layout: ReceiptLayout) {
  const visit = visitTotal(parts)
  if (layout === 'roll80') {
    return {
      pageSize: { width: roll.width, height: 'auto' as const },
      pageMargins: roll.margin,
      content: parts.flatMap((part, at) => [
        ...(at === 0 ? [] : [cut(roll.width, roll.margin)]),
        ...receiptContent(part, visit),
      ]),
    }
  }
  if (layout === 'a4-half') return { pageSize: 'A4' as const, pageMargins: a4.margin, content: halves(parts) }
  return {
    pageSize: 'A5' as const,
    pageMargins: 30,
    content: parts.map(
      (part, at): Content => ({
        stack: receiptContent(part, visit),
        ...(at === 0 ? {} : { pageBreak: 'before' as const }),
      }),
    ),
  }
}

/** Null for a single payment, whose own total says it. */
function visitTotal(parts: readonly ReceiptData[]): Kopecks | null {
  return parts.length === 1 ? null : sumMoney(parts.map((part) => part.total_kop))
}

/** Two receipts a sheet, one above the other; a receipt too long for its half pushes the next to a new sheet. */
function halves(parts: readonly ReceiptData[]): Content {
  const visit = visitTotal(parts)
  const half = (a4.height - 2 * a4.margin) / 2
  const width = a4.width - 2 * a4.margin
  const heights = (row: number): number | 'auto' => (row % 2 === 0 ? half - 8 : 'auto')
  const body = parts.map((part, at) => [
    {
      stack: [
        ...(at % 2 === 0 ? [] : [cut(a4.width, a4.margin)]),
        { stack: receiptContent(part, visit), margin: side(width) },
      ],
    },
  ])
  return { table: { widths: ['*'], heights, dontBreakRows: true, body }, layout: 'noBorders' }
}

/** A receipt across the whole width of A4 would be a few long lines. */
function side(width: number): [number, number, number, number] {
  return [width * 0.1, 0, width * 0.1, 0]
}

function cut(pageWidth: number, margin: number): Content {
  const line = {
    type: 'line' as const,
    x1: 0,
    y1: 0,
    x2: pageWidth - 2 * margin,
    y2: 0,
    lineWidth: 0.7,
    dash: { length: 4 },
  }
  return { canvas: [line], margin: [0, 8, 0, 8] }
}

function stylesOf(layout: ReceiptLayout): StyleDictionary {
  const big = layout === 'a5'
  return {
    title: { fontSize: big ? 17 : 13, bold: true },
    when: { color: '#333333' },
    label: { color: '#555555' },
    sum: {},
    total: { bold: true, fontSize: big ? 14 : 11 },
    words: { italics: true },
  }
}

/** The document's own date is the payment's, so that the same receipt is the same bytes. */
function printedAt(part: ReceiptData): Date {
  return new Date(`${part.day}T${part.time}:00Z`)
}
