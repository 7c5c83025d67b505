import { describe, expect, test } from 'vitest'
import { fuzz, targets } from '../fuzz/targets.ts'

describe('twenty thousand inputs', () => {
  test.each(Object.keys(targets))('break no rule of the %s', (name) => {
    const seed = Date.now() % 2 ** 31
    expect(fuzz(name, 20_000, seed).inputs).toBe(20_000)
  })
})
