import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OfficeCore, openDesk } from '../../fakes/office-core.ts'
import { dumpFiles } from '../../fakes/office-store.ts'
import {
  accountOf,
  balancesFile,
  chargesFile,
  house,
  ledgerProblems,
  newAccount,
  pay,
  post,
  postCharges,
  preview,
  water,
} from '../kit.ts'

let office: OfficeCore

beforeAll(async () => {
  office = await openDesk()
})

afterAll(async () => {
  const problems = await ledgerProblems(office)
  await office.close()
  expect(problems).toEqual([])
})

const registries = async () => (await office.get('registries.page', { cursor: null })).items
const rowsOf = async (id: number, state: 'rejected' | 'duplicate' | 'new' | 'matched' | 'posted') =>
  (await office.get('registries.rows', { id, state, cursor: null })).items

const bytesOf = (lines: readonly string[]): Uint8Array => new TextEncoder().encode(lines.join('\r\n'))
const header = 'Лицевой счёт;ФИО;Период;Начислено;Срок оплаты'

describe('the shipped examples', () => {
  const load = async (fileName: string) => {
    const { items } = await office.get('registries.examples', {})
    const example = items.find((item) => item.fileName === fileName)
    if (example === undefined || example.serviceId === null) throw new Error('no such example')
    const { bytes } = await office.get('registries.example', { fileName })
    const { serviceId, kind, asOfDay } = example
    const seen = await preview(office, bytes, { fileName, serviceId, kind, asOfDay })
    if (!seen.ok) throw new Error(seen.error.code)
    return { bytes, serviceId, kind, asOfDay, view: seen.value }
  }

  test.each([
    ['vodokanal-2026-12.txt', 'windows-1251', 3, 2],
    ['energosbyt-2026-12.csv', 'utf-8', 1, 1],
    ['uk-saldo-2026-11-20.txt', 'windows-1251', 1, 1],
  ])(
    '%s: seen first, posted, and the second time nothing more is owed',
    async (name, encoding, rejected, fresh) => {
      const { bytes, view, serviceId, kind, asOfDay } = await load(name)
      expect(view).toMatchObject({ encoding, rejected, newAccounts: fresh, status: 'matched', duplicates: 0 })
      const refused = await rowsOf(view.id, 'rejected')
      expect(refused.every((row) => row.code !== null && row.row > 1 && row.raw !== '')).toBe(true)
      const posted = await office.get('registries.post', { id: view.id })
      expect(posted).toMatchObject({ posted: view.matched + view.newAccounts, total_kop: view.total_kop })
      const before = (await office.get('providers.list', {})).items.map((item) => item.debt_kop)
      const again = await preview(office, bytes, { serviceId, kind, asOfDay })
      if (!again.ok) throw new Error(again.error.code)
      expect(again.value).toMatchObject({
        matched: 0,
        newAccounts: 0,
        duplicates: posted.posted,
        total_kop: 0,
      })
      expect(await office.get('registries.post', { id: again.value.id })).toMatchObject({ posted: 0 })
      expect((await office.get('providers.list', {})).items.map((item) => item.debt_kop)).toEqual(before)
    },
  )

  test('a posted registry is neither posted again nor discarded', async () => {
    const [last] = await registries()
    const id = last?.id ?? 0
    expect(await office.call('registries.post', { id })).toMatchObject({ error: { code: 'registry.posted' } })
    expect(await office.call('registries.discard', { id })).toMatchObject({
      error: { code: 'registry.posted' },
    })
  })
})

describe('a preview', () => {
  test('owes nobody anything, and a discarded one is gone', async () => {
    const account = await newAccount(office, '104001')
    const rows = [{ account: '104001', period: '12.2026', sum: '100,00', due: '15.01.2027' }]
    const seen = await preview(office, chargesFile(rows))
    const id = seen.ok ? seen.value.id : 0
    expect((await accountOf(office, account)).debt_kop).toBe(0)
    await office.get('registries.discard', { id })
    expect(await office.call('registries.get', { id })).toMatchObject({ error: { code: 'not-found' } })
    expect(await rowsOf(id, 'matched')).toEqual([])
  })

  test('posted by two windows at once is posted once', async () => {
    const account = await newAccount(office, '104002')
    const rows = [{ account: '104002', period: '12.2026', sum: '100,00', due: '15.01.2027' }]
    const seen = await preview(office, chargesFile(rows))
    const id = seen.ok ? seen.value.id : 0
    const both = await Promise.all([
      office.call('registries.post', { id }),
      office.call('registries.post', { id }),
    ])
    expect(both.filter((one) => one.ok)).toHaveLength(1)
    expect((await accountOf(office, account)).debt_kop).toBe(10_000)
  })

  test('posted after its twin says that it posted nothing, not what its preview promised', async () => {
    const account = await newAccount(office, '104090')
    const file = chargesFile([{ account: '104090', period: '12.2026', sum: '100,00', due: '15.01.2027' }])
    const seen = [await preview(office, file), await preview(office, file)]
    const ids = seen.map((one) => (one.ok ? one.value.id : 0))
    for (const id of ids) await office.get('registries.post', { id })
    const [first, twin] = await Promise.all(ids.map((id) => office.get('registries.get', { id })))
    expect(first).toMatchObject({ matched: 1, duplicates: 0, total_kop: 10_000 })
    expect(twin).toMatchObject({ matched: 0, duplicates: 1, total_kop: 0 })
    expect((await accountOf(office, account)).debt_kop).toBe(10_000)
  })

  test('reads «1 234,56» and «1234.56» as one sum', async () => {
    const spaced = await newAccount(office, '104003')
    await postCharges(office, [{ account: '104003', period: '12.2026', sum: '1 234,56', due: '15.01.2027' }])
    const dotted = await newAccount(office, '104004')
    await postCharges(office, [{ account: '104004', period: '12.2026', sum: '1234.56', due: '15.01.2027' }])
    expect((await accountOf(office, spaced)).debt_kop).toBe(123_456)
    expect((await accountOf(office, dotted)).debt_kop).toBe(123_456)
  })

  test('keeps a negative sum and a repeated account out, by row and reason', async () => {
    await newAccount(office, '104005')
    const row = { account: '104005', period: '12.2026', sum: '100,00', due: '15.01.2027' }
    const seen = await preview(office, chargesFile([row, row, { ...row, account: '104006', sum: '-5,00' }]))
    const rejected = await rowsOf(seen.ok ? seen.value.id : 0, 'rejected')
    expect(rejected.map(({ row: number, code }) => [number, code])).toEqual([
      [3, 'duplicate'],
      [4, 'negative'],
    ])
  })

  test('keeps a torn last line out and the rest in', async () => {
    await newAccount(office, '104007')
    await newAccount(office, '104008')
    const whole = bytesOf([header, '104007;Целый;12.2026;10,00;15.01.2027', '104008;Оборванный;12.2026;20'])
    const seen = await preview(office, whole)
    expect(seen).toMatchObject({ ok: true, value: { matched: 1, rejected: 1 } })
  })

  test.each(['utf-8', 'cp866', 'koi8-r'] as const)(
    'of a Windows-1251 file read as %s by force is refused, and the likely encoding is named',
    async (encoding) => {
      const text = `${header}\r\n104009;Петрова Анна;12.2026;10,00;15.01.2027\r\n`
      const before = (await registries()).length
      expect(await preview(office, iconv.encode(text, 'windows-1251'), { encoding })).toMatchObject({
        error: { code: 'registry.unreadable', details: { problem: 'encoding', likely: 'windows-1251' } },
      })
      expect((await registries()).length).toBe(before)
    },
  )

  test.each([
    ['nothing at all', new Uint8Array(0)],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])],
    ['only a header', bytesOf([header, ''])],
    ['a letter', bytesOf(['Здравствуйте!', 'Высылаем вам реестр позже.'])],
  ])('of %s is an error, and nothing is left behind', async (_what, bytes) => {
    const before = await dumpFiles(office.folder)
    const seen = await preview(office, bytes)
    expect(seen.ok ? 'read' : seen.error.code).toMatch(/^registry\.(empty|unreadable|profile)$/)
    const after = await dumpFiles(office.folder)
    expect(after['registry']).toEqual(before['registry'])
    expect(after['registry_row']).toEqual(before['registry_row'])
  })

  test('of an unknown service is refused', async () => {
    const rows = [{ account: '104001', period: '12.2026', sum: '1,00', due: '15.01.2027' }]
    expect(await preview(office, chargesFile(rows), { serviceId: 999 })).toMatchObject({
      error: { code: 'not-found' },
    })
  })
})

describe('new accounts', () => {
  test('come with the file, each once though it has two periods there', async () => {
    const rows = [
      { account: '104101', period: '11.2026', sum: '10,00', due: '15.12.2026' },
      { account: '104101', period: '12.2026', sum: '20,00', due: '15.01.2027' },
    ]
    expect(await postCharges(office, rows)).toMatchObject({ posted: 2 })
    const { hits } = await office.get('desk.search', { text: '104101' })
    expect(hits.map((hit) => [hit.number, hit.debt_kop])).toEqual([['104101', 3000]])
  })

  test('made by hand between preview and posting are not made twice', async () => {
    const rows = [{ account: '104102', period: '12.2026', sum: '10,00', due: '15.01.2027' }]
    const seen = await preview(office, chargesFile(rows))
    const account = await newAccount(office, '104102')
    await office.get('registries.post', { id: seen.ok ? seen.value.id : 0 })
    expect((await accountOf(office, account)).debt_kop).toBe(1000)
  })
})

describe('a balance', () => {
  const balance = (account: string, day: string, sum: string) =>
    post(office, balancesFile(day, [{ account, sum }]), { serviceId: house, kind: 'balance' })

  test('replaces the one before: two months never add up', async () => {
    const account = await newAccount(office, '20400001', house)
    await balance('20400001', '31.10.2026', '1000,00')
    await balance('20400001', '15.11.2026', '1500,00')
    expect(await accountOf(office, account)).toMatchObject({ debt_kop: 150_000 })
  })

  test('is less by the payments that the provider had not counted', async () => {
    const account = await newAccount(office, '20400002', house)
    await balance('20400002', '31.10.2026', '1000,00')
    await pay(office, account, 30_000)
    await balance('20400002', '15.11.2026', '1000,00')
    expect(await accountOf(office, account)).toMatchObject({ debt_kop: 70_000, advance_kop: 0 })
  })

  test('below zero is kept out with its reason, and what was owed before stays', async () => {
    const account = await newAccount(office, '20400003', house)
    await balance('20400003', '31.10.2026', '100,00')
    const overpaid = balancesFile('15.11.2026', [{ account: '20400003', sum: '-50,00' }])
    const seen = await preview(office, overpaid, { serviceId: house, kind: 'balance' })
    expect(await rowsOf(seen.ok ? seen.value.id : 0, 'rejected')).toMatchObject([{ code: 'negative' }])
    expect(await accountOf(office, account)).toMatchObject({ debt_kop: 10_000, advance_kop: 0 })
  })

  test('older than the one posted is set aside with its reason', async () => {
    const account = await newAccount(office, '20400004', house)
    await balance('20400004', '15.11.2026', '100,00')
    expect(await balance('20400004', '31.10.2026', '900,00')).toMatchObject({ posted: 0 })
    expect((await accountOf(office, account)).debt_kop).toBe(10_000)
    const [last] = await registries()
    expect(await rowsOf(last?.id ?? 0, 'rejected')).toMatchObject([{ code: 'older-balance' }])
  })

  test('without its day is refused', async () => {
    const bytes = bytesOf(['Лицевой счёт;ФИО;Сальдо', '20400004;Проверкин;10,00', ''])
    expect(await preview(office, bytes, { serviceId: house, kind: 'balance' })).toMatchObject({
      error: { code: 'registry.profile' },
    })
  })
})

test('posting that was cut in the middle goes on where it stopped: each row once', async () => {
  const rows = Array.from({ length: 1200 }, (_, index) => ({
    account: String(104_200 + index),
    period: '12.2026',
    sum: '1,00',
    due: '15.01.2027',
  }))
  const seen = await preview(office, chargesFile(rows), { serviceId: water })
  const id = seen.ok ? seen.value.id : 0
  const cut = new Promise<void>((resolve) => {
    const end = office.core.subscribe((event) => {
      if (event.type !== 'progress' || event.job !== `registry:${id}`) return
      end()
      resolve()
    })
  })
  const posting = office.call('registries.post', { id })
  await cut
  await Promise.all([office.restart(), posting])
  await office.login(1, '1111')
  expect((await office.get('registries.get', { id })).status).toBe('matched')
  expect(await office.get('registries.post', { id })).toMatchObject({ posted: 1200, total_kop: 120_000 })
  expect(await rowsOf(id, 'matched')).toEqual([])
  const { hits } = await office.get('desk.search', { text: '104900' })
  expect(hits[0]?.debt_kop).toBe(100)
})
