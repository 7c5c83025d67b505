import type { Clock, Timers } from '../../app/ports/clock.ts'
import { FileError, type Files } from '../../app/ports/files.ts'
import type { Logger } from '../../app/ports/logger.ts'
import { type OfficeHolder, OpenFailure } from '../open-problem.ts'
import type { Fence } from './fence.ts'
import { type LockHolder, named, nobody, parseHolder, sameHolder } from './holder.ts'
import { lockText, readHolder } from './lock-file.ts'

/** What keeps a lock alive while it is held. */
export interface LockLife {
  readonly timers: Timers
  /** The system's: it goes on while the computer sleeps, which `timers` may not. */
  readonly clock: Clock
  /** Files whose calls never stop the thread: a share may take seconds for one. */
  readonly files: Files
  readonly logger: Logger
  /** A person said that the other machine is off: its file is taken, unless it is seen to be renewed. */
  readonly takeOver: boolean
  /** Called once when another machine has taken the office: nothing may be written any more. */
  readonly onLost: (error: OfficeTakenOver) => void
}

/** The office's lock file names another holder now: two must never write. */
export class OfficeTakenOver extends OpenFailure {
  override readonly name = 'OfficeTakenOver'
  readonly holder: OfficeHolder

  constructor(holder: OfficeHolder, file: string) {
    super({ code: 'locked', details: { holder, file, elsewhere: true } })
    this.message = `the office was taken over by ${holder.host ?? 'another machine'}, process ${holder.pid ?? '?'}`
    this.holder = holder
  }
}

export interface Heartbeat {
  readonly fence: Fence
  /** Resolves when no renewal is under way and none will come. */
  stop(): Promise<void>
}

export const beat_ms = 30_000
/** A renewal this old is not believed: the file may have been watched and taken since (after 75 s). */
export const stale_ms = 2 * beat_ms

/** One renewal at a time. */
function createTurns() {
  let last: Promise<void> = Promise.resolve()
  return {
    take(work: () => Promise<void>): Promise<void> {
      const mine = last.then(work)
      // Whoever took the turn hears of a refusal; the next one does not mind.
      last = mine.catch(() => undefined)
      return mine
    },
    ended: (): Promise<void> => last,
  }
}

interface Moment {
  readonly wall: number
  readonly monotonic: number
}

/** How old the last renewal is, by both clocks: either may stand or be set while a computer sleeps. */
function createAge({ clock, timers }: Pick<LockLife, 'clock' | 'timers'>) {
  const now = (): Moment => ({ wall: clock.now(), monotonic: timers.monotonic() })
  let last = now()
  return {
    now,
    renewed(at: Moment): void {
      last = at
    },
    isStale(): boolean {
      const { wall, monotonic } = now()
      const passed = wall - last.wall
      return passed < 0 || passed >= stale_ms || monotonic - last.monotonic >= stale_ms
    },
  }
}

/**
 * Renews the lock file every 30 s, in its place and without a sync, and looks each time whether it is still ours. A
 * renewal that fails is told and tried again: the office itself stands or falls with its journal.
 */
export function startHeartbeat(life: LockLife, path: string, holder: LockHolder): Heartbeat {
  const { timers, files, logger } = life
  const age = createAge(life)
  let beats = 0
  let failing = false
  let stopped = false
  let lost: OfficeTakenOver | null = null
  let cancel = (): void => undefined
  const turns = createTurns()

  const lose = (other: LockHolder): void => {
    if (stopped || lost !== null) return
    lost = new OfficeTakenOver(named(other), path)
    stopped = true
    cancel()
    life.onLost(lost)
  }
  const renew = async (): Promise<void> => {
    const at = age.now()
    try {
      beats += 1
      const other = await rewrite(files, path, lockText(holder, beats), { holder, stale: age.isStale() })
      if (failing) logger.info('the lock of the office is renewed again', { file: path })
      failing = false
      if (other === null) age.renewed(at)
      else lose(other)
    } catch (error) {
      if (!(error instanceof FileError)) throw error
      if (!failing) logger.warn('the lock of the office could not be renewed', { file: path, error })
      failing = true
    }
  }
  const wait = (): void => {
    cancel = timers.after(beat_ms, () => {
      void turns.take(renew).then(() => {
        if (!stopped) wait()
      })
    })
  }
  /** After a gap: renewed, then looked at by its name once more, for a file may have come in its place meanwhile. */
  const prove = async (): Promise<void> => {
    if (lost === null && age.isStale()) {
      await renew()
      const found = lost === null ? await readHolder(files, path) : null
      if (lost === null && (found === null || !sameHolder(found, holder))) lose(found ?? nobody)
    }
    if (lost !== null) throw lost
  }
  wait()
  return {
    fence: {
      check: () => (lost === null && !age.isStale() ? null : turns.take(prove)),
    },
    async stop() {
      stopped = true
      cancel()
      await turns.ended()
    },
  }
}

interface Renewal {
  readonly holder: LockHolder
  /** So late that somebody may have taken the office, worked in it and left: nothing but our own file is ours then. */
  readonly stale: boolean
}

/** Returns who else the file names; then it is left alone. */
async function rewrite(
  files: Files,
  path: string,
  text: Uint8Array,
  { holder, stale }: Renewal,
): Promise<LockHolder | null> {
  // Looked at and renewed through one descriptor: a file that takes its place in between is not touched.
  const file = await openOrNull(files, path)
  if (file === null) {
    if (stale) return nobody
    // Somebody tidied up; the next renewal finds who was faster.
    await files.writeNew(path, text)
    return null
  }
  try {
    const found = parseHolder(Buffer.from(await file.read(0, await file.size())).toString('utf8'))
    const isOurs = sameHolder(found, holder) || (found.host === null && !stale)
    if (!isOurs) return found
    await file.write(text, 0)
    await file.truncate(text.byteLength)
    return null
  } finally {
    await file.close()
  }
}

async function openOrNull(files: Files, path: string) {
  try {
    return await files.open(path, 'write')
  } catch (error) {
    if (error instanceof FileError && error.code === 'missing') return null
    throw error
  }
}
