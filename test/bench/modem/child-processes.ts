import { type ChildProcess, spawn } from 'node:child_process'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Clock ticks a second in /proc (USER_HZ), the same on every Linux a Debian package runs on. */
const ticks = 100

const statOf = async (pid: number): Promise<{ parent: number; cpu_s: number } | null> => {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'latin1')
    // The name in brackets may hold blanks: the fields are counted after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const of = (index: number): number => Number(fields[index] ?? 0)
    return { parent: of(1), cpu_s: (of(11) + of(12) + of(13) + of(14)) / ticks }
  } catch {
    // It ended between the listing and this look.
    return null
  }
}

/** Processor time of a process with its living children and those it has waited for, seconds. */
export const cpuOfTree = async (root: number): Promise<number> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  let total = 0
  for (const pid of pids) {
    const stat = await statOf(pid)
    if (stat !== null && (pid === root || stat.parent === root)) total += stat.cpu_s
  }
  return total
}

export const startProgram = (file: string, args: readonly string[]): ChildProcess =>
  spawn(file, args, { stdio: 'ignore', env: { ...process.env, LC_ALL: 'C.UTF-8' } })

/** Asks a program to end, and ends it by force where it does not. */
export const endProgram = async (running: ChildProcess): Promise<void> => {
  if (running.exitCode !== null || running.signalCode !== null) return
  const ended = new Promise<void>((resolve) => running.once('exit', () => resolve()))
  running.kill('SIGTERM')
  const force = setTimeout(() => running.kill('SIGKILL'), 5_000)
  await ended
  clearTimeout(force)
}

/** When each file of a folder was written, UTC milliseconds, ascending. */
export const filesIn = async (folder: string): Promise<number[]> => {
  const times: number[] = []
  for (const name of await readdir(folder)) times.push((await stat(join(folder, name))).mtimeMs)
  return times.toSorted((a, b) => a - b)
}
