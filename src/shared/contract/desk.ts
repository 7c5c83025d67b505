import { z } from 'zod'
import {
  Bytes,
  Cursor,
  command,
  Day,
  Id,
  InstantMs,
  Kopecks,
  Nothing,
  PositiveKopecks,
  page,
  query,
} from './define.ts'

export const Tender = z.enum(['cash', 'card'])

export const SearchHit = z.strictObject({
  clientId: Id,
  accountId: Id.nullable(),
  name: z.string(),
  address: z.string(),
  service: z.string().nullable(),
  number: z.string().nullable(),
  debt_kop: Kopecks,
  phone: z.string().nullable(),
})

/** A row of the desk: an open bill, or an account that has none (advance, prepaid). */
export const DeskRow = z.strictObject({
  key: z.string(),
  accountId: Id,
  billId: Id.nullable(),
  provider: z.string(),
  service: z.string(),
  number: z.string(),
  period: z.string(),
  dueDay: Day.nullable(),
  overdue: z.boolean(),
  left_kop: Kopecks,
  prepaid: z.boolean(),
  /** When money taken now reaches the provider. */
  creditingDay: Day,
})

export const PhoneView = z.strictObject({
  id: Id,
  e164: z.string(),
  kind: z.enum(['mobile', 'landline']),
  noReminders: z.boolean(),
  noAds: z.boolean(),
  consent: z.boolean(),
})

export const AccountView = z.strictObject({
  id: Id,
  serviceId: Id,
  provider: z.string(),
  service: z.string(),
  number: z.string(),
  holder: z.string(),
  debt_kop: Kopecks,
  advance_kop: Kopecks,
  /** The day as of which the debt is known, null when no bill was ever posted. */
  debtDay: Day.nullable(),
  linkedPhoneIds: z.array(Id),
})

export const DeskClient = z.strictObject({
  id: Id,
  name: z.string(),
  address: z.string(),
  note: z.string(),
  phones: z.array(PhoneView),
  accounts: z.array(AccountView),
  rows: z.array(DeskRow),
  warnings: z.array(z.strictObject({ code: z.string(), details: z.record(z.string(), z.string()) })),
})

export const PayLine = z.strictObject({ accountId: Id, billId: Id.nullable(), sum_kop: PositiveKopecks })

/** One payment of a visit: what is paid to one account. */
export const QuoteLine = z.strictObject({
  accountId: Id,
  sum_kop: Kopecks,
  fee_kop: Kopecks,
  countingDay: Day,
  creditingDay: Day,
})

export const Quote = z.strictObject({
  lines: z.array(QuoteLine),
  sum_kop: Kopecks,
  fee_kop: Kopecks,
  total_kop: Kopecks,
})

export const PaymentView = z.strictObject({
  id: Id,
  number: z.int(),
  visitId: Id,
  at: InstantMs,
  accountId: Id,
  clientId: Id,
  clientName: z.string(),
  service: z.string(),
  accountNumber: z.string(),
  tender: Tender,
  sum_kop: Kopecks,
  fee_kop: Kopecks,
  advance_kop: Kopecks,
  debtAfter_kop: Kopecks,
  countingDay: Day,
  creditingDay: Day,
  reversed: z.boolean(),
  reversesNumber: z.int().nullable(),
  reason: z.string().nullable(),
  operator: z.string(),
  sms: z.string().nullable(),
})

export const DraftView = z.strictObject({ id: Id, title: z.string(), data: z.string(), at: InstantMs })

export const deskCalls = {
  'desk.search': query(
    z.strictObject({ text: z.string().max(200) }),
    z.strictObject({ hits: z.array(SearchHit), more: z.boolean() }),
  ),
  'desk.client': query(z.strictObject({ clientId: Id }), DeskClient),
  'desk.quote': query(z.strictObject({ lines: z.array(PayLine).max(100) }), Quote),
  'desk.pay': command(
    z.strictObject({
      lines: z.array(PayLine).min(1).max(100),
      tender: Tender,
      received_kop: PositiveKopecks,
      /** What the screen showed; a debt that changed since is an error, not a surprise. */
      shown: z.array(z.strictObject({ accountId: Id, debt_kop: Kopecks })),
      total_kop: PositiveKopecks,
      /** Where the confirmation goes; null = no SMS. */
      phoneId: Id.nullable(),
      orderId: Id.nullable(),
    }),
    z.strictObject({ visitId: Id, total_kop: Kopecks, change_kop: Kopecks, payments: z.array(PaymentView) }),
  ),
  'desk.receipt': query(
    z.strictObject({ visitId: Id, copy: z.boolean() }),
    z.strictObject({ fileName: z.string(), pdf: Bytes }),
  ),
  'desk.printed': command(z.strictObject({ visitId: Id }), Nothing),
  'desk.reverse': command(
    z.strictObject({ paymentId: Id, reason: z.string().trim().min(3).max(300) }),
    z.strictObject({ payment: PaymentView }),
  ),
  'desk.payments': query(z.strictObject({ day: Day.nullable(), cursor: Cursor }), page(PaymentView)),
  'desk.putAside': command(
    z.strictObject({ title: z.string().max(200), data: z.string().max(20_000) }),
    z.strictObject({ id: Id }),
  ),
  'desk.drafts': query(Nothing, z.strictObject({ items: z.array(DraftView) })),
  'desk.takeUp': command(z.strictObject({ id: Id }), DraftView),
}
