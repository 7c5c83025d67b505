import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkNames } from '../../../src/shared/contract/verify.ts'
import type { OfficeCore } from '../../fakes/office-core.ts'
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
