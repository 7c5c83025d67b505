import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { FileError, type Files } from '../../app/ports/files.ts'
import type { Logger } from '../../app/ports/logger.ts'
import type { Copies, CopyFile, CopyMade, Drilled } from '../../app/ports/safety.ts'
import { listSnapshots, type OfficePaths } from '../office-paths.ts'
import type { StoreMaintenance } from '../store-maintenance.ts'
import type { DrillRequest } from './drill.ts'
import type { CopyRequest } from './make-copy.ts'

/** What the worker is given besides snapshots to rebuild; keys are among it. It answers with `CopyAnswer`. */
export type CopyTask = { readonly wasm: Uint8Array } & (
  | { readonly copy: CopyRequest }
  | { readonly drill: DrillRequest }
)

export type CopyAnswer =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'made'; readonly made: CopyMade }
  | { readonly kind: 'drilled'; readonly drilled: Drilled }

/** Runs one task beside the core; null where `signal` ended it. `heard` gets every answer before the last. */
export type RunCopyTask = (
  task: Omit<CopyTask, 'wasm'>,
  signal: AbortSignal,
  heard: (answer: CopyAnswer) => void,
) => Promise<CopyAnswer | null>

export interface CopiesDeps {
  readonly files: Files
  readonly logger: Logger
  readonly paths: OfficePaths
  readonly kind: 'training' | 'real'
  readonly maintenance: StoreMaintenance
  readonly run: RunCopyTask
}

/** The copies of an open office; `stop` ends what is under way, which leaves nothing behind but a temporary file. */
export interface OfficeCopies extends Copies {
  stop(): Promise<void>
}

const stopped: CopyMade = { ok: false, problem: 'stopped' }

export function createCopies(deps: CopiesDeps): OfficeCopies {
  const { files, paths, maintenance, run } = deps
  const end = new AbortController()
  let running: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = running.then(work, work)
    running = result.catch(() => undefined)
    return result
  }

  const make = async (name: string): Promise<CopyMade> => {
    const { segment } = maintenance.durable()
    if (!(await unlessEnded(end.signal, maintenance.snapshot()))) return stopped
    const snapshot = (await listSnapshots(files, paths)).at(-1)
    // What was acknowledged before the call must be in it: an older snapshot would be a lie about its age.
    if (snapshot === undefined || snapshot < segment) return { ok: false, problem: 'snapshot' }
    const copy: CopyRequest = {
      folder: paths.folder,
      name,
      snapshot,
      ring: maintenance.ring(),
      protection: maintenance.copyProtection(),
    }
    const answer = await run({ copy }, end.signal, () => undefined)
    return answer?.kind === 'made' ? answer.made : stopped
  }

  return {
    make: (name) => inTurn(() => (end.signal.aborted ? Promise.resolve(stopped) : make(name))),
    list: () => listCopies(deps),
    remove: (names) => removeCopies(deps, names),
    drill: (copy, passphrase, progress) =>
      inTurn(async () => {
        const drill: DrillRequest = {
          officeId: maintenance.officeId,
          kind: deps.kind,
          path: join(paths.copies, copy.name),
          digest: copy.digest,
          passphrase,
          ring: maintenance.ring(),
        }
        const answer = await run({ drill }, end.signal, (heard) => {
          if (heard.kind === 'progress') progress(heard.done, heard.total)
        })
        if (answer?.kind === 'drilled') return answer.drilled
        return { kind: 'done', tables: 0, rows: 0, problem: 'stopped' }
      }),
    async stop() {
      end.abort()
      await running
    },
  }
}

/** False where the signal came first: what was waited for goes on without anybody. */
async function unlessEnded(signal: AbortSignal, work: Promise<void>): Promise<boolean> {
  const ended = Promise.withResolvers<boolean>()
  const end = (): void => ended.resolve(false)
  if (signal.aborted) end()
  signal.addEventListener('abort', end, { once: true })
  try {
    return await Promise.race([work.then(() => true), ended.promise])
  } finally {
    signal.removeEventListener('abort', end)
  }
}

/** A folder that cannot be read holds no copy that anybody could use. */
async function listCopies({ files, paths, logger }: CopiesDeps): Promise<CopyFile[]> {
  const copies: CopyFile[] = []
  try {
    if (!(await files.exists(paths.copies))) return []
    for (const name of await files.list(paths.copies)) {
      if (name.endsWith('.kvs')) copies.push({ name, size: await files.size(join(paths.copies, name)) })
    }
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    logger.warn('the copies cannot be listed', { reason: error.code })
  }
  return copies
}

async function removeCopies({ files, paths, logger }: CopiesDeps, names: readonly string[]): Promise<void> {
  for (const name of names) {
    try {
      await files.remove(join(paths.copies, name))
    } catch (error) {
      if (!(error instanceof FileError)) throw error
      logger.warn('an old copy could not be removed', { name, reason: error.code })
    }
  }
}

/** Each task in a worker of its own, whose memory goes with it. `entry` is the worker that rebuilds snapshots. */
export function createCopyWorker(entry: URL, wasm: Uint8Array): RunCopyTask {
  return (task, signal, heard) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return resolve(null)
      const worker = new Worker(entry, { workerData: { wasm, ...task } })
      let last: CopyAnswer | null = null
      const end = (): void => {
        void worker.terminate()
      }
      signal.addEventListener('abort', end, { once: true })
      worker.on('message', (answer: CopyAnswer) => {
        if (answer.kind === 'progress') heard(answer)
        else last = answer
      })
      worker.once('error', reject)
      worker.once('exit', (code) => {
        signal.removeEventListener('abort', end)
        if (last !== null || signal.aborted) resolve(last)
        else reject(new Error(`the copying worker ended with ${code} and no answer`))
      })
    })
}
