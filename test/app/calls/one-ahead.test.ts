import { expect, test } from 'vitest'
import { oneAhead } from '../../../src/main/app/calls/one-ahead.ts'

test('the second slice waits for the first to be on disk, not for itself', async () => {
  const disk = oneAhead()
  const first = Promise.withResolvers<void>()
  const never = Promise.withResolvers<void>()
  await disk.follow(first.promise)
  let went = false
  const second = disk.follow(never.promise).then(() => {
    went = true
  })
  await new Promise((resolve) => setImmediate(resolve))
  expect(went).toBe(false)
  first.resolve()
  await second
  expect(went).toBe(true)
})

test('a slice that failed is told to the next one', async () => {
  const disk = oneAhead()
  await disk.follow(Promise.reject(new Error('the disk is full')))
  await expect(disk.follow(Promise.resolve())).rejects.toThrow('the disk is full')
})

test('a last slice that failed is told at the end', async () => {
  const disk = oneAhead()
  await disk.follow(Promise.reject(new Error('the disk is full')))
  await expect(disk.caughtUp()).rejects.toThrow('the disk is full')
})
