import type { AppDeps } from '../app/app-deps.ts'
import { oneAhead } from '../app/calls/one-ahead.ts'
import { applyPlan } from '../app/reminders/apply-plan.ts'
import { type PlanChange, planSteps } from '../app/reminders/plan.ts'
import { planBasis } from '../app/reminders/plan-basis.ts'

export interface Planner {
  /** Soon; many requests at once make one plan. */
  wake(): void
  /** Now; resolves when the plan is stored. Gives how many reminders it holds. */
  run(): Promise<number>
  stop(): Promise<void>
}

type PlannerDeps = Pick<AppDeps, 'store' | 'clock' | 'timers' | 'logger' | 'offices' | 'calendars' | 'emit'>

type Part = Omit<PlanChange, 'planned'>

const slice = 500
const gather_ms = 200
/** The plan lets go after this: a call or an SMS that came meanwhile waits no longer. */
const turn_ms = 8
/** Rules that change under every try are in somebody's hands: the next wish for a plan comes from there. */
const triesMax = 5

const slices = <Item>(items: readonly Item[]): Item[][] =>
  Array.from({ length: Math.ceil(items.length / slice) }, (_, index) =>
    items.slice(index * slice, (index + 1) * slice),
  )

const partsOf = (change: PlanChange): Part[] => [
  ...slices(change.remove).map((remove) => ({ remove, move: [], add: [] })),
  ...slices(change.move).map((move) => ({ remove: [], move, add: [] })),
  ...slices(change.add).map((add) => ({ remove: [], move: [], add })),
]

/** Keeps the stored plan of reminders in line with bills, rules, calendars and hours. */
export const createPlanner = (deps: PlannerDeps): Planner => {
  let cancel: (() => void) | null = null
  let running: Promise<number> = Promise.resolve(0)
  let stopped = false

  const breathe = (): Promise<void> =>
    new Promise((resolve) => {
      deps.timers.after(0, resolve)
    })

  /** Goes through the steps a turn at a time; null once the planner was stopped. */
  const walk = async <Result>(steps: Generator<void, Result>): Promise<Result | null> => {
    let from_ms = deps.timers.monotonic()
    while (!stopped) {
      const step = steps.next()
      if (step.done === true) return step.value
      if (deps.timers.monotonic() - from_ms < turn_ms) continue
      await breathe()
      from_ms = deps.timers.monotonic()
    }
    return null
  }

  /** One plan, made and stored; null where what it was made on changed under it. */
  const planOnce = async (): Promise<number | null> => {
    const { read } = deps.store
    const basis = planBasis(read, deps)
    const change = await walk(planSteps(read, deps.clock.now(), basis, deps))
    if (change === null) return 0
    const parts = partsOf(change)
    const disk = oneAhead()
    let same = true
    for (const part of parts) {
      if (stopped || !same) break
      const written = deps.store.write((tx) => {
        same = applyPlan(tx, part, basis, deps)
      })
      await disk.follow(written)
    }
    await disk.caughtUp()
    if (!same) return null
    if (parts.length > 0) deps.emit({ type: 'changed', topics: ['reminders', 'calendar'] })
    return change.planned
  }

  const plan = async (): Promise<number> => {
    for (let tries = 0; tries < triesMax && !stopped; tries += 1) {
      if (deps.offices.find(deps.store.read) === null) return 0
      const planned = await planOnce()
      if (planned !== null) return planned
    }
    return 0
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
