import { type VerifyReport, verifyCalls } from '../../../shared/contract/verify.ts'
import type { AppDeps } from '../app-deps.ts'
import { actUnkept, type Routes } from '../calls/handlers.ts'
import { verifyOffice, wrongRows } from './verify-office.ts'

export interface VerifyDeps extends Pick<AppDeps, 'store' | 'digests' | 'timers' | 'emit' | 'logger'> {
  /** What the office takes on its disk, octets. */
  readonly storeSize: () => Promise<number>
}

/** Progress is told once in so many slices: a window cannot show more. */
const tellEvery = 20

const run = async (deps: VerifyDeps): Promise<VerifyReport> => {
  let slices = 0
  const report = await verifyOffice(
    deps.store.read,
    deps.digests,
    () => new Promise((resolve) => deps.timers.after(0, resolve)),
    ({ done, total }) => {
      if (slices % tellEvery === 0) deps.emit({ type: 'progress', job: 'verify', done, total })
      slices += 1
    },
  )
  const wrong = wrongRows(report)
  if (wrong > 0) deps.logger.error('the office does not agree with its ledger', { wrong })
  return report
}

/** The check of the office's records; windows that ask while it runs get the same answer. */
export const verifyRoutes = (deps: VerifyDeps): Routes<'verify'> => {
  let running: Promise<VerifyReport> | null = null
  return {
    'verify.run': actUnkept(verifyCalls['verify.run'], async (_input, call) => {
      running ??= run(deps).finally(() => {
        running = null
      })
      const report = await running
      return { ...report, at: call.now, size: await deps.storeSize() }
    }),
  }
}
