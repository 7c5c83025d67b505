import { describe, expect, test } from 'vitest'
import { isUssdCode, parseUssd, ussdCommand } from '../../../src/main/modem/at/ussd.ts'

describe('a question', () => {
  test.each([
    ['plain', 'AT+CUSD=1,"*100#",15'],
    ['ucs2', 'AT+CUSD=1,"002A0031003000300023",15'],
    ['packed', 'AT+CUSD=1,"AA180C3602",15'],
  ] as const)('in %s is %s', (coding, command) => {
    expect(ussdCommand('*100#', coding)).toBe(command)
  })

  test('of seven letters fills its spare bits, so that no @ is read at its end', () => {
    expect(ussdCommand('*105*1#', 'packed')).toBe('AT+CUSD=1,"AA18ACA68A8D1A",15')
  })

  test.each(['', '*100#"\r\nAT+CMGD=1,4', '*1 0#', 'баланс', '1'.repeat(161)])('%j is none', (code) => {
    expect(isUssdCode(code)).toBe(false)
  })

  test('that is a reply in letters is one', () => {
    expect(isUssdCode('Da')).toBe(true)
  })
})

describe('an answer', () => {
  test.each([
    ['+CUSD: 0,"Balance: 12.50 r",15', 0, 'Balance: 12.50 r'],
    ['+CUSD: 0,"0411043004 3B"', 0, '0411043004 3B'],
    ['+CUSD: 0,"04110430043B0430043D0441003A00200031",72', 0, 'Баланс: 1'],
    ['+CUSD: 0,"04110430043B0430043D0441",15', 0, 'Баланс'],
    ['+CUSD: 1,"1 Balance\n2 Tariff",15', 1, '1 Balance\n2 Tariff'],
    ['+CUSD: 0,"C2303B2C0EEBDD2076790D8296E5ABA0",15', 0, null],
    ['+CUSD: 0,Balance 12.50', 0, 'Balance 12.50'],
    ['+CUSD: 2', 2, null],
    ['+CUSD: 4', 4, null],
    ['+CUSD: 5,"",15', 5, null],
    ['+CUSD:0,"Ваш"', 0, 'Ваш'],
  ])('%j is told', (line, state, text) => {
    const answer = parseUssd(line, false)
    expect(answer?.state).toBe(state)
    if (text !== null) expect(answer?.text).toBe(text)
  })

  test.each(['Balance: 12.50 r', 'Vash balans 100 rub', 'Balance'])(
    '%j packed in seven bits is unpacked, whether the modem is known to pack or not',
    (text) => {
      const packed = /"(.*)"/.exec(ussdCommand(text, 'packed') ?? '')?.[1]
      for (const known of [true, false])
        expect(parseUssd(`+CUSD: 0,"${packed}",15`, known)).toEqual({ state: 0, text })
    },
  )

  test('of three digits is unpacked only where the modem is known to pack', () => {
    expect(parseUssd('+CUSD: 0,"31D90C",15', true)?.text).toBe('123')
    expect(parseUssd('+CUSD: 0,"31D90C",15', false)?.text).toBe('31D90C')
  })

  test('of digits alone is the digits', () => {
    expect(parseUssd('+CUSD: 0,"12345678",15', false)?.text).toBe('12345678')
  })

  test('with a language before its UCS2 text leaves it out', () => {
    expect(parseUssd('+CUSD: 0,"F2790414043E043B0433",17', false)?.text).toBe('Долг')
    expect(parseUssd('+CUSD: 0,"0414043E043B0433",17', false)?.text).toBe('Долг')
  })

  test.each(['+CUSD', '+CUSD: x', 'OK', '', '+CMGS: 1', '+CUSD: 1\u0000,'])('%j is none', (line) => {
    expect(parseUssd(line, false)).toBeNull()
  })
})
