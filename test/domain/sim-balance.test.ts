import { describe, expect, test } from 'vitest'
import {
  anyBalance,
  isUssdCode,
  patternProblem,
  questionFor,
  readAmount,
  readBalance,
} from '../../src/main/domain/sim-balance.ts'

describe('the balance in an answer', () => {
  test.each([
    ['Баланс 123,45 р', 12_345],
    ['Баланс: 123,45 р.', 12_345],
    ['Ваш баланс: 1 234.56 руб. Подробнее *111#', 123_456],
    ['Баланс: минус 5 руб', -500],
    ['Balans:-12.30r. Info 0500', -1230],
    ['Баланс 0 р', 0],
    ['На балансе 50 р. Подключите *777#', 5000],
    ['Ваш баланс\n88,1 р', 8810],
    ["Баланс 1'000,00 р", 100_000],
  ])('«%s»', (answer, kopecks) => {
    expect(readBalance(answer, anyBalance)).toBe(kopecks)
  })

  test.each(['Сервис временно недоступен', '1. Баланс\n2. Тариф\n0. Выход', ''])(
    'is not made up out of «%s»',
    (answer) => {
      expect(readBalance(answer, anyBalance)).toBeNull()
    },
  )

  test('takes the group that matched where a pattern has two', () => {
    expect(readBalance('остаток 7,00', String.raw`баланс (\d+)|остаток (\d+,\d\d)`)).toBe(700)
  })

  test('an amount too large to be money is none', () => {
    expect(readAmount('99999999999999999999')).toBeNull()
  })
})

describe('a pattern is refused', () => {
  test.each([
    ['баланс', 'no-group'],
    ['(баланс', 'not-an-expression'],
    ['(a+)+$', 'endless'],
    ['(a|a)*b', 'endless'],
    [String.raw`(\d+)\1`, 'endless'],
    ['(.*.*.*.*)x', 'endless'],
    [`(${'x'.repeat(200)})`, 'too-long'],
  ])('«%s»: %s', (pattern, problem) => {
    expect(patternProblem(pattern)).toBe(problem)
  })

  test('and those we begin with are fit', () => {
    for (const imsi of [
      '250010000000001',
      '250020000000001',
      '250110000000001',
      '250200000000001',
      '250990000000001',
    ])
      expect(patternProblem(questionFor(imsi)?.pattern ?? '')).toBeNull()
    expect(questionFor('310150000000001')).toBeNull()
  })
})

test.each([
  ['*100#', true],
  ['*111# 1 2', true],
  ['#105#', true],
  ['100', false],
  ['*100#;AT+CFUN=0', false],
  ['*100', false],
])('«%s» can be dialled: %s', (code, can) => {
  expect(isUssdCode(code)).toBe(can)
})
