import type { AppDeps } from '../app/app-deps.ts'
import { copyStanding } from '../app/safety/copy-book.ts'
import type { Copying } from '../app/safety/copying.ts'
import { copyDue } from '../domain/copy-due.ts'

/** Makes copies by themselves: for each day after the desk has closed, and when a shift is closed. */
export interface CopyJob {
  start(): void
  /** A shift was closed: its copy is made soon. */
  shiftClosed(): void
  /** Begins nothing more; resolves when nothing is under way. */
  stop(): Promise<void>
}

export interface CopyJobDeps extends Pick<AppDeps, 'store' | 'clock' | 'timers' | 'logger' | 'offices'> {
  readonly copying: Pick<Copying, 'copy' | 'idle'>
}

/** A start is for people: what was missed while the computer was off is made once they work. */
const firstLook_ms = 60_000
const look_ms = 60_000
/** A copy that failed is tried again after this. */
const retry_ms = 15 * 60_000

export const createCopyJob = (deps: CopyJobDeps): CopyJob => {
  const { store, clock, timers } = deps
  let cancel = (): void => undefined
  let stopped = false
  let running: Promise<void> = Promise.resolve()

  const isDue = (): boolean => {
    const office = deps.offices.find(store.read)
    if (office === null) return false
    const { timeZone, settings } = office
    return copyDue(copyStanding(store.read), { now: clock.system(), closes: settings.closes, timeZone })
  }

  const nap = (delay_ms: number): void => {
    cancel()
    if (!stopped) cancel = timers.after(delay_ms, look)
  }

  const copy = async (reason: 'day' | 'shift'): Promise<void> => {
    try {
      const { problem } = await deps.copying.copy(reason)
      nap(problem === null ? look_ms : retry_ms)
    } catch (error) {
      deps.logger.error('a copy stumbled', { error })
      nap(retry_ms)
    }
  }

  const look = (): void => {
    if (stopped) return
    if (isDue()) running = copy('day')
    else nap(look_ms)
  }

  return {
    start: () => nap(firstLook_ms),
    shiftClosed: () => {
      if (!stopped) running = copy('shift')
    },
    stop: async () => {
      stopped = true
      cancel()
      await running
      await deps.copying.idle()
    },
  }
}
