import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createChainedLog } from '../../src/main/app/calls/chained-log.ts'
import { createBusinessClock } from '../../src/main/app/office/business-clock.ts'
import { createCalendarBook } from '../../src/main/app/office/calendar-book.ts'
import { createOfficeBook, writeSetting } from '../../src/main/app/office/office-book.ts'
import { hashPin } from '../../src/main/app/office/pins.ts'
import { sql } from '../../src/main/app/ports/sql.ts'
import { trainingSeed } from '../../src/main/app/training/examples.ts'
import { loadTraining } from '../../src/main/app/training/load-training.ts'
import { trainingOffice } from '../../src/main/app/training/training-office.ts'
import { createPlanner } from '../../src/main/jobs/planner.ts'
import { createDigests } from '../../src/main/platform/digests.ts'
import { createRandom } from '../../src/main/platform/random.ts'
import { type OfficeStore, openOfficeStore } from '../fakes/office-store.ts'
import { quietLogger } from '../fakes/quiet-logger.ts'

/** Monday 16.11.2026, noon in Moscow. */
const monday = Date.UTC(2026, 10, 16, 9, 0)

let office: OfficeStore

beforeEach(async () => {
  office = await openOfficeStore()
  const data = trainingOffice(trainingSeed, '2026-11-16')
  const digests = createDigests()
  const log = createChainedLog(digests)
  const pin = await hashPin('1111', digests, createRandom())
  const start = { data, pin, timeZone: 'Europe/Moscow', at: monday }
  await office.store.write((tx) => loadTraining(tx, start, log))
})

afterEach(async () => {
  await office.close()
})

/** A planner that lets go after every step; `between` runs in each gap, with the gap's number. */
const plannerWith = (between: (gap: number) => void) => {
  let time_ms = 0
  let gap = 0
  const offices = createOfficeBook()
  return createPlanner({
    store: office.store,
    clock: createBusinessClock({ now: () => monday }),
    timers: {
      monotonic: () => {
        time_ms += 1000
        return time_ms
      },
      after: (_, fire) => {
        const timer = setImmediate(() => {
          gap += 1
          between(gap)
          fire()
        })
        return () => clearImmediate(timer)
      },
    },
    logger: quietLogger(),
    offices,
    calendars: createCalendarBook([], offices),
    emit: () => undefined,
  })
}

const planned = () =>
  office.store.read.all(
    sql
      .selectFrom('occurrence')
      .select(['rule_id', 'bill_id', 'phone_id', 'day', 'due_at', 'status'])
      .where('status', '=', 'planned')
      .orderBy('bill_id')
      .orderBy('rule_id')
      .orderBy('phone_id'),
  )

const run = async (between: (gap: number) => void = () => undefined): Promise<number> => {
  const planner = plannerWith(between)
  const count = await planner.run()
  await planner.stop()
  return count
}

const clearPlan = () => office.store.write((tx) => tx.run(sql.deleteFrom('occurrence')))

const remindedBills = (): number[] => [...new Set(planned().map((row) => row.bill_id))]

describe('a plan made in turns', () => {
  test('has gaps in which other work runs, and plans what a plan without gaps would', async () => {
    let gaps = 0
    const count = await run((gap) => {
      gaps = gap
    })
    const whole = planned()
    expect(gaps).toBeGreaterThan(2)
    expect(count).toBeGreaterThan(20)
    expect(whole).toHaveLength(count)
    expect(await run()).toBe(count)
    expect(planned()).toEqual(whole)
  })

  test('plans nothing for a bill that was paid in a gap after it was read', async () => {
    await run()
    const [bill_id = 0, other = 0] = remindedBills()
    await clearPlan()
    let lastGap = 0
    await run((gap) => {
      lastGap = gap
    })
    await clearPlan()
    const paid: Promise<void>[] = []
    await run((gap) => {
      if (gap !== lastGap) return
      const pay = sql.updateTable('bill').set({ left_kop: 0 }).where('id', '=', bill_id)
      paid.push(office.store.write((tx) => tx.run(pay)))
    })
    await Promise.all(paid)
    expect(paid).toHaveLength(1)
    expect(remindedBills()).not.toContain(bill_id)
    expect(remindedBills()).toContain(other)
  })

  test('is made again where a rule changed in a gap: nothing stays of the rule that is gone', async () => {
    await run()
    const [first] = planned()
    const ruleId = first?.rule_id ?? 0
    await clearPlan()
    const changed: Promise<void>[] = []
    const count = await run((gap) => {
      if (gap !== 2) return
      const off = sql.updateTable('reminder_rule').set({ active: 0 }).where('id', '=', ruleId)
      changed.push(office.store.write((tx) => tx.run(off)))
    })
    await Promise.all(changed)
    expect(changed).toHaveLength(1)
    expect(planned().filter((row) => row.rule_id === ruleId)).toEqual([])
    expect(planned()).toHaveLength(count)
  })

  test('is made again where the office’s hours changed in a gap', async () => {
    const changed: Promise<void>[] = []
    await run((gap) => {
      if (gap !== 1) return
      const settings = createOfficeBook().get(office.store.read)
      const quiet = {
        ...settings,
        settings: { ...settings.settings, quietTo: '15:00', quietToDayOff: '15:00' },
      }
      changed.push(office.store.write((tx) => writeSetting(tx, 'office', quiet)))
    })
    await Promise.all(changed)
    const hours = new Set(planned().map((row) => new Date(row.due_at).getUTCHours() + 3))
    expect(planned().length).toBeGreaterThan(20)
    expect(Math.min(...hours)).toBe(15)
  })

  test('that was stopped in a gap ends there', async () => {
    const planner = plannerWith(() => {
      void planner.stop()
    })
    expect(await planner.run()).toBe(0)
    expect(planned()).toEqual([])
  })
})
