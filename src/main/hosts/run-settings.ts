import { realpath } from 'node:fs/promises'
import type { HostArguments } from './arguments.ts'
import type { CoreSettings } from './core-settings.ts'
import { readPassphraseFile } from './passphrase-file.ts'
import { readSetupFile } from './setup-file.ts'
import { computerFile, startsFolder, trainingFolder, type UserSystem } from './user-folder.ts'

export type RunSettings =
  | { readonly ok: true; readonly settings: CoreSettings }
  | { readonly ok: false; readonly message: string }

/** What a run opens, by its command line, on either host; a message for the person when that cannot be read. */
export async function runSettings(
  given: HostArguments,
  resourcesDir: string,
  system: UserSystem,
): Promise<RunSettings> {
  const setup = given.setupFile === null ? null : await readSetupFile(given.setupFile)
  if (setup !== null && !setup.ok) return setup
  const secret =
    given.passphraseFile === null ? null : await readPassphraseFile(given.passphraseFile, process.stdin)
  if (secret !== null && !secret.ok) return secret
  const officeDir = given.office ?? trainingFolder(system)
  return {
    ok: true,
    settings: {
      officeDir,
      startsDir: startsFolder(system, await realFolder(officeDir)),
      computerFile: computerFile(system),
      kind: given.office === null ? 'training' : 'real',
      modemPort: given.modem,
      resourcesDir,
      lang: given.lang,
      passphrase: secret === null ? null : secret.passphrase,
      restoreFrom: given.restoreFrom,
      setup: setup === null ? null : setup.answers,
    },
  }
}

/** Two names of one folder are one office; a folder that is not there yet has its own name alone. */
async function realFolder(folder: string): Promise<string> {
  try {
    return await realpath(folder)
  } catch {
    // Not there, or not to be reached: the opening says so.
    return folder
  }
}
