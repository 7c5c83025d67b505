import { expect, test } from 'vitest'
import { createRestarts } from '../../src/main/hosts/restarts.ts'
import { createManualTimers } from '../fakes/manual-timers.ts'

const minute_ms = 60_000

const begin = () => {
  const timers = createManualTimers()
  const restarts = createRestarts(timers, { now: () => 7 })
  const ends = (count: number) => Array.from({ length: count }, () => restarts.next('io'))
  return { timers, ends }
}

test('five ends are each followed by an opening, the sixth by a closed gate', () => {
  const stays = begin()
    .ends(6)
    .map((history) => history?.stayClosed)
  expect(stays).toEqual([false, false, false, false, false, true])
})

test('an end is told with its reason and its time', () => {
  expect(begin().ends(1)).toEqual([{ lastFailure: { code: 'io', at: 7 }, stayClosed: false }])
})

test('ends of more than ten minutes ago do not count', () => {
  const { timers, ends } = begin()
  ends(5)
  timers.advance(10 * minute_ms)
  expect(ends(1)[0]?.stayClosed).toBe(false)
})

test('a worker that cannot even show the closed gate is not started for ever', () => {
  expect(begin().ends(11).at(-1)).toBeNull()
})
