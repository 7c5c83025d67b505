import type { Content, CustomTableLayout, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { formatDay } from '../../../shared/days.ts'
import type { RecoverySheetData } from '../../app/ports/documents.ts'
import { numberedWords, sheetWords } from './words.ts'

const margin = 42
const grey = '#555555'
const line = '#b8c2c0'
const columns = 3

const frames: CustomTableLayout = {
  hLineWidth: () => 0.8,
  vLineWidth: () => 0.8,
  hLineColor: () => line,
  vLineColor: () => line,
  paddingLeft: () => 10,
  paddingRight: () => 6,
  paddingTop: () => 7,
  paddingBottom: () => 7,
}

/** What pdfmake prints as the recovery sheet: one page, the words larger than anything else on it. */
export function sheetDefinition(data: RecoverySheetData): TDocumentDefinitions {
  const say = sheetWords(data.lang)
  return {
    pageSize: 'A4',
    pageMargins: margin,
    info: { title: say.title, author: data.office, creationDate: new Date(`${data.day}T00:00:00Z`) },
    defaultStyle: { font: 'Roboto', fontSize: 10.5, lineHeight: 1.15 },
    styles: {
      heading: { fontSize: 12.5, bold: true, margin: [0, 13, 0, 4] },
      label: { color: grey },
    },
    content: [
      { text: say.title, fontSize: 24, bold: true, margin: [0, 0, 0, 8] },
      facts(data),
      ...phrase(data),
      { text: say.what, style: 'heading' },
      { text: say.whatText },
      { text: say.how, style: 'heading' },
      { ol: say.steps.map((text) => ({ text, margin: [0, 0, 0, 2] })) },
      { text: say.lost, style: 'heading' },
      { ul: say.losses.map((text) => ({ text, margin: [0, 0, 0, 2] })) },
      signature(data),
    ],
  }
}

function facts(data: RecoverySheetData): Content {
  const say = sheetWords(data.lang)
  const known = [
    [say.office, data.office],
    [say.made, formatDay(data.day)],
    [say.officeId, data.officeId.replaceAll(/(.{4})(?=.)/g, '$1 ')],
    [say.folder, `kvitok-${data.officeId.slice(0, 8)}`],
  ].filter(([, value]) => value !== '')
  const body = known.map(([label, value]): TableCell[] => [
    { text: label ?? '', style: 'label' },
    { text: value ?? '' },
  ])
  return { table: { widths: [150, '*'], body }, layout: 'noBorders' }
}

function phrase({ passphrase, lang }: RecoverySheetData): Content[] {
  const say = sheetWords(lang)
  const words = numberedWords(passphrase)
  return [
    { text: words === null ? say.phrase : say.words, style: 'heading' },
    words === null
      ? { table: { widths: ['*'], body: [[{ text: passphrase, fontSize: 17 }]] }, layout: frames }
      : { table: { widths: Array(columns).fill('*'), body: rowsOf(words) }, layout: frames },
    { text: say.typing, style: 'label', fontSize: 9.5, margin: [0, 4, 0, 0] },
  ]
}

function rowsOf(words: readonly string[]): TableCell[][] {
  const rows = Math.ceil(words.length / columns)
  return Array.from({ length: rows }, (_row, row) =>
    Array.from({ length: columns }, (_column, column): TableCell => {
      const at = row * columns + column
      const word = words[at]
      if (word === undefined) return { text: '' }
      return {
        text: [
          { text: `${at + 1}  `, fontSize: 11, color: grey },
          { text: word, fontSize: 20, bold: true },
        ],
      }
    }),
  )
}

function signature({ lang }: RecoverySheetData): Content {
  const say = sheetWords(lang)
  const rule = '_'.repeat(26)
  return {
    margin: [0, 20, 0, 0],
    stack: [
      { text: `${say.keptAt}: ${'_'.repeat(64)}`, margin: [0, 0, 0, 12] },
      { text: `${say.received}: ${rule}   ${say.date}: ${'_'.repeat(14)}` },
    ],
  }
}
