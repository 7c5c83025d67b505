import type { CallInput, CallOutput } from '../../src/shared/contract/contract.ts'
import type { Called, OfficeCore } from '../fakes/office-core.ts'
import { type Dump, dumpFiles } from '../fakes/office-store.ts'

export const water = 1
export const house = 3
export const phoneService = 4
export const lessonPhone = '+79005550234'

export interface Account {
  readonly id: number
  readonly clientId: number
  readonly number: string
}

/** A client of its own with one account that owes nothing. */
export const newAccount = async (
  office: OfficeCore,
  number: string,
  serviceId: number = water,
): Promise<Account> => {
  const client = { id: null, name: `Проверкин ${number}`, address: 'ул. Пробная, д. 1', note: '' }
  const { id: clientId } = await office.get('clients.save', client)
  const { id } = await office.get('clients.addAccount', { clientId, serviceId, number })
  return { id, clientId, number }
}

/** A phone on the client's card, linked to the account. */
export const linkPhone = async (office: OfficeCore, account: Account, phone: string): Promise<number> => {
  const input = { clientId: account.clientId, phone, linkAccountIds: [account.id] }
  return (await office.get('clients.addPhone', input)).id
}

export interface Charge {
  readonly account: string
  readonly period: string
  readonly sum: string
  readonly due: string
}

export const chargesFile = (charges: readonly Charge[]): Uint8Array => {
  const rows = charges.map(({ account, period, sum, due }) => `${account};Проверкин;${period};${sum};${due}`)
  return new TextEncoder().encode(
    `${['Лицевой счёт;ФИО;Период;Начислено;Срок оплаты', ...rows].join('\r\n')}\r\n`,
  )
}

export const balancesFile = (
  day: string,
  rows: readonly { readonly account: string; readonly sum: string }[],
): Uint8Array => {
  const lines = rows.map(({ account, sum }) => `${account};Проверкин;${sum}`)
  return new TextEncoder().encode(
    `${[`Сальдо на ${day};;`, 'Лицевой счёт;ФИО;Сальдо, руб.', ...lines].join('\r\n')}\r\n`,
  )
}

export const preview = (
  office: OfficeCore,
  bytes: Uint8Array,
  other: Partial<CallInput<'registries.preview'>> = {},
): Promise<Called<'registries.preview'>> =>
  office.call('registries.preview', {
    fileName: 'file.txt',
    bytes,
    serviceId: water,
    kind: 'charge',
    asOfDay: null,
    encoding: null,
    ...other,
  })

/** Previews and posts a file. */
export const post = async (
  office: OfficeCore,
  bytes: Uint8Array,
  other: Partial<CallInput<'registries.preview'>> = {},
): Promise<CallOutput<'registries.post'>> => {
  const seen = await preview(office, bytes, other)
  if (!seen.ok) throw new Error(`the preview was refused: ${JSON.stringify(seen.error)}`)
  return office.get('registries.post', { id: seen.value.id })
}

export const postCharges = (office: OfficeCore, charges: readonly Charge[]) =>
  post(office, chargesFile(charges))

/** An account that owes what the given sums say, the oldest first, due on the 15th of months from November on. */
export const owing = async (office: OfficeCore, number: string, ...sums: string[]): Promise<Account> => {
  const account = await newAccount(office, number)
  const charges = sums.map((sum, index) => ({
    account: number,
    period: `${String(index + 10).padStart(2, '0')}.2026`,
    sum,
    due: index === 0 ? '15.11.2026' : index === 1 ? '15.12.2026' : '15.01.2027',
  }))
  await postCharges(office, charges)
  return account
}

export const accountOf = async (office: OfficeCore, account: Account) => {
  const client = await office.get('desk.client', { clientId: account.clientId })
  const found = client.accounts.find((one) => one.id === account.id)
  if (found === undefined) throw new Error('the account is gone')
  const bills = client.rows.filter((row) => row.accountId === account.id && row.billId !== null)
  return { debt_kop: found.debt_kop, advance_kop: found.advance_kop, bills }
}

export const leftOf = async (office: OfficeCore, account: Account): Promise<number[]> =>
  (await accountOf(office, account)).bills.map((bill) => bill.left_kop)

export interface Paying {
  readonly billId?: number
  readonly received_kop?: number
  readonly total_kop?: number
  readonly shown_kop?: number
  readonly phoneId?: number
  readonly orderId?: number
  readonly tender?: 'cash' | 'card'
}

/** What the desk would send for a sum paid to one account. */
export const payInput = async (
  office: OfficeCore,
  account: Account,
  sum_kop: number,
  other: Paying = {},
): Promise<CallInput<'desk.pay'>> => {
  const { debt_kop } = await accountOf(office, account)
  const lines = [{ accountId: account.id, billId: other.billId ?? null, sum_kop }]
  const total_kop = other.total_kop ?? (await office.get('desk.quote', { lines })).total_kop
  return {
    lines,
    tender: other.tender ?? 'cash',
    received_kop: other.received_kop ?? total_kop,
    shown: [{ accountId: account.id, debt_kop: other.shown_kop ?? debt_kop }],
    total_kop,
    phoneId: other.phoneId ?? null,
    orderId: other.orderId ?? null,
  }
}

export const pay = async (
  office: OfficeCore,
  account: Account,
  sum_kop: number,
  other: Paying = {},
): Promise<CallOutput<'desk.pay'>> => office.get('desk.pay', await payInput(office, account, sum_kop, other))

type Row = Dump[string][number]

const rowsOf = (dump: Dump, table: string): readonly Row[] => dump[table] ?? []
const sumOf = (rows: readonly Row[], column: string): number =>
  rows.reduce((all, row) => all + Number(row[column] ?? 0), 0)

const problemsOfAccount = (
  account: Row,
  bills: readonly Row[],
  entries: readonly Row[],
  payments: readonly Row[],
): string[] => {
  const open = bills.filter((bill) => Number(bill['left_kop']) > 0)
  const advance_kop = sumOf(payments, 'advance_left_kop')
  const free = entries.filter((entry) => entry['bill_id'] === null)
  const problems: string[] = []
  const expect = (what: string, found: unknown, wanted: number): void => {
    if (Number(found) !== wanted)
      problems.push(`account ${account['id']}: ${what} is ${found}, not ${wanted}`)
  }
  expect('debt', account['debt_kop'], sumOf(open, 'left_kop'))
  expect('advance', account['advance_kop'], advance_kop)
  expect('ledger without a bill', sumOf(free, 'amount_kop'), -advance_kop)
  for (const bill of bills) {
    const own = entries.filter((entry) => entry['bill_id'] === bill['id'])
    expect(`ledger of bill ${bill['id']}`, sumOf(own, 'amount_kop'), Number(bill['left_kop']))
    const left = Number(bill['amount_kop']) + Number(bill['adjusted_kop']) - Number(bill['paid_kop'])
    expect(`left of bill ${bill['id']}`, bill['left_kop'], left)
    if (Number(bill['left_kop']) < 0) problems.push(`bill ${bill['id']} is overpaid`)
  }
  return problems
}

/** Where the balances beside the ledger are not what the ledger's lines add up to, in the office's own files. */
export const ledgerProblems = async (office: OfficeCore): Promise<string[]> => {
  const dump = await dumpFiles(office.folder)
  const by = (table: string) => Map.groupBy(rowsOf(dump, table), (row) => Number(row['account_id']))
  const [bills, entries, payments] = [by('bill'), by('entry'), by('payment')]
  return rowsOf(dump, 'account').flatMap((account) => {
    const id = Number(account['id'])
    return problemsOfAccount(account, bills.get(id) ?? [], entries.get(id) ?? [], payments.get(id) ?? [])
  })
}
