import type { Instant } from '../app/ports/clock.ts'
import { createCore } from '../core.ts'
import type { CoreDeps, Opening } from '../core-parts.ts'
import { OfficeNotOpened, openOfficeStore } from '../core-resources.ts'
import type { OpenProblem } from '../store/open-problem.ts'
import type { KnownOffice } from './known-office.ts'
import { otherKind } from './office-kind.ts'
import type { Opened } from './opened.ts'

/** Composes the core and begins its work; an office that refuses is data, and nothing of it is left running. */
export const openOffice = async (deps: CoreDeps, how: Opening, known: KnownOffice): Promise<Opened> => {
  const refused = (await known.missing()) ?? (await otherKind(deps.files, deps.officeDir, deps.kind))
  if (refused !== null) return { ok: false, problem: refused, lastGoodAt: null }
  try {
    const core = await createCore(deps, how)
    try {
      await core.start()
    } catch (error) {
      await core.stop()
      throw error
    }
    if (how.mode === 'usual') await known.remember()
    const { call, subscribe, stop, readOnly } = core
    return {
      ok: true,
      office: {
        readOnly: readOnly !== null,
        lastGoodAt: readOnly?.at ?? null,
        call,
        subscribe,
        stop,
      },
    }
  } catch (error) {
    if (!(error instanceof OfficeNotOpened)) throw error
    const { problem } = error
    return { ok: false, problem, lastGoodAt: await lastGoodAt(deps, how, problem) }
  }
}

/** How much a person would lose by going on from what is good, so that they can choose. */
const lastGoodAt = async (deps: CoreDeps, how: Opening, { code }: OpenProblem): Promise<Instant | null> => {
  if (code !== 'damaged') return null
  try {
    const { store, readOnly } = await openOfficeStore(deps, { ...how, mode: 'read-only' })
    await store.close()
    return readOnly?.at ?? null
  } catch (error) {
    // Nothing of it is good: the problem itself has been told.
    if (error instanceof OfficeNotOpened) return null
    throw error
  }
}
