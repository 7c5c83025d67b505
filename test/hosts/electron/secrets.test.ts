import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createElectronSecrets, type SystemStore } from '../../../src/main/hosts/electron/secrets.ts'
import { createTimers } from '../../../src/main/platform/clock.ts'
import { createFiles } from '../../../src/main/platform/files.ts'
import { createFileSecrets } from '../../../src/main/platform/secrets-file.ts'
import { createMemoryLogger } from '../../fakes/silent-logger.ts'

const name = 'cd'.repeat(16)
const key = new TextEncoder().encode('0123456789abcdef0123456789abcdef')
const files = createFiles(createTimers())
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kvitok-system-secrets-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

/** A key store whose user is `user`: another user's cannot decrypt what it made. */
const storeOf = (
  user: string,
  backend: ReturnType<SystemStore['getSelectedStorageBackend']>,
): SystemStore => ({
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => backend,
  encryptString: (text) => Buffer.from(`${user}:${Buffer.from(text).toString('hex')}`),
  decryptString: (bytes) => {
    const [by, hex = ''] = bytes.toString().split(':')
    if (by !== user) throw new Error('Error while decrypting the ciphertext')
    return Buffer.from(hex, 'hex').toString()
  },
})

const secretsOf = (store: SystemStore, platform: NodeJS.Platform = 'linux') => {
  const logger = createMemoryLogger()
  return { logger, secrets: createElectronSecrets({ store, platform, files, folder, logger }) }
}

test('a secret goes through the key store of the system and comes back', async () => {
  const { secrets } = secretsOf(storeOf('anna', 'gnome_libsecret'))
  await secrets.write(name, key)
  expect(secrets.kind).toBe('system')
  expect(await secrets.read(name)).toEqual(key)
  expect((await readFile(join(folder, 'system', `${name}.key`))).includes(Buffer.from(key))).toBe(false)
})

test('what the loopback host kept is found, and moves under the key store when it is written', async () => {
  await createFileSecrets(files, folder).write(name, key)
  const { secrets } = secretsOf(storeOf('anna', 'kwallet6'))
  expect(await secrets.read(name)).toEqual(key)
  await secrets.write(name, key)
  expect(await createFileSecrets(files, folder).read(name)).toBeNull()
  expect(await secrets.read(name)).toEqual(key)
})

test('a key store that is another one now keeps nothing, and that is said', async () => {
  await secretsOf(storeOf('anna', 'gnome_libsecret')).secrets.write(name, key)
  const { secrets, logger } = secretsOf(storeOf('boris', 'gnome_libsecret'))
  expect(await secrets.read(name)).toBeNull()
  expect(logger.lines).toEqual(['warn: a secret of this computer cannot be read any more'])
})

test('a key that every program knows is no key store: the file keeps the secret', () => {
  expect(secretsOf(storeOf('anna', 'basic_text')).secrets.kind).toBe('file')
})

test('Windows and macOS have no other backend', () => {
  expect(secretsOf(storeOf('anna', 'unknown'), 'win32').secrets.kind).toBe('system')
})

test('without encryption the file keeps the secret', async () => {
  const store: SystemStore = { ...storeOf('anna', 'unknown'), isEncryptionAvailable: () => false }
  const { secrets } = secretsOf(store)
  expect(secrets.kind).toBe('file')
  await secrets.write(name, key)
  expect(await createFileSecrets(files, folder).read(name)).toEqual(key)
})

test('what was removed is gone from both', async () => {
  const { secrets } = secretsOf(storeOf('anna', 'gnome_libsecret'))
  await secrets.write(name, key)
  await secrets.remove(name)
  expect(await secrets.read(name)).toBeNull()
})
