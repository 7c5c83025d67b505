import { expect, test } from 'vitest'
import { progressParts } from '../../../../src/renderer/screens/campaigns/progress-parts.ts'

const counts = { sent: 5, delivered: 3, waiting: 10, failed: 1, dropped: 2 }

test('each message of a campaign is in one share only', () => {
  const parts = progressParts(counts)
  expect(parts.reduce((sum, part) => sum + part.count, 0)).toBe(18)
})

test('what was delivered is not shown as merely sent', () => {
  expect(progressParts(counts)).toContainEqual({ name: 'sent', count: 2 })
})
