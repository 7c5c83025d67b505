import { type VerifyReport, verifyCalls } from '../../../shared/contract/verify.ts'
import type { AppDeps } from '../app-deps.ts'
import { Failure, fail } from '../calls/failure.ts'
import { actUnkept, type Routes } from '../calls/handlers.ts'
import { verifySteps, wrongRows } from './verify-office.ts'

export interface VerifyDeps extends Pick<AppDeps, 'store' | 'digests' | 'timers' | 'emit' | 'logger'> {
  /** What the office takes on its disk, octets. */
  readonly storeSize: () => Promise<number>
  /** True once the office is being closed. */
  readonly stopping: () => boolean
}

/** Progress is told once in so many slices: a window cannot show more. */
const tellEvery = 20

const run = async (deps: VerifyDeps): Promise<VerifyReport | Failure> => {
  const steps = verifySteps(deps.store.read, deps.digests)
  for (let slices = 0; !deps.stopping(); slices += 1) {
    const step = steps.next()
    if (step.done === true) {
      const wrong = wrongRows(step.value)
      if (wrong > 0) deps.logger.error('the office does not agree with its ledger', { wrong })
      return step.value
    }
    if (slices % tellEvery === 0) deps.emit({ type: 'progress', job: 'verify', ...step.value })
    await new Promise<void>((resolve) => {
      deps.timers.after(0, resolve)
    })
  }
  return fail('call.stopping')
}

/** The check of the office's records; windows that ask while it runs get the same answer. */
export const verifyRoutes = (deps: VerifyDeps): Routes<'verify'> => {
  let running: Promise<VerifyReport | Failure> | null = null
  return {
    'verify.run': actUnkept(verifyCalls['verify.run'], async (_input, call) => {
      running ??= run(deps).finally(() => {
        running = null
      })
      const report = await running
      return report instanceof Failure ? report : { ...report, at: call.now, size: await deps.storeSize() }
    }),
  }
}
