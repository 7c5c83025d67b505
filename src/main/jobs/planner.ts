import type { AppDeps } from '../app/app-deps.ts'
import { applyPlan, planChange } from '../app/reminders/plan.ts'

export interface Planner {
  /** Soon; many requests at once make one plan. */
  wake(): void
  /** Now; resolves when the plan is stored. Gives how many reminders it holds. */
  run(): Promise<number>
  stop(): Promise<void>
}

type PlannerDeps = Pick<AppDeps, 'store' | 'clock' | 'timers' | 'logger' | 'offices' | 'calendars' | 'emit'>

const slice = 500
const gather_ms = 200

const slices = <Item>(items: readonly Item[]): Item[][] =>
  Array.from({ length: Math.ceil(items.length / slice) }, (_, index) =>
    items.slice(index * slice, (index + 1) * slice),
  )

/** Keeps the stored plan of reminders in line with bills, rules, calendars and hours. */
export const createPlanner = (deps: PlannerDeps): Planner => {
  let cancel: (() => void) | null = null
  let running: Promise<number> = Promise.resolve(0)
  let stopped = false

  const plan = async (): Promise<number> => {
    if (stopped || deps.offices.find(deps.store.read) === null) return 0
    const change = planChange(deps.store.read, deps.clock.now(), deps)
    const touched = change.add.length + change.move.length + change.remove.length
    const work = [
      ...slices(change.remove).map((remove) => ({ remove, move: [], add: [] })),
      ...slices(change.move).map((move) => ({ remove: [], move, add: [] })),
      ...slices(change.add).map((add) => ({ remove: [], move: [], add })),
    ]
    for (const part of work) await deps.store.write((tx) => applyPlan(tx, part))
    if (touched > 0) deps.emit({ type: 'changed', topics: ['reminders', 'calendar'] })
    return change.planned
  }

  const run = (): Promise<number> => {
    running = running.then(plan, plan)
    return running
  }

  return {
    run,
    wake: () => {
      if (cancel !== null || stopped) return
      cancel = deps.timers.after(gather_ms, () => {
        cancel = null
        run().catch((error: unknown) => {
          deps.logger.error('the plan of reminders failed', {
            error: error instanceof Error ? error.stack : String(error),
          })
        })
      })
    },
    stop: async () => {
      stopped = true
      cancel?.()
      await running.catch(() => undefined)
    },
  }
}
