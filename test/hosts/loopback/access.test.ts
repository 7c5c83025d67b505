import { expect, test } from 'vitest'
import { createAccess } from '../../../src/main/hosts/loopback/access.ts'
import { createRandom } from '../../../src/main/platform/random.ts'
import { createManualTimers } from '../../fakes/manual-timers.ts'

function open() {
  const timers = createManualTimers()
  let windows = 0
  const access = createAccess(createRandom(), timers, () => {
    windows += 1
    return windows
  })
  return { access, timers }
}

test('a ticket with a lifetime expires', () => {
  const { access, timers } = open()
  const ticket = access.issueTicket(60_000)
  timers.advance(60_001)
  expect(access.exchange(ticket)).toBeNull()
})

test('a ticket without a lifetime waits for its window', () => {
  const { access, timers } = open()
  const ticket = access.issueTicket(null)
  timers.advance(86_400_000)
  expect(access.exchange(ticket)).not.toBeNull()
})

test('each token has what belongs to its window', () => {
  const { access } = open()
  const tokens = [1, 2].map(() => access.exchange(access.issueTicket(null)) ?? '')
  expect(tokens.map((token) => access.holder(token))).toEqual([1, 2])
})

test('secrets are 256 bits and never the same', () => {
  const { access } = open()
  const tickets = Array.from({ length: 100 }, () => access.issueTicket(null))
  expect(new Set(tickets).size).toBe(100)
  for (const ticket of tickets) expect(Buffer.from(ticket, 'base64url')).toHaveLength(32)
})

test('too many unused tickets drop the oldest', () => {
  const { access } = open()
  const tickets = Array.from({ length: 17 }, () => access.issueTicket(null))
  expect(access.exchange(tickets[0] ?? '')).toBeNull()
  expect(access.exchange(tickets[1] ?? '')).not.toBeNull()
})

test('an empty token belongs to nobody', () => {
  const { access } = open()
  access.exchange(access.issueTicket(null))
  expect(access.holder('')).toBeNull()
})
