import type { Timers } from '../../app/ports/clock.ts'
import { FileError, type Files } from '../../app/ports/files.ts'
import type { Logger } from '../../app/ports/logger.ts'
import type { OfficeHolder } from '../open-problem.ts'
import { parseHolder } from './local-name.ts'
import { lockText, sameHolder } from './lock-file.ts'

/** What keeps a lock alive while it is held. */
export interface LockLife {
  readonly timers: Timers
  /** Files whose calls never stop the thread: a share may take seconds for one. */
  readonly files: Files
  readonly logger: Logger
  /** A person said that the other machine is off: its file is taken, unless it is seen to be renewed. */
  readonly takeOver: boolean
  /** Called once when another machine has taken the office: nothing may be written any more. */
  readonly onLost: (error: OfficeTakenOver) => void
}

/** The office's lock file names another holder now: two must never write. */
export class OfficeTakenOver extends Error {
  override readonly name = 'OfficeTakenOver'
  readonly holder: OfficeHolder

  constructor(holder: OfficeHolder) {
    super(`the office was taken over by ${holder.host ?? 'another machine'}, process ${holder.pid ?? '?'}`)
    this.holder = holder
  }
}

export interface Heartbeat {
  /** Resolves when no renewal is under way and none will come. */
  stop(): Promise<void>
}

export const beat_ms = 30_000

/**
 * Renews the lock file every 30 s, in its place and without a sync, and looks each time whether it is still ours. A
 * renewal that fails is told and tried again: the office itself stands or falls with its journal.
 */
export function startHeartbeat(life: LockLife, path: string, holder: OfficeHolder): Heartbeat {
  const { timers, files, logger } = life
  let beats = 0
  let failing = false
  let stopped = false
  let cancel = (): void => undefined
  let under: Promise<void> = Promise.resolve()

  const renew = async (): Promise<void> => {
    try {
      beats += 1
      const other = await rewrite(files, path, holder, beats)
      if (failing) logger.info('the lock of the office is renewed again', { file: path })
      failing = false
      if (other === null || stopped) return
      stopped = true
      life.onLost(new OfficeTakenOver(other))
    } catch (error) {
      if (!(error instanceof FileError)) throw error
      if (!failing) logger.warn('the lock of the office could not be renewed', { file: path, error })
      failing = true
    }
  }
  const wait = (): void => {
    cancel = timers.after(beat_ms, () => {
      under = renew().then(() => {
        if (!stopped) wait()
      })
    })
  }
  wait()
  return {
    async stop() {
      stopped = true
      cancel()
      await under
    },
  }
}

/** Returns who else the file names; then it is left alone. */
async function rewrite(
  files: Files,
  path: string,
  holder: OfficeHolder,
  beats: number,
): Promise<OfficeHolder | null> {
  const text = lockText(holder, beats)
  // Looked at and renewed through one descriptor: a file that takes its place in between is not touched.
  const file = await openOrNull(files, path)
  if (file === null) {
    // Somebody tidied up; the next renewal finds who was faster.
    await files.writeNew(path, text)
    return null
  }
  try {
    const now = parseHolder(Buffer.from(await file.read(0, await file.size())).toString('utf8'))
    if (now.host !== null && !sameHolder(now, holder)) return now
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
