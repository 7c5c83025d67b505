import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCommand } from '../../src/main/domain/commands.ts'
import { editDistance } from '../../src/main/domain/edit-distance.ts'

const context = fc.record({ codeExpected: fc.boolean(), menuRows: fc.nat(20) })
const accountNumber = fc.stringMatching(/^[0-9]{5,10}$/)

describe('reading any SMS', () => {
  test('never throws and always answers with a kind', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), context, (text, asked) => {
        expect(readCommand(text, asked).kind).toBeTypeOf('string')
      }),
      { numRuns: 5_000 },
    )
  })

  test('an account number comes back digit by digit, whatever stands around it', () => {
    const keyword = fc.constantFrom('долг', 'ДОЛГ', 'Dolg', 'баланс', 'дрлг', '')
    const tail = fc.constantFrom('', '.', '!', ' пожалуйста', '?')
    fc.assert(
      fc.property(keyword, accountNumber, tail, (word, number, end) => {
        const command = readCommand(`${word} ${number}${end}`, { codeExpected: false, menuRows: 0 })
        expect(command).toEqual({ kind: 'debt', target: { kind: 'account', number } })
      }),
    )
  })

  test('a text without a stop word is never a refusal', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[а-жА-Ж0-9 ,.!]{0,100}$/), context, (text, asked) => {
        expect(readCommand(text, asked).kind).not.toBe('stop')
      }),
    )
  })
})

describe('the distance of two words', () => {
  const word = fc.stringMatching(/^[АБВГ]{0,7}$/)

  test('is symmetric, zero only for equals and at most the longer length', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b, 9)
        expect(distance).toBe(editDistance(b, a, 9))
        expect(distance === 0).toBe(a === b)
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length))
      }),
    )
  })

  test('gives the same answer under a tighter limit, or says there is more', () => {
    fc.assert(
      fc.property(word, word, fc.nat(4), (a, b, limit) => {
        expect(editDistance(a, b, limit)).toBe(Math.min(editDistance(a, b, 20), limit + 1))
      }),
    )
  })
})
