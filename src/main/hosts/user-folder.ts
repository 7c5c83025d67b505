import { createHash } from 'node:crypto'
import { posix, win32 } from 'node:path'

/** What of the system decides where a user's program data are kept. */
export interface UserSystem {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  /** Absolute path of the user's home. */
  readonly home: string
}

/**
 * The program's folder among the user's data, by each system's custom (XDG Base Directory, Application Support,
 * LocalAppData). The same on both hosts, so that both open the same training office.
 */
export function userFolder({ platform, env, home }: UserSystem): string {
  if (platform === 'win32') {
    return win32.join(env['LOCALAPPDATA'] || win32.join(home, 'AppData', 'Local'), 'Kvitok')
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Kvitok')
  const data = env['XDG_DATA_HOME']
  // The specification has relative paths ignored.
  const base = data?.startsWith('/') === true ? data : posix.join(home, '.local', 'share')
  return posix.join(base, 'kvitok')
}

/** Where this user's secrets are kept, outside every office. */
export function keysFolder(system: UserSystem): string {
  const { join } = system.platform === 'win32' ? win32 : posix
  return join(userFolder(system), 'keys')
}

/** The file with this user's own id of this computer, beside the secrets. */
export function computerFile(system: UserSystem): string {
  const { join } = system.platform === 'win32' ? win32 : posix
  return join(keysFolder(system), 'computer.id')
}

/** What this user's starts of an office leave for each other: a folder for each office, by its absolute path. */
export function startsFolder(system: UserSystem, officeDir: string): string {
  const { join } = system.platform === 'win32' ? win32 : posix
  const name = createHash('sha256').update(officeDir).digest('hex').slice(0, 16)
  return join(userFolder(system), 'offices', name)
}

export function trainingFolder(system: UserSystem): string {
  const { join } = system.platform === 'win32' ? win32 : posix
  return join(userFolder(system), 'training')
}
