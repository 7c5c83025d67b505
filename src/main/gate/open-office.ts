import { createCore } from '../core.ts'
import type { CoreDeps, Opening } from '../core-parts.ts'
import { OfficeNotOpened } from '../core-resources.ts'
import type { Opened } from './opened.ts'

/** Composes the core and begins its work; an office that refuses is data, and nothing of it is left running. */
export const openOffice = async (deps: CoreDeps, how: Opening): Promise<Opened> => {
  try {
    const core = await createCore(deps, how)
    try {
      await core.start()
    } catch (error) {
      await core.stop()
      throw error
    }
    const { call, subscribe, stop } = core
    return { ok: true, office: { readOnly: how.mode === 'read-only', call, subscribe, stop } }
  } catch (error) {
    if (error instanceof OfficeNotOpened) return { ok: false, problem: error.problem }
    throw error
  }
}
