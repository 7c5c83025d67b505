import { lstat, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FileError } from '../../src/main/app/ports/files.ts'
import { createTimers } from '../../src/main/platform/clock.ts'
import { toFileError } from '../../src/main/platform/file-errors.ts'
import { createFiles } from '../../src/main/platform/files.ts'

const files = createFiles(createTimers())
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kvitok-files-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

const octets = (text: string): Uint8Array => new TextEncoder().encode(text)
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

describe('a whole file', () => {
  test('is replaced at once and leaves no temporary one', async () => {
    const path = join(folder, 'draft')
    await files.writeAtomic(path, [octets('old')])
    await files.writeAtomic(path, [octets('ne'), octets('w')])
    expect(textOf(await files.read(path))).toBe('new')
    expect(await files.list(folder)).toEqual(['draft'])
  })

  test('is never written through a link that somebody put in its way', async () => {
    const path = join(folder, 'draft')
    const elsewhere = join(folder, 'letters')
    await writeFile(elsewhere, 'not ours')
    await symlink(elsewhere, `${path}.tmp`)
    await files.writeAtomic(path, [octets('new')])
    expect(await readFile(elsewhere, 'utf8')).toBe('not ours')
    expect(await readFile(path, 'utf8')).toBe('new')
    expect((await lstat(path)).isFile()).toBe(true)
  })

  test('is written anew where a crash left half of it, for its owner alone', async () => {
    const path = join(folder, 'draft')
    await writeFile(`${path}.tmp`, 'half of something longer', { mode: 0o644 })
    await files.writeAtomic(path, [octets('whole')])
    expect(await readFile(path, 'utf8')).toBe('whole')
    expect((await stat(path)).mode & 0o077).toBe(0)
  })

  test('of another is not replaced by a new one', async () => {
    const path = join(folder, 'lock')
    await files.writeNew(path, octets('mine'))
    await expect(files.writeNew(path, octets('yours'))).rejects.toMatchObject({ code: 'exists', path })
    expect(await readFile(path, 'utf8')).toBe('mine')
  })

  test('is for its owner alone', async () => {
    const path = join(folder, 'secret')
    await files.writeAtomic(path, [octets('x')])
    expect((await stat(path)).mode & 0o077).toBe(0)
  })

  test('that is not there is missing, and may be removed all the same', async () => {
    const path = join(folder, 'nothing')
    await expect(files.read(path)).rejects.toMatchObject({ code: 'missing' })
    await expect(files.open(path, 'read')).rejects.toBeInstanceOf(FileError)
    expect(await files.exists(path)).toBe(false)
    await files.remove(path)
  })

  test('in a folder whose place a file has is missing too', async () => {
    await writeFile(join(folder, 'a'), '')
    await expect(files.read(join(folder, 'a', 'b'))).rejects.toMatchObject({ code: 'missing' })
  })
})

describe('an open file', () => {
  test('keeps what is written at a place, and gives it back', async () => {
    const path = join(folder, 'data')
    await writeFile(path, '0123456789')
    const file = await files.open(path, 'write')
    await file.write(octets('ab'), 4)
    await file.datasync()
    expect(textOf(await file.read(3, 4))).toBe('3ab6')
    expect(await file.size()).toBe(10)
    await file.truncate(5)
    expect(await file.size()).toBe(5)
    await file.close()
    expect(await readFile(path, 'utf8')).toBe('0123a')
  })

  test('that ends before what was asked for is short', async () => {
    const path = join(folder, 'data')
    await writeFile(path, 'abc')
    const file = await files.open(path, 'read')
    await expect(file.read(1, 3)).rejects.toMatchObject({ code: 'short' })
    await file.close()
  })

  test('for reading takes no writes', async () => {
    const path = join(folder, 'data')
    await writeFile(path, 'abc')
    const file = await files.open(path, 'read')
    await expect(file.write(octets('x'), 0)).rejects.toBeInstanceOf(FileError)
    await file.close()
  })
})

describe('names', () => {
  test('come sorted, and follow a rename', async () => {
    for (const name of ['б', 'b', 'a', 'B']) await writeFile(join(folder, name), '')
    await files.rename(join(folder, 'a'), join(folder, 'z'))
    expect(await files.list(folder)).toEqual(['B', 'b', 'z', 'б'])
  })

  test('of a folder are made with the folders above it, twice without harm', async () => {
    const path = join(folder, 'a', 'b')
    await files.makeFolder(path)
    await files.makeFolder(path)
    expect(await files.list(path)).toEqual([])
    expect(await files.realPath(join(path, '..', 'b'))).toBe(await files.realPath(path))
  })

  test('of a private folder are for its owner alone, whatever it was before', async () => {
    const path = join(folder, 'keys')
    await mkdir(path, 0o755)
    await files.makeFolder(path, 'private')
    expect((await stat(path)).mode & 0o777).toBe(0o700)
  })

  test('of a folder under a link that leads nowhere is refused', async () => {
    await symlink(join(folder, 'gone'), join(folder, 'link'))
    await expect(files.makeFolder(join(folder, 'link', 'a'))).rejects.toMatchObject({ code: 'missing' })
  })
})

test.each([
  ['ENOSPC', 'no-space'],
  ['EDQUOT', 'no-space'],
  ['EROFS', 'read-only'],
  ['EACCES', 'denied'],
  ['EPERM', 'denied'],
  ['EBUSY', 'busy'],
  ['EIO', 'io'],
  ['EMFILE', 'io'],
])('%s is %s', (code, expected) => {
  const error = Object.assign(new Error('no'), { code })
  expect(toFileError(error, '/office', 'write')).toMatchObject({
    code: expected,
    path: '/office',
    call: 'write',
  })
})
