import { expect, test } from 'vitest'
import { createEventQueue, queuedEvents_max } from '../../../src/main/hosts/loopback/event-queue.ts'
import type { CoreEvent } from '../../../src/shared/contract/envelope.ts'
import type { EventLine } from '../../../src/shared/contract/loopback.ts'

function open(takes: boolean) {
  const lines: EventLine[] = []
  const sink = { takes }
  const queue = createEventQueue((line) => {
    lines.push(line)
    return sink.takes
  })
  return { queue, lines, sink }
}

const progress = (done: number): CoreEvent => ({ type: 'progress', job: 'import', done, total: 9999 })
const everything: EventLine = { type: 'event', event: { type: 'changed', topics: ['*'] } }

test('events go straight through while the window takes them', () => {
  const { queue, lines } = open(true)
  queue.push(progress(1))
  queue.push(progress(2))
  expect(lines).toEqual([1, 2].map((n) => ({ type: 'event', event: progress(n) })))
})

test('events of a slow window wait in order', () => {
  const { queue, lines, sink } = open(false)
  for (let n = 1; n <= 3; n += 1) queue.push(progress(n))
  expect(lines).toHaveLength(1)
  sink.takes = true
  queue.drained()
  expect(lines).toEqual([1, 2, 3].map((n) => ({ type: 'event', event: progress(n) })))
})

test('a window that fell too far behind is told once that everything changed', () => {
  const { queue, lines, sink } = open(false)
  for (let n = 0; n <= queuedEvents_max + 1; n += 1) queue.push(progress(n))
  sink.takes = true
  queue.drained()
  expect(lines).toEqual([{ type: 'event', event: progress(0) }, everything])
})

test('what comes after the overflow is delivered after it', () => {
  const { queue, lines, sink } = open(false)
  for (let n = 0; n <= queuedEvents_max + 1; n += 1) queue.push(progress(n))
  queue.push(progress(7))
  sink.takes = true
  queue.drained()
  expect(lines.slice(1)).toEqual([everything, { type: 'event', event: progress(7) }])
})

test('a window that takes nothing for two heartbeats is given up', () => {
  const { queue } = open(false)
  queue.push(progress(1))
  expect(queue.beat()).toBe(true)
  expect(queue.beat()).toBe(false)
})

test('a window that takes again is kept', () => {
  const { queue, sink } = open(false)
  queue.push(progress(1))
  queue.beat()
  sink.takes = true
  queue.drained()
  expect([queue.beat(), queue.beat(), queue.beat()]).toEqual([true, true, true])
})
