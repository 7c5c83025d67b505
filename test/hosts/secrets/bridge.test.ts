import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FileError } from '../../../src/main/app/ports/files.ts'
import type { Secrets } from '../../../src/main/app/ports/secrets.ts'
import { connectSecrets } from '../../../src/main/hosts/secrets/connect.ts'
import { serveSecrets } from '../../../src/main/hosts/secrets/serve.ts'
import { createTimers } from '../../../src/main/platform/clock.ts'
import { createFiles } from '../../../src/main/platform/files.ts'
import { createFileSecrets } from '../../../src/main/platform/secrets-file.ts'
import { createMemoryLogger } from '../../fakes/silent-logger.ts'

const name = 'ab'.repeat(16)
const key = new TextEncoder().encode('0123456789abcdef0123456789abcdef')
let folder: string
const ends: (() => Promise<void>)[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kvitok-secrets-'))
})

afterEach(async () => {
  for (const end of ends.splice(0)) await end()
  await rm(folder, { recursive: true, force: true })
})

const bridge = (kept: Secrets = createFileSecrets(createFiles(createTimers()), join(folder, 'keys'))) => {
  const { port1, port2 } = new MessageChannel()
  const logger = createMemoryLogger()
  const server = serveSecrets(port1, kept, logger)
  ends.push(server.close)
  return { secrets: connectSecrets(port2, kept.kind), server, logger }
}

test('what the worker keeps it reads again, from a file that only the user may read', async () => {
  const { secrets } = bridge()
  await secrets.write(name, key)
  expect(await secrets.read(name)).toEqual(key)
  expect((await stat(join(folder, 'keys', `${name}.key`))).mode & 0o777).toBe(0o600)
})

test('a name that keeps nothing reads as nothing', async () => {
  expect(await bridge().secrets.read(name)).toBeNull()
})

test('what was removed is gone', async () => {
  const { secrets } = bridge()
  await secrets.write(name, key)
  await secrets.remove(name)
  expect(await secrets.read(name)).toBeNull()
})

test('the later of two writes at once is the one that stays', async () => {
  const { secrets } = bridge()
  await Promise.all([secrets.write(name, key), secrets.write(name, key.toReversed())])
  expect(await secrets.read(name)).toEqual(key.toReversed())
})

test('a view into a larger buffer crosses alone', async () => {
  const { secrets } = bridge()
  const whole = new Uint8Array([1, 2, 3, 4, 5])
  await secrets.write(name, whole.subarray(1, 3))
  expect(await secrets.read(name)).toEqual(new Uint8Array([2, 3]))
  expect(whole).toHaveLength(5)
})

test('a refusal of the file system arrives as the error it was', async () => {
  const refused = new FileError('no-space', '/keys/a', 'write')
  const { secrets } = bridge({
    kind: 'file',
    read: () => Promise.reject(refused),
    write: () => Promise.reject(refused),
    remove: () => Promise.reject(refused),
  })
  const error = await secrets.write(name, key).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(FileError)
  expect(error).toMatchObject({ code: 'no-space', path: '/keys/a', call: 'write' })
})

test('a failure is logged without the secret', async () => {
  const { secrets, logger } = bridge({
    kind: 'system',
    read: () => Promise.reject(new Error('no key store')),
    write: () => Promise.reject(new Error('no key store')),
    remove: () => Promise.resolve(),
  })
  await expect(secrets.write(name, key)).rejects.toMatchObject({ code: 'io' })
  expect(logger.lines).toEqual(['warn: a secret could not be kept or read'])
})

test('a bridge that was closed answers everything that waits and comes', async () => {
  const { secrets, server } = bridge({
    kind: 'file',
    read: () => Promise.resolve(null),
    write: () => Promise.resolve(),
    remove: () => Promise.resolve(),
  })
  await server.close()
  await expect(secrets.read(name)).rejects.toBeInstanceOf(FileError)
})
