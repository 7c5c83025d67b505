import { describe, expect, test } from 'vitest'
import { checkBankAccount, checkInn, isBic, withAccountKey } from '../../src/main/domain/check-digits.ts'

describe('ИНН', () => {
  test.each(['7707083893', '500100732259'])('%s is right', (inn) => {
    expect(checkInn(inn)).toBe('ok')
  })

  test('the fixture of the payment QR is wrong, so that a wrong one can only warn', () => {
    expect(checkInn('6200098765')).toBe('wrong-digits')
  })

  test.each(['7707083894', '500100732258', '500100732249'])('%s is a digit off', (inn) => {
    expect(checkInn(inn)).toBe('wrong-digits')
  })

  test.each(['', '770708389', '77070838931', '77070838O3'])('«%s» is no ИНН', (inn) => {
    expect(checkInn(inn)).toBe('wrong-length')
  })
})

describe('the key of a bank account', () => {
  test.each([
    ['40602810700000000025', '049805746'],
    ['40702810138250123017', '044525225'],
    ['30101810400000000225', '044525225'],
  ])('%s at %s is right', (account, bic) => {
    expect(checkBankAccount(account, bic)).toBe('ok')
    expect(withAccountKey(account, bic)).toBe(account)
  })

  test('the order’s own correspondent account has key 8 at a bank of region 05', () => {
    expect(withAccountKey('30101810000000000746', '049805746')).toBe('30101810800000000746')
  })

  test('a changed digit is noticed', () => {
    expect(checkBankAccount('40602810700000000026', '049805746')).toBe('wrong-digits')
    expect(checkBankAccount('40602810700000000025', '049805747')).toBe('wrong-digits')
  })

  test('a letter in the sixth place stands for its digit', () => {
    expect(withAccountKey('40602А10700000000025', '049805746')).toBe(
      `40602А10${withAccountKey('40602010700000000025', '049805746')?.charAt(8)}00000000025`,
    )
  })

  test('another length is told apart', () => {
    expect(checkBankAccount('4060281070000000002', '049805746')).toBe('wrong-length')
    expect(checkBankAccount('40602810700000000025', '04980574')).toBe('wrong-length')
    expect(withAccountKey('', '049805746')).toBeNull()
  })

  test('a БИК is nine digits', () => {
    expect(isBic('044525225')).toBe(true)
    expect(isBic('04452522A')).toBe(false)
  })
})
