import { join } from 'node:path'
import type { SafeStorage } from 'electron'
import type { Files } from '../../app/ports/files.ts'
import type { Logger } from '../../app/ports/logger.ts'
import type { Secrets } from '../../app/ports/secrets.ts'
import { createFileSecrets } from '../../platform/secrets-file.ts'

/** What of Electron keeps a secret under the system's own key store. */
export type SystemStore = Pick<
  SafeStorage,
  'isEncryptionAvailable' | 'encryptString' | 'decryptString' | 'getSelectedStorageBackend'
>

export interface ElectronSecretsDeps {
  readonly store: SystemStore
  readonly platform: NodeJS.Platform
  readonly files: Files
  /** Absolute path; made on first use. */
  readonly folder: string
  readonly logger: Logger
}

/**
 * Secrets under the system's key store: Keychain, DPAPI, libsecret or KWallet by Electron's safeStorage, in files that
 * only the user may read. Where there is no such store, or Linux offers `basic_text` (a key that every program knows),
 * the files alone keep them, and `kind` says `file`. Call it after the app is ready.
 */
export function createElectronSecrets(deps: ElectronSecretsDeps): Secrets {
  const { store, files, folder, logger } = deps
  const plain = createFileSecrets(files, folder)
  if (!isSafe(deps)) {
    logger.warn('the system keeps no secrets: the key of the office lies in a file of this user')
    return plain
  }
  const sealed = createFileSecrets(files, join(folder, 'system'))
  return {
    kind: 'system',
    async read(name) {
      const kept = await sealed.read(name)
      // What the loopback host of the same user keeps is this computer's too.
      if (kept === null) return plain.read(name)
      try {
        return new Uint8Array(Buffer.from(store.decryptString(Buffer.from(kept)), 'base64'))
      } catch (error) {
        // Another user's key store, or one made anew: then nothing is kept here, and the passphrase opens the office.
        logger.warn('a secret of this computer cannot be read any more', { error: String(error) })
        return plain.read(name)
      }
    },
    async write(name, bytes) {
      await sealed.write(name, store.encryptString(Buffer.from(bytes).toString('base64')))
      await plain.remove(name)
    },
    async remove(name) {
      await sealed.remove(name)
      await plain.remove(name)
    },
  }
}

function isSafe({ store, platform }: ElectronSecretsDeps): boolean {
  if (!store.isEncryptionAvailable()) return false
  return platform !== 'linux' || store.getSelectedStorageBackend() !== 'basic_text'
}
