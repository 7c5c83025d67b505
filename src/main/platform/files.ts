import { constants, open as openDescriptor } from 'node:fs'
import { access, mkdir, readdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Timers } from '../app/ports/clock.ts'
import type { DataFile, Files } from '../app/ports/files.ts'
import { createDataFile } from './data-file.ts'
import { asFileError, toFileError } from './file-errors.ts'

const renameTries = 20
const renamePause_ms = 50

/** Files of the local disk. `timers` paces the tries of a rename that another program holds up. */
export function createFiles(timers: Timers): Files {
  return {
    read: (path) => asFileError(path, 'read', () => readFile(path)),
    writeAtomic: (path, chunks) => writeAtomic(path, chunks, timers),
    writeNew: (path, bytes) => writeWhole(path, 'wx', [bytes], false),
    open: (path, mode) => open(path, mode === 'read' ? 'r' : 'r+'),
    list: (folder) => asFileError(folder, 'list', async () => (await readdir(folder)).sort()),
    exists: (path) => exists(path),
    size: (path) => asFileError(path, 'stat', async () => (await stat(path)).size),
    makeFolder: (folder) =>
      asFileError(folder, 'mkdir', async () => {
        await mkdir(folder, { recursive: true })
      }),
    rename: (from, to) => renameSynced(from, to, timers),
    remove: (path) => asFileError(path, 'remove', () => rm(path, { force: true })),
    realPath: (path) => asFileError(path, 'realpath', () => realpath(path)),
  }
}

function open(path: string, flags: string): Promise<DataFile> {
  return new Promise((resolve, reject) => {
    openDescriptor(path, flags, 0o600, (error, descriptor) =>
      error === null ? resolve(createDataFile(descriptor, path)) : reject(toFileError(error, path, 'open')),
    )
  })
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path, constants.F_OK)
    return true
  } catch (error) {
    const problem = toFileError(error, path, 'access')
    if (problem.code === 'missing') return false
    throw problem
  }
}

async function writeWhole(
  path: string,
  flags: string,
  chunks: Iterable<Uint8Array>,
  synced: boolean,
): Promise<void> {
  const file = await open(path, flags)
  try {
    let position = 0
    for (const chunk of chunks) {
      await file.write(chunk, position)
      position += chunk.byteLength
    }
    if (synced) await file.datasync()
  } finally {
    await file.close()
  }
}

async function writeAtomic(path: string, chunks: Iterable<Uint8Array>, timers: Timers): Promise<void> {
  const temporary = `${path}.tmp`
  await writeWhole(temporary, 'w', chunks, true)
  await renameSynced(temporary, path, timers)
}

async function renameSynced(from: string, to: string, timers: Timers): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await rename(from, to)
      break
    } catch (error) {
      const problem = toFileError(error, to, 'rename')
      const held = problem.code === 'busy' || (problem.code === 'denied' && process.platform === 'win32')
      if (!held || attempt >= renameTries) throw problem
      await new Promise<void>((resolve) => timers.after(renamePause_ms, resolve))
    }
  }
  await syncFolder(dirname(to))
}

/** A new name is on disk only with its folder. Windows opens no folders: its rename is written through. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.datasync()
  } finally {
    await handle.close()
  }
}
