import type { Logger } from '../../app/ports/logger.ts'
import type { KeyRoom } from './key-room.ts'

/** The second snapshot is built on the first: with it the last file from before goes. */
const rounds_max = 3

export interface RenewalDeps {
  readonly room: KeyRoom
  readonly logger: Logger
  /** Makes a snapshot of everything until now and lets go of older files. */
  readonly snapshot: () => Promise<void>
  readonly isClosing: () => boolean
}

/** Writes anew whatever is plain or under an older key, behind the work; what a close interrupts goes on at the next opening. */
export class Renewal {
  readonly #deps: RenewalDeps
  #running: Promise<void> | null = null

  constructor(deps: RenewalDeps) {
    this.#deps = deps
  }

  /** Begins where there is something to do and nothing under way; resolves when it has ended. */
  run(): Promise<void> {
    this.#running ??= this.#work()
      .catch((error: unknown) => {
        if (this.#deps.isClosing()) return
        this.#deps.logger.error('files could not be written anew', { reason: String(error) })
      })
      .finally(() => {
        this.#running = null
      })
    return this.#running
  }

  async #work(): Promise<void> {
    const { room, snapshot, isClosing } = this.#deps
    for (let round = 0; round < rounds_max && room.needsRenewal && !isClosing(); round += 1) {
      await snapshot()
      if (!isClosing()) await room.retire()
    }
  }
}
