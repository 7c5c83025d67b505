import type { Content, CustomTableLayout, TableCell } from 'pdfmake/interfaces.js'
import { formatDay } from '../../../shared/days.ts'
import { formatMoney, type Kopecks } from '../../../shared/money.ts'
import type { ReceiptData } from '../../app/ports/receipt-data.ts'
import { amountInWords } from '../../domain/amount-in-words.ts'
import { balanceInWords, periodInWords, weekdayAndDay } from './words.ts'

/** What every receipt of a training office says, on paper and across the page. */
export const trainingMark = 'УЧЕБНЫЙ ОФИС — НЕ ПЛАТЁЖ'
export const copyMark = 'КОПИЯ'

type Fact = readonly [label: string, value: string]

const rulesOnly = 'lightHorizontalLines'
/** No lines and little air: a receipt with several bills must still fit half a sheet. */
const tight: CustomTableLayout = {
  hLineWidth: () => 0,
  vLineWidth: () => 0,
  paddingLeft: (column) => (column === 0 ? 0 : 4),
  paddingRight: () => 0,
  paddingTop: () => 1,
  paddingBottom: () => 1,
}
const tender = { cash: 'наличными', card: 'картой' } as const

/**
 * One receipt from its number to its signature, in the order a payer reads it. `visit_kop` is the total of a visit
 * of several payments, which the money received is for; null for a single one.
 */
export function receiptContent(data: ReceiptData, visit_kop: Kopecks | null): Content[] {
  return [
    ...marks(data),
    { text: `Квитанция № ${data.number}`, style: 'title' },
    { text: `${weekdayAndDay(data.day)}, ${data.time}`, style: 'when' },
    ...office(data),
    facts([
      ['Плательщик', data.client],
      ['Адрес', data.address],
      ['Лицевой счёт', data.account],
      ['Услуга', data.service],
      ['Поставщик', data.provider.name],
      ['ИНН поставщика', data.provider.inn ?? ''],
    ]),
    ...billsTable(data),
    sums(data, visit_kop),
    { text: `Всего: ${amountInWords(data.total_kop)}`, style: 'words' },
    facts([
      ['Засчитано', `${weekdayAndDay(data.counting)}${data.counting === data.day ? ' (сегодня)' : ''}`],
      ['У поставщика', weekdayAndDay(data.crediting)],
      ['После платежа', balanceInWords(data) ?? ''],
      ['Принял', `${data.operator} ____________`],
      ['Счёт и сумма верны', '____________ (плательщик)'],
      ['Претензии', data.office.claimsPhone ?? ''],
    ]),
  ]
}

/** Side by side, so that a training copy takes no more of the sheet than a receipt. */
function marks(data: ReceiptData): Content[] {
  const mark = (text: string, color: string): TableCell => ({ text, bold: true, alignment: 'center', color })
  const cells = [
    ...(data.training ? [mark(trainingMark, '#b00020')] : []),
    ...(data.copy ? [mark(copyMark, '#333333')] : []),
  ]
  if (cells.length === 0) return []
  const widths = cells.map((_, at) => (at === 0 ? '*' : 'auto'))
  return [{ table: { widths, body: [cells] }, margin: [0, 0, 0, 4] }]
}

function office({ office: { name, address, inn } }: ReceiptData): Content[] {
  return [
    { text: name, bold: true, margin: [0, 4, 0, 0] },
    { text: address },
    ...(inn === null ? [] : [{ text: `ИНН ${inn}` }]),
  ]
}

/** Labels and values; a fact without a value is left out. */
function facts(all: readonly Fact[]): Content {
  const known = all.filter(([, value]) => value !== '')
  const body = known.map(([label, value]): TableCell[] => [{ text: label, style: 'label' }, { text: value }])
  return { table: { widths: ['34%', '*'], body }, layout: tight, margin: [0, 4, 0, 4] }
}

function billsTable(data: ReceiptData): Content[] {
  if (data.bills.length === 0 && data.advance_kop === 0) return []
  const head = ['Период', 'Срок', 'Сумма, ₽'].map(
    (text, at): TableCell => ({
      text,
      style: 'label',
      alignment: at === 2 ? 'right' : 'left',
    }),
  )
  const row = (period: string, due: string, sum: string): TableCell[] => [
    { text: period },
    { text: due },
    { text: sum, alignment: 'right', noWrap: true },
  ]
  const rows = data.bills.map((bill) =>
    row(periodInWords(bill.period), bill.due === null ? '' : formatDay(bill.due), formatMoney(bill.sum_kop)),
  )
  const advance = data.advance_kop === 0 ? [] : [row('Аванс на счёт', '', formatMoney(data.advance_kop))]
  const body = [head, ...rows, ...advance]
  return [{ table: { headerRows: 1, widths: ['*', 'auto', 'auto'], body }, layout: rulesOnly }]
}

function sums(data: ReceiptData, visit_kop: Kopecks | null): Content {
  const visit = data.received_kop === null ? null : visit_kop
  const row = (label: string, sum_kop: number, style: string): TableCell[] => [
    { text: label, style },
    { text: formatMoney(sum_kop), style, alignment: 'right', noWrap: true },
  ]
  const body = [
    row('Сумма платежа', data.sum_kop, 'sum'),
    row('Комиссия офиса', data.fee_kop, 'sum'),
    row('ИТОГО, ₽', data.total_kop, 'total'),
    ...(visit === null ? [] : [row('Всего за визит', visit, 'sum')]),
    ...(data.received_kop === null ? [] : [row(`Получено ${tender[data.tender]}`, data.received_kop, 'sum')]),
    ...(data.change_kop === null ? [] : [row('Сдача', data.change_kop, 'sum')]),
  ]
  return { table: { widths: ['*', 'auto'], body }, layout: tight, margin: [0, 4, 0, 2] }
}
