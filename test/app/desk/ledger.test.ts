import { rm } from 'node:fs/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createChainedLog } from '../../../src/main/app/calls/chained-log.ts'
import { sql } from '../../../src/main/app/ports/sql.ts'
import { createDigests } from '../../../src/main/platform/digests.ts'
import { type OfficeCore, openDesk } from '../../fakes/office-core.ts'
import { plain, reopen } from '../../fakes/office-store.ts'
import {
  type Account,
  accountOf,
  balancesFile,
  house,
  ledgerProblems,
  newAccount,
  pay,
  post,
  postCharges,
} from '../kit.ts'

let office: OfficeCore

beforeAll(async () => {
  office = await openDesk()
})

afterAll(async () => {
  // The last test has stopped it.
  await rm(office.folder, { recursive: true })
})

type Act =
  | { readonly do: 'charge'; readonly sum_kop: number }
  | { readonly do: 'pay'; readonly sum_kop: number }
  | { readonly do: 'reverse'; readonly which: number }
  | { readonly do: 'balance'; readonly sum_kop: number; readonly later_days: number }

const sum_kop = fc.integer({ min: 100, max: 300_000 })
const chargeAct = fc.record({ do: fc.constant('charge' as const), sum_kop })
const payAct = fc.record({ do: fc.constant('pay' as const), sum_kop })
const reverseAct = fc.record({ do: fc.constant('reverse' as const), which: fc.nat(20) })
const balanceAct = fc.record({
  do: fc.constant('balance' as const),
  sum_kop: fc.integer({ min: 0, max: 300_000 }),
  later_days: fc.nat(3),
})

const rub = (kopecks: number): string =>
  `${Math.floor(kopecks / 100)},${String(kopecks % 100).padStart(2, '0')}`

/** Does the acts one after another; gives what the charges less the payments that stand make. */
const run = async (account: Account, acts: readonly Act[]): Promise<number> => {
  let owed_kop = 0
  let posted = 0
  let day = 10
  const paid: { id: number; sum_kop: number }[] = []
  for (const act of acts) {
    posted += 1
    if (act.do === 'charge') {
      const period = `${String((posted % 12) + 1).padStart(2, '0')}.${2027 + Math.floor(posted / 12)}`
      const due = `15.${String((posted % 12) + 1).padStart(2, '0')}.${2027 + Math.floor(posted / 12)}`
      await postCharges(office, [{ account: account.number, period, sum: rub(act.sum_kop), due }])
      owed_kop += act.sum_kop
    } else if (act.do === 'pay') {
      const [payment] = (await pay(office, account, act.sum_kop)).payments
      paid.push({ id: payment?.id ?? 0, sum_kop: act.sum_kop })
      owed_kop -= act.sum_kop
    } else if (act.do === 'reverse') {
      const [one] = paid.splice(act.which % Math.max(1, paid.length), 1)
      if (one === undefined) continue
      await office.get('desk.reverse', { paymentId: one.id, reason: 'проверка' })
      owed_kop += one.sum_kop
    } else {
      day += act.later_days + 1
      const rows = [{ account: account.number, sum: rub(act.sum_kop) }]
      await post(office, balancesFile(`${day}.11.2026`, rows), { serviceId: house, kind: 'balance' })
    }
  }
  return owed_kop
}

test('whatever is charged, paid and undone, debt less advance is what the ledger makes, and never both', async () => {
  let number = 107_000
  const acts = fc.array(fc.oneof(chargeAct, payAct, reverseAct), { minLength: 1, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(acts, async (list) => {
      number += 1
      const account = await newAccount(office, String(number))
      const owed_kop = await run(account, list)
      const { debt_kop, advance_kop } = await accountOf(office, account)
      expect(debt_kop - advance_kop).toBe(owed_kop)
      expect(Math.min(debt_kop, advance_kop)).toBe(0)
    }),
    { numRuns: 25 },
  )
  expect(await ledgerProblems(office)).toEqual([])
})

test('balances among payments and reversals keep the projections equal to the ledger', async () => {
  let number = 20_700_000
  const acts = fc.array(fc.oneof(balanceAct, payAct, reverseAct), { minLength: 2, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(acts, async (list) => {
      number += 1
      await run(await newAccount(office, String(number), house), list)
    }),
    { numRuns: 20 },
  )
  expect(await ledgerProblems(office)).toEqual([])
})

test('the log of all that is one chain; a row altered behind its back is found', async () => {
  await office.core.stop()
  const { store } = await reopen(office.folder)
  const log = createChainedLog(createDigests())
  const entries = store.read.all(sql.selectFrom('log').select('id'))
  expect(entries.length).toBeGreaterThan(50)
  expect(log.firstBroken(store.read)).toBeNull()
  const third = entries[2]?.id ?? 0
  await store.write((tx) => tx.run(plain('UPDATE "log" SET "details" = ? WHERE "id" = ?', '{}', third)))
  expect(log.firstBroken(store.read)).toBe(third)
  await store.close()
})
