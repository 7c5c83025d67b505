import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { type HostArguments, parseArguments } from '../arguments.ts'
import type { CoreSettings } from '../core-settings.ts'
import { readSetupFile } from '../setup-file.ts'
import { trainingFolder, type UserSystem, userFolder } from '../user-folder.ts'

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
  const setup = await readSetup(parsed.value)
  if (setup !== null && !setup.ok) return setup
  const officeDir = parsed.value.office ?? trainingFolder(system)
  return {
    ok: true,
    settings: {
      officeDir,
      kind: parsed.value.office === null ? 'training' : 'real',
      modemPort: parsed.value.modem,
      resourcesDir,
      lang: parsed.value.lang,
      setup: setup === null ? null : setup.answers,
    },
    profileDir: profileFolder(officeDir, system),
  }
}

function readSetup({ setupFile }: HostArguments) {
  return setupFile === null ? null : readSetupFile(setupFile)
}

/** The browser's own files, apart for each office: two offices may be open at once, one office only once. */
function profileFolder(officeDir: string, system: UserSystem): string {
  const name = createHash('sha256').update(officeDir).digest('hex').slice(0, 16)
  return join(userFolder(system), 'windows', name)
}
