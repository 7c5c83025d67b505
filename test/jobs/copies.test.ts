import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createBusinessClock } from '../../src/main/app/office/business-clock.ts'
import { createOfficeBook, defaultSettings, writeSetting } from '../../src/main/app/office/office-book.ts'
import { sql } from '../../src/main/app/ports/sql.ts'
import { type CopyRecord, keepCopy, owesCopy, workMark } from '../../src/main/app/safety/copy-book.ts'
import { type CopyJob, createCopyJob } from '../../src/main/jobs/copies.ts'
import { instantOf } from '../../src/shared/days.ts'
import { createManualTimers, type ManualTimers } from '../fakes/manual-timers.ts'
import { type OfficeStore, openOfficeStore } from '../fakes/office-store.ts'
import { quietLogger } from '../fakes/quiet-logger.ts'

const zone = 'Europe/Moscow'
const at = (day: string, time: string): number => instantOf(day, time, zone)

let office: OfficeStore
let timers: ManualTimers
let job: CopyJob
let now: number
let made: string[]
let problem: string | null
let running: Promise<unknown>

const work = (id: number): Promise<void> =>
  office.store.write((tx) =>
    tx.run(
      sql.insertInto('log').values({
        id,
        at: now,
        operator_id: null,
        action: 'test',
        subject: 'test',
        subject_id: null,
        details: '{}',
        previous_hash: '',
        hash: String(id),
      }),
    ),
  )

const record = (reason: CopyRecord['reason']): CopyRecord => ({
  name: `kvitok-${made.length}.kvs`,
  at: now,
  reason,
  where: 'office',
  size: 1,
  checkedAt: problem === null ? now : null,
  problem,
  digest: null,
})

/** Lets a copy that was begun end: one turn of the system for its transaction. */
const settled = async (): Promise<void> => {
  await running
  await new Promise<void>((resolve) => setImmediate(resolve))
}

beforeEach(async () => {
  office = await openOfficeStore()
  timers = createManualTimers()
  now = at('2026-11-16', '12:00')
  made = []
  problem = null
  running = Promise.resolve()
  await office.store.write((tx) =>
    writeSetting(tx, 'office', { kind: 'real', timeZone: zone, settings: defaultSettings('Касса') }),
  )
  job = createCopyJob({
    store: office.store,
    clock: createBusinessClock({ now: () => now }),
    timers,
    logger: quietLogger(),
    offices: createOfficeBook(),
    copying: {
      copy: (reason) => {
        made.push(reason)
        const kept = record(reason)
        const mark = workMark(office.store.read)
        const copied = office.store.write((tx) => keepCopy(tx, kept, mark)).then(() => kept)
        running = copied
        return copied
      },
      idle: () => Promise.resolve(),
    },
  })
})

afterEach(async () => {
  await job.stop()
  await office.close()
})

describe('the day’s copy', () => {
  test('is not made in the first minute of a start', async () => {
    await work(1)
    job.start()
    timers.advance(59_000)
    expect(made).toEqual([])
    timers.advance(1_000)
    await settled()
    expect(made).toEqual(['day'])
  })

  test('is made once after the desk has closed', async () => {
    await work(1)
    job.start()
    timers.advance(60_000)
    await settled()
    await work(2)
    now = at('2026-11-16', '17:59')
    timers.advance(60_000)
    await settled()
    expect(made).toEqual(['day'])
    now = at('2026-11-16', '18:00')
    timers.advance(60_000)
    await settled()
    timers.advance(600_000)
    await settled()
    expect(made).toEqual(['day', 'day'])
  })

  test('is made within a minute after the passphrase was changed, though nothing was done', async () => {
    await work(1)
    job.start()
    timers.advance(60_000)
    await settled()
    await office.store.write(owesCopy)
    timers.advance(60_000)
    await settled()
    expect(made).toEqual(['day', 'day'])
    timers.advance(600_000)
    await settled()
    expect(made).toEqual(['day', 'day'])
  })

  test('that failed is tried again a quarter of an hour later', async () => {
    await work(1)
    problem = 'no-space'
    job.start()
    timers.advance(60_000)
    await settled()
    timers.advance(14 * 60_000)
    await settled()
    expect(made).toEqual(['day'])
    problem = null
    timers.advance(60_000)
    await settled()
    expect(made).toEqual(['day', 'day'])
  })

  test('is not made of an office in which nothing happened', async () => {
    job.start()
    timers.advance(3_600_000)
    await settled()
    expect(made).toEqual([])
  })
})

test('a closed shift is copied at once, and nothing begins after a stop', async () => {
  await work(1)
  job.shiftClosed()
  await settled()
  expect(made).toEqual(['shift'])
  await job.stop()
  job.shiftClosed()
  expect(made).toEqual(['shift'])
})
