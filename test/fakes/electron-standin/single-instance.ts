import { readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

const lockName = 'standin-instance'
const knockName = 'standin-second-instance'

/**
 * One instance for each profile folder, as Electron keeps it: the first has a file with its process, a later one
 * leaves a knock beside it. The lock of a killed process is free.
 */
export function claimInstance(folder: string, onSecond: () => void): boolean {
  const lock = join(folder, lockName)
  const knock = join(folder, knockName)
  if (!claim(lock)) {
    writeFileSync(knock, String(process.pid))
    return false
  }
  rmSync(knock, { force: true })
  const watcher = watch(folder, (_event, name) => {
    if (name === null || basename(name) !== knockName) return
    if (read(knock) === null) return
    rmSync(knock, { force: true })
    onSecond()
  })
  watcher.unref()
  process.once('exit', () => rmSync(lock, { force: true }))
  return true
}

function claim(lock: string): boolean {
  const holder = Number(read(lock))
  if (holder > 0 && isAlive(holder)) return false
  writeFileSync(lock, String(process.pid))
  return true
}

function read(path: string): string | null {
  try {
    const text = readFileSync(path, 'utf8')
    return text === '' ? null : text
  } catch {
    // Not there: nobody claimed, nobody knocked.
    return null
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    // No such process; tests run their own.
    return false
  }
}
