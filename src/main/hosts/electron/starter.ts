import type { Timers } from '../../app/ports/clock.ts'

const check_ms = 1000

/**
 * Calls `gone` once when the process that started this one has ended, even by kill -9; never for `null`.
 * A pipe would tell sooner, but Electron has no standard input on Windows.
 */
export function whenStarterEnds(starter: number | null, timers: Timers, gone: () => void): void {
  if (starter === null) return
  const check = (): void => {
    if (isAlive(starter)) timers.after(check_ms, check)
    else gone()
  }
  check()
}

/** The process that wants to be followed, by the environment it gave. */
export function starterOf(env: NodeJS.ProcessEnv): number | null {
  const pid = Number(env['KVITOK_STARTER'])
  return Number.isSafeInteger(pid) && pid > 0 ? pid : null
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Another user's process is alive too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
