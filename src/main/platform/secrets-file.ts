import { join } from 'node:path'
import type { Files } from '../app/ports/files.ts'
import type { Secrets } from '../app/ports/secrets.ts'

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
      await files.makeFolder(folder, 'private')
      await files.writeAtomic(path, [bytes])
    },
    remove: async (name) => files.remove(pathOf(name)),
  }
}
