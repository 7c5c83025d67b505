import type { Files } from '../../app/ports/files.ts'
import type { Logger } from '../../app/ports/logger.ts'
import type { KeyRing } from '../keys/key-ring.ts'
import type { Fence } from '../lock/fence.ts'
import { newestSchema } from '../migrate.ts'
import type { Migration } from '../migration.ts'
import { listSegments, listSnapshots, type OfficePaths } from '../office-paths.ts'
import type { Rebuild } from './rebuild.ts'

export interface SnapshotLimits {
  /** A snapshot is made once the sealed segments after the last one hold this many octets… */
  readonly snapshotTail: number
  /** In a large office the tail may grow to the last snapshot's size divided by this, so that an import does not rebuild it over and over. */
  readonly snapshotShare: number
  /** …or are this many. */
  readonly snapshotSegments: number
}

export interface SnapshotterDeps {
  readonly folder: string
  readonly files: Files
  readonly logger: Logger
  readonly migrations: readonly Migration[]
  readonly paths: OfficePaths
  readonly limits: SnapshotLimits
  readonly rebuild: Rebuild
  /** Asked before a snapshot counts and before files go: the office may be another computer's by now. */
  readonly fence: Fence
  /** What the files are under when it is asked; null in an office that is not encrypted. */
  readonly ring: () => KeyRing | null
  /** A snapshot was made and checked, and older files are gone. */
  readonly onMade: (number: number) => void
}

/** Keeps snapshots close behind the journal, one at a time, and lets go of the files they make needless. */
export class Snapshotter {
  readonly #deps: SnapshotterDeps
  #last: number
  #sealed = 0
  #forced = 0
  readonly #stopping = new AbortController()
  #running: Promise<void> | null = null

  /** `last` is the number of the snapshot the office was opened from; 0 for none. */
  constructor(deps: SnapshotterDeps, last: number) {
    this.#deps = deps
    this.#last = last
  }

  /** Segments up to `number` are sealed. */
  sealed(number: number): void {
    this.#sealed = Math.max(this.#sealed, number)
    this.#running ??= this.#work().finally(() => {
      this.#running = null
    })
  }

  /** Resolves when a snapshot holds the segments up to `number`, or could not be made. */
  async force(number: number): Promise<void> {
    this.#forced = Math.max(this.#forced, number)
    await this.#running
    this.sealed(number)
    await this.#running
  }

  /** Gives up what is under way, for it can be made again; resolves when it has ended. Nothing new begins. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#running
  }

  async #work(): Promise<void> {
    try {
      while (!this.#stopping.signal.aborted && (await this.#isDue())) {
        if (!(await this.#make(this.#sealed))) return
      }
    } catch (error) {
      this.#deps.logger.error('a snapshot could not be made', { reason: String(error) })
    }
  }

  async #isDue(): Promise<boolean> {
    const segments = this.#sealed - this.#last
    if (segments <= 0) return false
    if (this.#forced > this.#last || segments >= this.#deps.limits.snapshotSegments) return true
    let tail = 0
    for (let number = this.#last + 1; number <= this.#sealed; number += 1) {
      tail += await this.#deps.files.size(this.#deps.paths.segment(number))
    }
    const { snapshotTail, snapshotShare } = this.#deps.limits
    const whole = this.#last === 0 ? 0 : await this.#deps.files.size(this.#deps.paths.snapshot(this.#last))
    return tail >= Math.max(snapshotTail, whole / snapshotShare)
  }

  async #make(upTo: number): Promise<boolean> {
    const { folder, logger, migrations, ring, fence } = this.#deps
    await fence.check()
    const request = { folder, upTo, knownSchema: newestSchema(migrations), ring: ring() }
    const result = await this.#deps.rebuild(request, this.#stopping.signal)
    if (result === null) return false
    if (!result.ok) {
      logger.error('a snapshot could not be made', { problem: result.problem })
      return false
    }
    await fence.check()
    logger.info('a snapshot was made', { upTo, base: result.base, size: result.size })
    this.#last = upTo
    await this.#letGo(result.base)
    this.#deps.onMade(upTo)
    return true
  }

  /** The new snapshot was read back, its base stays as the generation before: what is older than the base goes. */
  async #letGo(base: number): Promise<void> {
    const { files, paths, fence } = this.#deps
    for (const number of await listSnapshots(files, paths)) {
      await fence.check()
      if (number < base) await files.remove(paths.snapshot(number))
    }
    for (const number of await listSegments(files, paths)) {
      await fence.check()
      if (number <= base) await files.remove(paths.segment(number))
    }
  }
}
