import { dirname } from 'node:path'
import type { Timers } from '../app/ports/clock.ts'
import { FileError, type Files } from '../app/ports/files.ts'
import { openDataFile, small_max } from './data-file.ts'
import { asFileError, toFileError } from './file-errors.ts'
import { makeFolder, syncFolder } from './folders.ts'
import { nodeCalls, type SystemCalls } from './system-calls.ts'

const renameTries = 20
const renamePause_ms = 50

/**
 * Files of the local disk. `timers` paces the tries of a rename that another program holds up; `calls` is the system,
 * for tests a disk whose power can be cut; writes of more than `atOnce_max` octets never stop the thread.
 */
export function createFiles(
  timers: Timers,
  calls: SystemCalls = nodeCalls,
  atOnce_max: number = small_max,
): Files {
  return {
    read: (path) => readWhole(calls, path),
    writeAtomic: async (path, chunks) => {
      const temporary = `${path}.tmp`
      await writeAnew(calls, temporary, { chunks, synced: true, atOnce_max })
      await renameSynced(calls, temporary, path, timers)
    },
    writeNew: (path, bytes) => writeWhole(calls, path, { chunks: [bytes], synced: false, atOnce_max }),
    open: (path, mode) => openDataFile(calls, path, mode === 'read' ? 'r' : 'r+', atOnce_max),
    list: (folder) => asFileError(folder, 'list', async () => (await calls.readdir(folder)).sort()),
    exists: (path) => exists(calls, path),
    size: (path) => asFileError(path, 'stat', async () => (await calls.stat(path)).size),
    makeFolder: (folder, rights = 'usual') => makeFolder(calls, folder, rights),
    rename: (from, to) => renameSynced(calls, from, to, timers),
    remove: (path) => remove(calls, path),
    realPath: (path) => asFileError(path, 'realpath', () => calls.realpath(path)),
  }
}

async function exists(calls: SystemCalls, path: string): Promise<boolean> {
  try {
    await calls.access(path)
    return true
  } catch (error) {
    const problem = toFileError(error, path, 'access')
    if (problem.code === 'missing') return false
    throw problem
  }
}

async function remove(calls: SystemCalls, path: string): Promise<void> {
  try {
    await calls.unlink(path)
  } catch (error) {
    const problem = toFileError(error, path, 'remove')
    if (problem.code !== 'missing') throw problem
  }
}

async function readWhole(calls: SystemCalls, path: string): Promise<Uint8Array> {
  const file = await openDataFile(calls, path, 'r')
  try {
    const size = await file.size()
    return size === 0 ? new Uint8Array() : await file.read(0, size)
  } finally {
    await file.close()
  }
}

interface NewContent {
  readonly chunks: Iterable<Uint8Array>
  readonly synced: boolean
  readonly atOnce_max: number
}

/** What a crash left under the name goes first, and what somebody put there: a link would lead out of the folder. */
async function writeAnew(calls: SystemCalls, path: string, content: NewContent): Promise<void> {
  try {
    await writeWhole(calls, path, content)
  } catch (error) {
    if (!(error instanceof FileError) || error.code !== 'exists') throw error
    await remove(calls, path)
    await writeWhole(calls, path, content)
  }
}

/** The file is not there yet; rejects with `exists`, nothing of it written, where it is. */
async function writeWhole(calls: SystemCalls, path: string, content: NewContent): Promise<void> {
  const file = await openDataFile(calls, path, 'wx', content.atOnce_max)
  try {
    let position = 0
    for (const chunk of content.chunks) {
      await file.write(chunk, position)
      position += chunk.byteLength
    }
    if (content.synced) await file.datasync()
  } finally {
    await file.close()
  }
}

async function renameSynced(calls: SystemCalls, from: string, to: string, timers: Timers): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await calls.rename(from, to)
      break
    } catch (error) {
      const problem = toFileError(error, to, 'rename')
      const held = problem.code === 'busy' || (problem.code === 'denied' && process.platform === 'win32')
      if (!held || attempt >= renameTries) throw problem
      await new Promise<void>((resolve) => timers.after(renamePause_ms, resolve))
    }
  }
  const folders = new Set([dirname(to), dirname(from)])
  for (const folder of folders) await syncFolder(calls, folder)
}
