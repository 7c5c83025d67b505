import { describe, expect, test } from 'vitest'
import { classify, isBusy } from '../../../src/main/modem/at/errors.ts'
import { parseFinal } from '../../../src/main/modem/at/lines.ts'

function errorOf(line: string) {
  const final = parseFinal(line)
  if (final?.kind !== 'error') throw new Error(`${line} is no error`)
  return final.error
}

describe('final results', () => {
  test('OK, coded errors with and without a space, bare words', () => {
    expect(parseFinal('OK')).toEqual({ kind: 'ok' })
    expect(errorOf('+CMS ERROR: 38').code).toBe(38)
    expect(errorOf('+CMS ERROR:500').code).toBe(500)
    expect(errorOf('+CME ERROR: SIM busy')).toEqual({
      family: 'cme',
      code: 14,
      line: '+CME ERROR: SIM busy',
    })
    expect(errorOf('+CMS ERROR: memory full').code).toBe(322)
    expect(errorOf('+CME ERROR: the dog ate it').code).toBeNull()
    expect(errorOf('+CMS ERROR').code).toBeNull()
    for (const word of ['ERROR', 'COMMAND NOT SUPPORT', 'NO CARRIER', 'TOO MANY PARAMETERS']) {
      expect(errorOf(word).family).toBe('word')
    }
  })

  test('lines that only look like one are none', () => {
    for (const line of ['OKAY', 'ok', '+CMGS: 5', 'ERRORS', '+CMTI: "SM",1'])
      expect(parseFinal(line)).toBeNull()
  })
})

describe('what a code means for the message', () => {
  test.each([
    ['+CMS ERROR: 1', 'permanent'],
    ['+CMS ERROR: 28', 'permanent'],
    ['+CMS ERROR: 8', 'barred'],
    ['+CMS ERROR: 302', 'barred'],
    ['+CMS ERROR: 41', 'soon'],
    ['+CMS ERROR: 500', 'soon'],
    ['+CMS ERROR: 38', 'later'],
    ['+CMS ERROR: 331', 'later'],
    ['+CMS ERROR: 322', 'device'],
    ['+CMS ERROR: 330', 'device'],
    ['+CMS ERROR: 210', 'device'],
    ['+CMS ERROR: 332', 'soon'],
    ['+CMS ERROR: 340', 'soon'],
    ['+CMS ERROR: 512', 'soon'],
    ['+CMS ERROR: 42', 'later'],
    ['+CMS ERROR: 10', 'barred'],
    ['+CMS ERROR: 193', 'barred'],
    ['+CMS ERROR: 160', 'permanent'],
    ['+CMS ERROR: 196', 'permanent'],
    ['+CMS ERROR: 549', 'our-bug'],
    ['+CMS ERROR: 530', 'soon'],
    ['+CMS ERROR: network timeout', 'soon'],
    ['+CMS ERROR: 310', 'device'],
    ['+CMS ERROR: 304', 'our-bug'],
    ['+CMS ERROR: 515', 'our-bug'],
    ['+CME ERROR: 515', 'soon'],
    ['+CME ERROR: 10', 'device'],
    ['+CME ERROR: 30', 'later'],
    ['+CMS ERROR: 999', 'soon'],
    ['ERROR', 'soon'],
  ])('%s is %s', (line, meaning) => {
    expect(classify(errorOf(line)).class).toBe(meaning)
  })

  test('three refusals were seen to pass and are worth one more try; others are not', () => {
    const once = (code: number): boolean => classify(errorOf(`+CMS ERROR: ${code}`)).once === true
    expect(Array.from({ length: 1024 }, (_, code) => code).filter(once)).toEqual([21, 27, 127])
  })

  test('a code by which its maker says busy is soon, for that maker', () => {
    expect(classify(errorOf('+CMS ERROR: 515'), [515]).class).toBe('soon')
    expect(isBusy(errorOf('+CMS ERROR: 515'), [515])).toBe(true)
    expect(isBusy(errorOf('+CMS ERROR: 515'))).toBe(false)
  })

  test('busy is only what passes by itself', () => {
    expect(
      ['+CME ERROR: 14', '+CME ERROR: 515', '+CMS ERROR: 314'].every((line) => isBusy(errorOf(line))),
    ).toBe(true)
    expect(isBusy(errorOf('+CME ERROR: 10'))).toBe(false)
  })
})
