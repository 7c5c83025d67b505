import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkNames } from '../../../src/shared/contract/verify.ts'
import { type OfficeCore, openDesk } from '../../fakes/office-core.ts'
import { owing, pay } from '../kit.ts'
import { busyOffice } from './rig.ts'

let office: OfficeCore

beforeAll(async () => {
  office = await busyOffice()
})

afterAll(() => office.close())

test('an office that worked agrees with its ledger', async () => {
  const report = await office.get('verify.run', {})
  expect(report.findings).toEqual([])
  expect(report.size).toBeGreaterThan(10_000)
})

test('every check has looked at something', async () => {
  const { checks } = await office.get('verify.run', {})
  expect(checks.map(({ check }) => check)).toEqual(checkNames)
  expect(checks.filter(({ checked }) => checked === 0)).toEqual([])
})

test('money taken and requests answered while it runs are no difference', async () => {
  const account = await owing(office, '109902', '500,00', '700,00')
  const checking = office.get('verify.run', {})
  const work = async (): Promise<void> => {
    for (const sum_kop of [10_000, 60_000, 90_000]) {
      const { payments } = await pay(office, account, sum_kop)
      await office.get('desk.reverse', { paymentId: payments[0]?.id ?? 0, reason: 'проверка' })
      await office.get('phones.send', { number: '+79005550234', text: 'долг 100234' })
    }
  }
  const [report] = await Promise.all([checking, work()])
  expect(report.findings).toEqual([])
  expect((await office.get('verify.run', {})).findings).toEqual([])
})

test('its progress is told, and two windows that ask together are answered by one run', async () => {
  const starts: number[] = []
  const end = office.core.subscribe((event) => {
    if (event.type === 'progress' && event.job === 'verify') starts.push(event.done)
  })
  const [first, second] = await Promise.all([office.get('verify.run', {}), office.get('verify.run', {})])
  end()
  expect(second.checks).toEqual(first.checks)
  expect(starts.length).toBeGreaterThan(1)
  expect(starts).toEqual(starts.toSorted((left, right) => left - right))
})

test('closing the office ends it before the store is closed under it', async () => {
  const closing = await openDesk()
  const checking = closing.call('verify.run', {})
  await closing.core.stop()
  expect(await checking).toEqual({ ok: false, error: { code: 'call.stopping', details: {} } })
  await rm(closing.folder, { recursive: true })
})
