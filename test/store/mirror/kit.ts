import { cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from '../../../src/main/app/ports/sql.ts'
import { createTimers } from '../../../src/main/platform/clock.ts'
import { createFiles } from '../../../src/main/platform/files.ts'
import { nodeCalls } from '../../../src/main/platform/system-calls.ts'
import { Mirror } from '../../../src/main/store/mirror/mirror.ts'
import type { MirroredCopies } from '../../../src/main/store/mirror/mirror-copies.ts'
import { type PlacePaths, placePaths, preparePlace } from '../../../src/main/store/mirror/place.ts'
import type { MirrorSource } from '../../../src/main/store/mirror/source.ts'
import { officePaths } from '../../../src/main/store/office-paths.ts'
import type { StoreLimits } from '../../../src/main/store/open-store.ts'
import { createManualTimers, type ManualTimers } from '../../fakes/manual-timers.ts'
import { dumpFiles, encrypted, reopen } from '../../fakes/office-store.ts'
import { quietLogger } from '../../fakes/quiet-logger.ts'
import { type RecordedStick, recordStick } from '../../fakes/recorded-stick.ts'
import { createStick, type Stick } from '../../fakes/stick.ts'
import { smallSchema } from '../small-schema.ts'

export const tiny: Partial<StoreLimits> = {
  segment: 4096,
  step: 4096,
  snapshotTail: 1e9,
  snapshotShare: 1,
  snapshotSegments: 1e9,
}

type OpenOffice = Awaited<ReturnType<typeof reopen>>

/** An office that is written to, and a stick beside it. */
export interface MirrorRig {
  readonly folder: string
  readonly stick: Stick
  readonly recorded: RecordedStick
  readonly place: PlacePaths
  readonly source: MirrorSource
  readonly timers: ManualTimers
  readonly mirror: Mirror
  office(): OpenOffice
  /** States a person would have seen, in order. */
  readonly states: string[]
  /** Writes the rows `from` … `from + count - 1`, each a frame of its own. */
  pay(from: number, count: number): Promise<void>
  snapshot(): Promise<void>
  /** Resolves when everything written so far is in the mirror and the mirror is as the office. */
  level(): Promise<void>
  /** Resolves once the mirror says this. */
  shows(state: string): Promise<void>
  /** Closes and opens the office; the mirror of the run before is gone, and another is begun unless `alone`. */
  restart(alone?: 'alone'): Promise<void>
  /** How many rows the files in a folder give; fails where they are not the first ones. */
  rowsIn(folder: string): Promise<number>
  close(): Promise<void>
}

export async function until(fits: () => boolean): Promise<void> {
  while (!fits()) await new Promise<void>((resolve) => setImmediate(resolve))
}

const noCopies: MirroredCopies = {
  good: () => [],
  removable: () => [],
  arrived: () => Promise.resolve(),
  found: () => undefined,
}

export interface RigOptions {
  readonly copies?: MirroredCopies
  readonly encrypted?: boolean
}

export async function openRig(wish: RigOptions = {}): Promise<MirrorRig> {
  const root = await mkdtemp(join(tmpdir(), 'kvitok-mirror-'))
  const [folder, stickFolder] = [join(root, 'office'), join(root, 'stick')]
  await mkdir(stickFolder)
  const recorded = recordStick(createFiles(createTimers(), nodeCalls, 0))
  const stick = createStick(recorded.files, stickFolder)
  const plainly = { kind: 'plain' as const }
  const protection = wish.encrypted === true ? encrypted(folder) : plainly
  const options = { migrations: smallSchema, limits: tiny, protection }
  let office = await reopen(folder, options)
  const officeId = (await readFile(officePaths(folder).segment(1))).subarray(16, 32)
  const place = placePaths(stickFolder, officeId)
  const source: MirrorSource = {
    files: createFiles(createTimers()),
    paths: officePaths(folder),
    keys: join(folder, 'office.keys'),
    officeId,
    copies: wish.copies ?? noCopies,
    durable: () => office.maintenance.durable(),
  }
  const timers = createManualTimers()
  const states: string[] = []
  const make = (): Mirror => {
    const mirror: Mirror = new Mirror({
      source,
      stick: stick.files,
      timers,
      clock: { now: () => Date.UTC(2026, 10, 22, 9) },
      logger: quietLogger(),
      onChanged: () => states.push(mirror.status.state),
    })
    office.maintenance.onDurable(() => mirror.durable())
    office.maintenance.onSnapshot(() => mirror.filesChanged())
    office.maintenance.keys.onChanged(() => mirror.filesChanged())
    return mirror
  }
  let mirror = make()
  await preparePlace(stick.files, stickFolder, { id: officeId, folder })

  return {
    folder,
    stick,
    recorded,
    place,
    source,
    timers,
    states,
    get mirror() {
      return mirror
    },
    office: () => office,
    async pay(from, count) {
      for (let index = from; index < from + count; index += 1) {
        const row = { key: `k${String(index).padStart(6, '0')}`, value: `платёж ${index} `.repeat(9) }
        await office.store.write((tx) => tx.run(sql.insertInto('setting').values(row)))
      }
    },
    async snapshot() {
      await office.maintenance.snapshot()
      mirror.filesChanged()
    },
    async level() {
      mirror.filesChanged()
      await until(() => {
        const { state, behind_bytes } = mirror.status
        if (state === 'level' && behind_bytes === 0 && mirror.settled) return true
        // It may wait a moment because the office let go of a file under it.
        if (stick.busy() === 0) timers.advance(20)
        return false
      })
    },
    shows: (state) => until(() => mirror.status.state === state),
    async restart(alone) {
      await mirror.close()
      await office.store.close()
      office = await reopen(folder, options)
      mirror = make()
      if (alone === undefined) mirror.setPlace(stickFolder)
    },
    async rowsIn(from) {
      // A look must leave no trace: the files are read from a copy.
      const scratch = await mkdtemp(join(tmpdir(), 'kvitok-look-'))
      try {
        await cp(from, scratch, { recursive: true })
        for (const name of await readdir(scratch))
          if (name.startsWith('kept-')) await rm(join(scratch, name), { recursive: true })
        const rows = (await dumpFiles(scratch))['setting'] ?? []
        const keys = rows.map((row) => row['key'])
        const first = keys.map((_, index) => `k${String(index).padStart(6, '0')}`)
        if (keys.join() !== first.join()) throw new Error(`not the first rows: ${keys.join()}`)
        return keys.length
      } finally {
        await rm(scratch, { recursive: true })
      }
    },
    async close() {
      await mirror.close()
      await office.store.close()
      await rm(root, { recursive: true })
    },
  }
}

/** Names and octets of all files of both folders that a mirror holds. */
export async function filesOf(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const part of ['journal', 'snapshots']) {
    for (const name of await readdir(join(folder, part))) {
      found[`${part}/${name}`] = (await readFile(join(folder, part, name))).toString('hex')
    }
  }
  return found
}
