import { describe, expect, test } from 'vitest'
import { createQuotedLines } from '../../../src/main/modem/at/quoted.ts'

const joined = (lines: readonly string[]): (string | null)[] => {
  const quoted = createQuotedLines()
  return lines.map((line) => quoted.take(line))
}

describe('a quoted text that the modem cut into lines', () => {
  test('is one line again, its answer words included', () => {
    expect(joined(['+CUSD: 1,"1 Balance', 'OK', '2 Tariff",15', 'OK'])).toEqual([
      null,
      null,
      '+CUSD: 1,"1 Balance\nOK\n2 Tariff",15',
      'OK',
    ])
  })

  test('in one piece is left as it is, as are other lines', () => {
    const lines = ['+CUSD: 0,"12.50",15', '+CUSD: 4', '+COPS: 0,0,"Net', 'OK']
    expect(joined(lines)).toEqual(lines)
  })

  test('whose end was lost lets the answers through after 24 lines', () => {
    const quoted = createQuotedLines()
    quoted.take('+CUSD: 0,"lost')
    const taken = Array.from({ length: 30 }, () => quoted.take('OK'))
    expect(taken.filter((line) => line === 'OK')).toHaveLength(7)
  })

  test('that goes on for ever is cut after 900 letters', () => {
    const quoted = createQuotedLines()
    quoted.take('+CUSD: 0,"long')
    expect(quoted.take('x'.repeat(1000))).toHaveLength(1015)
    expect(quoted.take('OK')).toBe('OK')
  })
})
