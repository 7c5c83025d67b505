import { indexAccount, indexClient, indexPhone } from '../../src/main/app/people/search-index.ts'
import { insertRows } from '../../src/main/app/ports/bulk.ts'
import { sql } from '../../src/main/app/ports/sql.ts'
import type { Store, Writer } from '../../src/main/app/ports/store.ts'
import type { BillRow, EntryRow, RegistryRowRow } from '../../src/main/app/ports/tables/money-rows.ts'
import type { AccountRow, ClientRow, LinkRow, PhoneRow } from '../../src/main/app/ports/tables/trade-rows.ts'
import type { TableName, Tables } from '../../src/main/app/ports/tables.ts'
import { men, streets, surnames, town } from '../../src/main/app/training/names.ts'
import { addDays, dayFrom } from '../../src/shared/days.ts'
import { foldKey } from '../../src/shared/fold.ts'
import { type BenchCore, openBenchCore } from './bench-core.ts'
import { openBenchStore } from './bench-store.ts'

const at = Date.UTC(2026, 10, 9, 9)
const day = '2026-11-09'
const slice = 500

/** Account `index` of the office, counted from 0, in words: the same in the store, in files and on phones. */
export const person = (index: number) => {
  const surname = surnames[index % surnames.length] ?? ''
  const [name = '', patronymic = ''] = men[Math.floor(index / 7) % men.length] ?? []
  const street = streets[Math.floor(index / 3) % streets.length] ?? ''
  return {
    number: String(10_000_000 + index * 7),
    name: `${surname} ${name} ${patronymic}`,
    address: `${town}, ул. ${street}, д. ${1 + (index % 180)}, кв. ${1 + (Math.floor(index / 180) % 96)}`,
    phone: `+79${String(100_000_000 + index * 13).slice(0, 9)}`,
    amount_kop: 30_000 + ((index * 7919) % 400_000),
  }
}

const fee = { mode: 'on-top', rate_bp: 200, fixed_kop: 0, minimum_kop: 0, maximum_kop: null } as const

/** Two services: 1 has the big registries, 2 has almost nobody. */
const addTrade = async (office: BenchCore): Promise<void> => {
  for (const [name, shortName] of [
    ['МУП «Водоканал»', 'Водокан'],
    ['ООО «Домофон»', 'Домофон'],
  ] as const) {
    const provider = { name, shortName, legal: 'agent', inn: null, phone: null, priority: 1 } as const
    const { id: providerId } = await office.get('providers.save', { id: null, ...provider, active: true })
    await office.get('providers.saveContract', {
      id: null,
      providerId,
      number: '1',
      fromDay: '2026-01-01',
      toDay: null,
      fee,
      lagDays: 1,
      cutoff: '17:00',
      earlyCutoff: '15:00',
      minimum_kop: 100,
      maximum_kop: 10_000_000,
      dueShift: 'next-working',
      penaltyFirst: false,
    })
    const service = { name: shortName, shortName, billing: 'billed', unit: null, accountMask: null } as const
    await office.get('providers.saveService', { id: null, providerId, ...service, active: true })
  }
  const settings = await office.get('office.settings', {})
  await office.get('office.saveSettings', { ...settings, smsPerDay: 10_000, smsPerMinute: 600 })
  await office.get('shift.open', { float_kop: 0 })
}

/** An office with `accounts` clients, each with a phone, an account and two bills, written as the program writes. */
export const makeOffice = async (folder: string, accounts: number): Promise<void> => {
  const office = await openBenchCore(folder)
  await addTrade(office)
  await office.stop()
  const { store } = await openBenchStore(folder)
  await store.write((tx) => addRegistry(tx, accounts))
  for (let from = 0; from < accounts; from += slice)
    await store.write((tx) => addPeople(tx, from, Math.min(slice, accounts - from)))
  await store.close()
}

const addRegistry = (tx: Writer, accounts: number): void => {
  const counts = { rows: accounts * 2, matched: accounts * 2, new_accounts: 0, duplicates: 0, rejected: 0 }
  tx.run(
    sql.insertInto('registry').values({
      id: tx.nextId('registry'),
      provider_id: 1,
      service_id: 1,
      profile_id: null,
      direction: 'in',
      kind: 'charge',
      as_of_day: null,
      file_name: 'начисления.txt',
      file_hash: 'bench',
      status: 'posted',
      encoding: 'windows-1251',
      ...counts,
      total_kop: 0,
      created_at: at,
      operator_id: 1,
      posted_at: at,
    }),
  )
}

const addPeople = (tx: Writer, from: number, count: number): void => {
  const clients: ClientRow[] = []
  const accounts: AccountRow[] = []
  const phones: PhoneRow[] = []
  const links: LinkRow[] = []
  const bills: BillRow[] = []
  for (let index = from; index < from + count; index += 1) {
    const { number, name, address, phone, amount_kop } = person(index)
    const clientId = tx.nextId('client')
    clients.push({
      id: clientId,
      name,
      name_key: foldKey(name),
      address,
      address_key: foldKey(address),
      note: '',
      created_at: at,
    })
    indexClient(tx, clientId, name, address)
    // One in ten thousand is of the small service: its lists are the rare case.
    const service_id = index % 10_000 === 0 ? 2 : 1
    const accountId = tx.nextId('account')
    indexAccount(tx, clientId, accountId, number)
    const phoneId = tx.nextId('phone')
    phones.push(phoneOf(phoneId, clientId, phone))
    indexPhone(tx, clientId, phone)
    links.push({ id: tx.nextId('link'), ...linkOf(accountId, phoneId) })
    const older = billOf(tx.nextId('bill'), accountId, '2026-09', amount_kop, index % 2 === 0)
    const newer = billOf(tx.nextId('bill'), accountId, '2026-10', amount_kop + 100, false)
    bills.push(older, newer)
    accounts.push({
      id: accountId,
      service_id,
      number,
      number_key: number,
      client_id: clientId,
      holder: name,
      address,
      debt_kop: older.left_kop + newer.left_kop,
      advance_kop: 0,
      debt_day: day,
      created_at: at,
    })
  }
  const entries = bills.map((bill) => entryOf(tx.nextId('entry'), bill))
  const rows = bills.map((bill) => rowOf(tx.nextId('registry_row'), bill))
  insert(tx, 'client', clients)
  insert(tx, 'account', accounts)
  insert(tx, 'phone', phones)
  insert(tx, 'link', links)
  insert(tx, 'bill', bills)
  insert(tx, 'entry', entries)
  insert(tx, 'registry_row', rows)
}

const insert = <Name extends TableName>(tx: Writer, table: Name, rows: readonly Tables[Name][]): void => {
  for (const query of insertRows(table, keysOf(rows), rows)) tx.run(query)
}

const phoneOf = (id: number, client_id: number, e164: string): PhoneRow => ({
  id,
  e164,
  kind: 'mobile',
  client_id,
  language: 'ru',
  no_reminders: 0,
  no_ads: 0,
  created_at: at,
})

const linkOf = (account_id: number, phone_id: number) => ({
  account_id,
  phone_id,
  proof: 'contract' as const,
  proven_at: at,
  used_at: at,
})

const keysOf = <Row extends object>(rows: readonly Row[]): (keyof Row & string)[] => {
  const [first] = rows
  const has = (key: string): key is keyof Row & string => first !== undefined && key in first
  return first === undefined ? [] : Object.keys(first).filter(has)
}

const billOf = (
  id: number,
  accountId: number,
  period: string,
  amount_kop: number,
  paid: boolean,
): BillRow => {
  const first = dayFrom(2026, period === '2026-09' ? 10 : 11, 20) ?? day
  return {
    id,
    account_id: accountId,
    registry_id: 1,
    kind: 'charge',
    period,
    amount_kop,
    paid_kop: paid ? amount_kop : 0,
    adjusted_kop: 0,
    left_kop: paid ? 0 : amount_kop,
    issued_day: day,
    due_day: addDays(first, accountId % 25),
    row_key: `1/${accountId}/${period}`,
    silenced: 0,
    created_at: at,
  }
}

const entryOf = (id: number, bill: BillRow): EntryRow => ({
  id,
  account_id: bill.account_id,
  kind: 'charge',
  amount_kop: bill.amount_kop,
  bill_id: bill.id,
  payment_id: null,
  day,
  at,
})

const rowOf = (id: number, bill: BillRow): RegistryRowRow => {
  const { number, name, address } = person(bill.account_id - 1)
  return {
    id,
    registry_id: 1,
    row: id,
    state: 'posted',
    account_number: number,
    name,
    address,
    period: bill.period,
    amount_kop: bill.amount_kop,
    due_day: bill.due_day,
    account_id: bill.account_id,
    row_key: bill.row_key,
    code: null,
    raw: '',
  }
}

const messageText =
  'КВИТОК: принято 1500,00 р, комиссия 30,00. Засчитано 16.11, у поставщика 18.11. Долг погашен.'

/** Messages of the past, each of one part that arrived. */
export const addMessages = async (store: Store, messages: number, accounts: number): Promise<void> => {
  for (let from = 0; from < messages; from += slice) {
    await store.write((tx) => {
      const rows = Array.from({ length: Math.min(slice, messages - from) }, (_, index) =>
        messageOf(tx.nextId('message'), from + index, accounts),
      )
      const parts = rows.map((row) => partOf(tx.nextId('part'), row.id, row.recipient))
      insert(tx, 'message', rows)
      insert(tx, 'part', parts)
    })
  }
}

const messageOf = (id: number, index: number, accounts: number) => ({
  id,
  lane: 1 + (index % 3),
  kind: 'manual',
  recipient: person(index % accounts).phone,
  account_id: 1 + (index % accounts),
  args: JSON.stringify({ kind: 'manual', text: messageText }),
  text: messageText,
  status: 'delivered' as const,
  reason: null,
  not_before: at,
  expires_at: at + 86_400_000,
  dedupe_key: `bench:${id}`,
  parts: 1,
  attempts: 1,
  created_at: at,
  operator_id: null,
  sent_at: at,
  done_at: at,
  inbox_id: null,
  payment_id: null,
  occurrence_id: null,
  campaign_id: null,
})

const partOf = (id: number, message_id: number, recipient: string) => ({
  id,
  message_id,
  number: 1,
  total: 1,
  status: 'delivered' as const,
  pdu: '0031000B919701214365F70008A70',
  length: 20,
  recipient,
  sim: '250990000000001',
  reference: id % 256,
  submitted_at: at,
  accepted_at: at,
  report_status: 0,
  reported_at: at,
  error: null,
})
