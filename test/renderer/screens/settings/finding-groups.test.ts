import { expect, test } from 'vitest'
import {
  comparisons,
  findingGroups,
  shownOfEach,
  valueText,
} from '../../../../src/renderer/screens/settings/safety/finding-groups.ts'
import { checkNames, type VerifyFinding } from '../../../../src/shared/contract/verify.ts'

const texts = import.meta.glob<Record<string, unknown>>('../../../../src/renderer/i18n/ru/safety.json', {
  eager: true,
  import: 'default',
})

const findings = Array.from(
  { length: 20 },
  (_, index): VerifyFinding => ({
    check: 'account.debt',
    table: 'account',
    id: index + 1,
    expected: 100,
    found: 123_456,
  }),
)

test('what differs is grouped by check, the first of it shown and the rest counted', () => {
  const checks = [
    { check: 'bill.left', checked: 5, wrong: 0 },
    { check: 'account.debt', checked: 700, wrong: 500 },
  ] as const
  const groups = findingGroups({ checks: [...checks], findings })
  expect(groups).toEqual([
    {
      check: 'account.debt',
      wrong: 500,
      shown: findings.slice(0, shownOfEach),
      more: 500 - shownOfEach,
    },
  ])
  expect(comparisons({ checks: [...checks] })).toBe(705)
})

test('sums are rubles, ids and words stay what they are, nothing is nothing', () => {
  expect(valueText('account.debt', 123_456)).toBe('1\u00a0234,56 ₽')
  expect(valueText('registry.row', 12)).toBe('12')
  expect(valueText('reference', 'client_id → client 5')).toBe('client_id → client 5')
  expect(valueText('reference', null)).toBeNull()
  expect(valueText('message.parts', '')).toBeNull()
})

test('every check has its words', () => {
  const [file] = Object.values(texts)
  const wordsOf = (path: string): unknown =>
    path.split('.').reduce<unknown>((at, key) => Object(at)[key], file?.['check'])
  for (const check of checkNames) expect([check, typeof wordsOf(check)]).toEqual([check, 'string'])
})
