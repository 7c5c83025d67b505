import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createCalendarBook } from '../../src/main/app/office/calendar-book.ts'
import { createOfficeBook } from '../../src/main/app/office/office-book.ts'
import { createShipped, readCalendars } from '../../src/main/core-resources.ts'
import { createTimers } from '../../src/main/platform/clock.ts'
import { createFiles } from '../../src/main/platform/files.ts'
import { defaultLimits, type OpenResult, openStore } from '../../src/main/store/open-store.ts'
import type { Rebuild } from '../../src/main/store/snapshot/rebuild.ts'
import { createWorkerRebuild } from '../../src/main/store/snapshot/rebuild-in-worker.ts'
import { encrypted, storeDeps } from '../fakes/office-store.ts'
import { rebuildWorker, root, sqlWasm } from './bench-core.ts'

export type OpenedStore = OpenResult & { readonly ok: true }

export const workerRebuild = async (): Promise<Rebuild> =>
  createWorkerRebuild(rebuildWorker, await readFile(sqlWasm))

/** The store of an office as the program opens it, without the program around it. */
export const openBenchStore = async (folder: string): Promise<OpenedStore> => {
  const opened = await openStore({
    ...storeDeps(folder, { protection: encrypted(folder) }),
    limits: defaultLimits,
    rebuild: await workerRebuild(),
  })
  if (!opened.ok) throw new Error(JSON.stringify(opened.problem))
  return opened
}

/** The office's books, as the core makes them. */
export const benchBooks = async () => {
  const offices = createOfficeBook()
  const shipped = createShipped(createFiles(createTimers()), join(root, 'resources'))
  return { offices, calendars: createCalendarBook(await readCalendars(shipped), offices) }
}
