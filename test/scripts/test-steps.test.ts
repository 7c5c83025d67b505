import { describe, expect, test } from 'vitest'
import { countReport } from '../../scripts/lib/test-steps.mjs'

describe('what a test run counts', () => {
  test('passed and failed tests are counted as reported', () => {
    expect(countReport({ numPassedTests: 5, numFailedTests: 2 }, 1)).toEqual({ passed: 5, failed: 2 })
  })

  test('a file that does not load is a failure though no test failed', () => {
    expect(countReport({ numPassedTests: 5, numFailedTests: 0 }, 1)).toEqual({ passed: 5, failed: 1 })
  })
})
