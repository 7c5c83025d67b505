import type { AppDeps } from '../app-deps.ts'
import type { Instant } from '../ports/clock.ts'
import type { CopyMade, Safety } from '../ports/safety.ts'
import {
  type CopyRecord,
  copyName,
  forgetCopies,
  keepArrived,
  keepCopy,
  readCopies,
  removableCopies,
  workMark,
} from './copy-book.ts'
import { keepGrowth } from './growth.ts'

export interface CopyingDeps extends Pick<AppDeps, 'store' | 'clock' | 'logger' | 'offices' | 'emit'> {
  readonly safety: Pick<Safety, 'copies' | 'mirror' | 'sizes'>
}

/** Makes copies, one at a time, remembers them, and lets go of those that the rule does not keep. */
export interface Copying {
  /** The copy under way, where one is; its record says what became of it. */
  copy(reason: CopyRecord['reason']): Promise<CopyRecord>
  /** Copies that the mirror brought to the place and compared there. */
  arrived(copies: readonly { readonly name: string; readonly size: number }[]): Promise<void>
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
}

const recordOf = (
  made: CopyMade,
  about: { readonly name: string; readonly reason: CopyRecord['reason']; readonly at: Instant },
): CopyRecord => ({
  ...about,
  where: 'office',
  size: made.ok ? made.size : 0,
  checkedAt: made.ok ? about.at : null,
  problem: made.ok ? null : made.problem,
  digest: made.ok ? made.content.digest : null,
})

export const createCopying = (deps: CopyingDeps): Copying => {
  const { store, clock, offices, safety, logger } = deps
  let running: Promise<CopyRecord> | null = null

  /** Files that the rule lets go, and records whose files are there no more. */
  const tidy = async (): Promise<void> => {
    const own = readCopies(store.read).filter(({ where }) => where === 'office')
    const names = (await safety.copies.list()).map(({ name }) => name)
    const gone = removableCopies(names, own)
    await safety.copies.remove(gone)
    const left = new Set((await safety.copies.list()).map(({ name }) => name))
    const newest = Math.max(...own.map(({ at }) => at))
    // The newest failure stays to be seen, file or no file.
    const lost = own.filter((one) => !left.has(one.name) && (one.problem === null || one.at < newest))
    await store.write((tx) =>
      forgetCopies(
        tx,
        'office',
        lost.map(({ name }) => name),
      ),
    )
  }

  const make = async (reason: CopyRecord['reason']): Promise<CopyRecord> => {
    const at = clock.system()
    const { timeZone } = offices.get(store.read)
    const work = workMark(store.read)
    const taken = [...(await safety.copies.list()), ...readCopies(store.read)].map(({ name }) => name)
    const name = copyName(at, reason, timeZone, taken)
    deps.emit({ type: 'progress', job: 'copy', done: 0, total: 1 })
    const made = await safety.copies.make(name)
    const record = recordOf(made, { name, reason, at })
    // The office is closing: that is no failure to be told of tomorrow.
    if (record.problem === 'stopped') return record
    if (record.problem === null) logger.info('a copy was made', { name, size: record.size })
    else logger.error('a copy could not be made', { name, problem: record.problem })
    await store.write((tx) => keepCopy(tx, record, work))
    await tidy()
    const sizes = await safety.sizes()
    await store.write((tx) => keepGrowth(tx, { at, timeZone, sizes }))
    safety.mirror.copiesChanged()
    deps.emit({ type: 'progress', job: 'copy', done: 1, total: 1 })
    deps.emit({ type: 'changed', topics: ['safety', 'office'] })
    return record
  }

  return {
    copy: (reason) => {
      running ??= make(reason).finally(() => {
        running = null
      })
      return running
    },
    arrived: async (copies) => {
      await store.write((tx) => keepArrived(tx, copies, clock.system()))
      deps.emit({ type: 'changed', topics: ['safety'] })
    },
    idle: async () => {
      await running?.catch(() => undefined)
    },
  }
}
