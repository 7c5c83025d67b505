import { chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Files } from '../app/ports/files.ts'
import type { Secrets } from '../app/ports/secrets.ts'
import { asFileError } from './file-errors.ts'

const namePattern = /^[0-9a-f]{1,64}$/

/** Secrets as files of mode 0600 in a folder of mode 0700 (on Windows by the rights of the user's own folder). */
export function createFileSecrets(files: Files, folder: string): Secrets {
  const pathOf = (name: string): string => {
    if (!namePattern.test(name)) throw new Error(`no name of a secret: ${name}`)
    return join(folder, `${name}.key`)
  }
  return {
    kind: 'file',
    read: async (name) => {
      const path = pathOf(name)
      return (await files.exists(path)) ? files.read(path) : null
    },
    write: async (name, bytes) => {
      const path = pathOf(name)
      await asFileError(folder, 'mkdir', async () => {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        // The folder may have been there with other rights.
        await chmod(folder, 0o700)
      })
      await files.writeAtomic(path, [bytes])
      await asFileError(path, 'chmod', () => chmod(path, 0o600))
    },
    remove: async (name) => files.remove(pathOf(name)),
  }
}
