import { describe, expect, test } from 'vitest'
import { longestValues } from '../../src/main/domain/default-templates.ts'
import {
  arrivalKind,
  confirmationKind,
  listAccounts,
  type PaidFacts,
  refusalOf,
} from '../../src/main/domain/text-choice.ts'

const paid: PaidFacts = {
  legalType: 'agent',
  prepaid: false,
  mayKnowBalance: true,
  debtLeft: 0,
  advance: 0,
  leftIsOverdue: false,
}

describe('which confirmation is sent', () => {
  test('all paid, a kopeck left, a kopeck over', () => {
    expect(confirmationKind(paid)).toBe('paid-full')
    expect(confirmationKind({ ...paid, debtLeft: 1 })).toBe('paid-part')
    expect(confirmationKind({ ...paid, advance: 1 })).toBe('paid-advance')
  })

  test('no date is promised for what is overdue already', () => {
    expect(confirmationKind({ ...paid, debtLeft: 1, leftIsOverdue: true })).toBe('paid-part-overdue')
  })

  test('a stranger’s phone gets no balance, whatever it is', () => {
    for (const facts of [{ debtLeft: 100 }, { advance: 100 }, {}]) {
      expect(confirmationKind({ ...paid, ...facts, mayKnowBalance: false })).toBe('paid-stranger')
    }
  })

  test('a lender’s debt is not said to be paid before the money arrives', () => {
    expect(confirmationKind({ ...paid, legalType: 'lender' })).toBe('paid-lender')
    expect(confirmationKind({ ...paid, legalType: 'bank', mayKnowBalance: false })).toBe('paid-lender')
  })

  test('a prepaid service has no debt to speak of', () => {
    expect(confirmationKind({ ...paid, prepaid: true, advance: 5 })).toBe('paid-prepaid')
  })

  test('СРОК is answered by the state of the desk', () => {
    expect(arrivalKind('agent', true)).toBe('arrival')
    expect(arrivalKind('agent', false)).toBe('arrival-closed')
    expect(arrivalKind('bank', true)).toBe('arrival-lender')
  })
})

describe('what СТОП refuses', () => {
  test('after a reminder reminders, after advertising or nothing advertising', () => {
    expect(refusalOf(false, 'reminder')).toEqual({ ads: false, reminders: true, reply: 'stop-reminders' })
    expect(refusalOf(false, 'campaign')).toEqual({ ads: true, reminders: false, reply: 'stop' })
    expect(refusalOf(false, null)).toEqual({ ads: true, reminders: false, reply: 'stop' })
  })

  test('СТОП ВСЕ refuses both', () => {
    expect(refusalOf(true, 'reminder')).toEqual({ ads: true, reminders: true, reply: 'stop-all' })
  })
})

describe('the list of accounts', () => {
  test('is numbered as a choice names it', () => {
    const accounts = [
      { service: 'вода', account: '100234' },
      { service: 'свет', account: '20045' },
    ]
    expect(listAccounts(accounts, longestValues.list)).toEqual({
      list: '1 вода 100234, 2 свет 20045',
      rows: 2,
    })
  })

  test('a row that does not fit is left out whole', () => {
    const accounts = Array.from({ length: 9 }, () => ({ service: 'водоснаб', account: '1234567890' }))
    const { list, rows } = listAccounts(accounts, longestValues.list)
    expect(rows).toBe(4)
    expect(list.length).toBeLessThanOrEqual(longestValues.list)
    expect(list.endsWith('1234567890')).toBe(true)
  })
})
