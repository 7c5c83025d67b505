import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { parseArguments } from '../arguments.ts'
import type { CoreSettings } from '../core-settings.ts'
import { runSettings } from '../run-settings.ts'
import { type UserSystem, userFolder } from '../user-folder.ts'

export interface Launch {
  readonly args: readonly string[]
  /** Relative paths of the command line are taken from here. */
  readonly cwd: string
  readonly resourcesDir: string
  readonly system: UserSystem
}

export type LaunchSettings =
  | { readonly ok: true; readonly settings: CoreSettings; readonly profileDir: string }
  | { readonly ok: false; readonly message: string }

/** What this run opens, by its command line; a message for the person when that cannot be read. */
export async function launchSettings({ args, cwd, resourcesDir, system }: Launch): Promise<LaunchSettings> {
  const parsed = parseArguments(args, cwd)
  if (!parsed.ok) return parsed
  const given = await runSettings(parsed.value, resourcesDir, system)
  if (!given.ok) return given
  return { ...given, profileDir: profileFolder(given.settings.officeDir, system) }
}

/** The browser's own files, apart for each office: two offices may be open at once, one office only once. */
function profileFolder(officeDir: string, system: UserSystem): string {
  const name = createHash('sha256').update(officeDir).digest('hex').slice(0, 16)
  return join(userFolder(system), 'windows', name)
}
