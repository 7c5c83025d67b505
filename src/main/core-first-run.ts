import { dayOf } from '../shared/days.ts'
import type { AppDeps } from './app/app-deps.ts'
import { foundOffice } from './app/office/found-office.ts'
import { hashPin } from './app/office/pins.ts'
import type { OfficeKeys } from './app/ports/keys.ts'
import { trainingSeed } from './app/training/examples.ts'
import { loadTraining } from './app/training/load-training.ts'
import { trainingOffice } from './app/training/training-office.ts'
import type { CoreDeps } from './core-parts.ts'
import { OfficeNotOpened } from './core-resources.ts'

const trainingZone = 'Europe/Moscow'
/** Shown on the training office's login: there is nothing to protect in it. */
const trainingPin = '1111'

type FirstRunDeps = Pick<AppDeps, 'store' | 'offices' | 'digests' | 'random' | 'log' | 'clock'> & {
  readonly officeKeys: OfficeKeys
}

/** Makes the office where the folder holds none yet: the training one by itself, a real one by given answers. */
export const firstRun = async (core: CoreDeps, app: FirstRunDeps): Promise<void> => {
  const known = app.offices.find(app.store.read)
  if (known !== null) {
    if (known.kind !== core.kind)
      throw new OfficeNotOpened({
        code: 'another-kind',
        details: { found: known.kind, file: core.officeDir },
      })
    return
  }
  const at = app.clock.now()
  if (core.kind === 'training') {
    const pin = await hashPin(trainingPin, app.digests, app.random)
    const data = trainingOffice(trainingSeed, dayOf(at, trainingZone))
    await app.store.write((tx) => loadTraining(tx, { data, pin, timeZone: trainingZone, at }, app.log))
    return
  }
  if (core.setup === null) return
  const { setup } = core
  const pin = await hashPin(setup.operator.pin, app.digests, app.random)
  // Before the office is there: one that is founded has its passphrase.
  await app.officeKeys.setPassphrase(setup.passphrase)
  await app.store.write((tx) =>
    foundOffice(
      tx,
      {
        kind: 'real',
        name: setup.office,
        timeZone: setup.timeZone,
        operator: { name: setup.operator.name, pin },
        at,
      },
      app.log,
    ),
  )
}
