import { createBusinessClock } from '../../src/main/app/office/business-clock.ts'
import { createPlanner } from '../../src/main/jobs/planner.ts'
import { createTimers } from '../../src/main/platform/clock.ts'
import { quietLogger } from '../fakes/quiet-logger.ts'
import { benchClock } from './bench-core.ts'
import { benchBooks, openBenchStore } from './bench-store.ts'
import { timedWithDelay } from './measure.ts'
import { atMost, type BenchRow, told } from './row.ts'

/** The month's reminders of a whole office planned from nothing, on disk at the end, then planned again unchanged. */
export const benchPlan = async (folder: string, accounts: number): Promise<BenchRow[]> => {
  const { store } = await openBenchStore(folder)
  const planner = createPlanner({
    store,
    clock: createBusinessClock(benchClock()),
    timers: createTimers(),
    logger: quietLogger(),
    ...(await benchBooks()),
    emit: () => {},
  })
  let planned = 0
  const first = await timedWithDelay(async () => {
    planned = await planner.run()
  })
  const again = await timedWithDelay(() => planner.run())
  await planner.stop()
  await store.close()
  const label = `plan of reminders, ${accounts} accounts`
  return [
    accounts === 100_000
      ? atMost(`${label}, from nothing`, first.time_ms, 'ms', 1500)
      : told(`${label}, from nothing`, first.time_ms, 'ms'),
    told(`${label}, from nothing, processor time of the core`, first.cpu_ms, 'ms'),
    told(`${label}, unchanged`, again.time_ms, 'ms'),
    told(`${label}, longest slice`, Math.max(first.delay_ms, again.delay_ms), 'ms'),
    told(`${label}, reminders in it`, planned, 'reminders'),
  ]
}
