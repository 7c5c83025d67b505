import type { ReceiptData } from '../../../src/main/app/ports/receipt-data.ts'

/** A payment of 1 842,50 for water on Sunday 15.11.2026. */
export const sampleReceipt: ReceiptData = {
  number: 4821,
  training: false,
  copy: false,
  office: {
    name: 'Платёжный офис «Квиток»',
    address: 'г. Тихореченск, ул. Почтовая, д. 3',
    inn: '7600000000',
    claimsPhone: '8-48533-21540',
  },
  operator: 'Смирнова О. В.',
  day: '2026-11-15',
  time: '14:05',
  provider: { name: 'МУП «Водоканал»', inn: '7600012345' },
  service: 'Холодная вода',
  account: '100234',
  client: 'Петрова А. И.',
  address: 'ул. Садовая, д. 5, кв. 12',
  bills: [
    { period: '2026-10', sum_kop: 94_250, due: '2026-11-15' },
    { period: '2026-11', sum_kop: 90_000, due: '2026-12-15' },
  ],
  advance_kop: 0,
  sum_kop: 184_250,
  fee_kop: 3685,
  total_kop: 187_935,
  tender: 'cash',
  received_kop: 200_000,
  change_kop: 12_065,
  counting: '2026-11-15',
  crediting: '2026-11-17',
  balance_kop: 0,
}
