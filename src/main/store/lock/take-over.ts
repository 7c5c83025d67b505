import type { Timers } from '../../app/ports/clock.ts'
import type { Files } from '../../app/ports/files.ts'
import { beat_ms } from './heartbeat.ts'
import { type LockHolder, parseHolder, sameHolder } from './holder.ts'
import { lockText, readHolder, readLock } from './lock-file.ts'

/** In this time a living holder renews its file at least twice. */
export const watch_ms = 2.5 * beat_ms
/** Two who take over at once both look again after this: the later one has it. */
const settle_ms = 3000

/** Watches another machine's lock file: returns its holder where it is renewed meanwhile, null where nobody does. */
export async function watchFile(files: Files, path: string, timers: Timers): Promise<LockHolder | null> {
  const before = await readLock(files, path)
  await wait(timers, watch_ms)
  const after = await readLock(files, path)
  return after === null || after === before ? null : parseHolder(after)
}

/**
 * Takes the lock file of another machine when it is not renewed while it is watched. Returns the holder where there is
 * one after all, null where the office is ours. Rejects with `FileError`.
 */
export async function takeOverFile(
  files: Files,
  path: string,
  holder: LockHolder,
  timers: Timers,
): Promise<LockHolder | null> {
  const alive = await watchFile(files, path, timers)
  if (alive !== null) return alive
  await files.writeAtomic(path, [lockText(holder, 0)])
  await wait(timers, settle_ms)
  const now = await readHolder(files, path)
  return now === null || sameHolder(now, holder) ? null : now
}

function wait(timers: Timers, delay_ms: number): Promise<void> {
  return new Promise((resolve) => timers.after(delay_ms, resolve))
}
