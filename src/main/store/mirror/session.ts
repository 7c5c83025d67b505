import { join, sep } from 'node:path'
import { FileError, type Files } from '../../app/ports/files.ts'
import type { Logger } from '../../app/ports/logger.ts'
import { listSegments, listSnapshots } from '../office-paths.ts'
import { Chain } from './chain.ts'
import { sameFiles } from './copy-file.ts'
import { type Judgement, judgeMirror } from './judge.ts'
import { keepAside, removeSuperseded, superseded } from './keep-aside.ts'
import { mirrorCopies } from './mirror-copies.ts'
import { keysCover, refreshKeys } from './mirror-keys.ts'
import { hexOf, type MirrorMark, type PlacePaths, readMark, writeMark } from './place.ts'
import { listSource, type MirrorSource } from './source.ts'

/** The place is there and is not the one it should be. */
export class WrongPlace extends Error {
  readonly problem: 'absent' | 'foreign'

  constructor(problem: 'absent' | 'foreign') {
    super(`the mirror is ${problem}`)
    this.name = 'WrongPlace'
    this.problem = problem
  }
}

export interface SessionDeps {
  readonly source: MirrorSource
  /** Its calls reject with `LetGo` once nobody wants the session any more. */
  readonly stick: Files
  readonly place: PlacePaths
  readonly logger: Logger
  /** Names the folder into which the mirror of another life is moved; UTC milliseconds. */
  readonly now: () => number
}

/** One stretch of work on a place that is there, from its first look to the first error. */
export class MirrorSession {
  readonly chain: Chain
  readonly #deps: SessionDeps
  /** Snapshots that were read and compared in this session. */
  readonly #proven = new Set<number>()
  readonly #provenCopies = new Set<string>()
  #levelAt: number | null

  private constructor(deps: SessionDeps, chain: Chain, mark: MirrorMark) {
    this.#deps = deps
    this.chain = chain
    this.#levelAt = mark.levelAt
  }

  /** Looks at the place and compares what is there. Rejects with `WrongPlace` and `FileError`. */
  static async begin(deps: SessionDeps): Promise<MirrorSession> {
    const { stick, place, source } = deps
    const mark = await readMark(stick, place)
    // Only a person's choice makes a mirror. A mount point whose stick is out is an empty folder of the system's disk.
    if (mark === null) throw new WrongPlace('absent')
    if (mark === 'foreign' || mark.office !== hexOf(source.officeId)) throw new WrongPlace('foreign')
    for (const folder of [place.journal, place.snapshots, place.copies]) {
      await stick.makeFolder(folder)
      await removeTemporary(stick, folder)
    }
    const judgement = await judgeMirror(source, stick, place)
    const good = await makeFit(deps, judgement)
    await removeSegmentsAfter(deps, source.durable().segment)
    return new MirrorSession(deps, new Chain(deps, good), mark)
  }

  get levelAt(): number | null {
    return this.#levelAt
  }

  /** Before files under a new key come. */
  refreshKeys(): Promise<void> {
    return refreshKeys(this.#deps)
  }

  /** Everything acknowledged until it ends is in the mirror. */
  async level(): Promise<void> {
    await this.chain.level()
    this.#levelAt = this.#deps.now()
  }

  /**
   * Makes the mirror the office's equal: both snapshots, the segments between them, keys and copies; what the office let
   * go is let go here too, once the newest snapshot was read back. The journal's newest octets go before each piece.
   */
  async settle(): Promise<void> {
    const { source, stick, place } = this.#deps
    const urgent = (): Promise<void> => this.chain.level()
    const own = await listSource(source)
    for (const number of own.snapshots.toReversed()) await this.#snapshot(number, urgent)
    for (const number of own.segments) {
      if (number < source.durable().segment) await this.chain.copyOlder(number, urgent)
    }
    await this.#letGo(own.snapshots, own.segments)
    await refreshKeys(this.#deps)
    await mirrorCopies({ source, stick, place }, urgent, this.#provenCopies)
    await removeSuperseded(stick, place)
    await this.mark()
  }

  /** Says in the mirror itself how far it is. */
  async mark(): Promise<void> {
    const { source, stick, place } = this.#deps
    await writeMark(stick, place, { office: hexOf(source.officeId), levelAt: this.#levelAt })
  }

  close(): Promise<void> {
    return this.chain.close()
  }

  async #snapshot(number: number, urgent: () => Promise<void>): Promise<void> {
    if (this.#proven.has(number)) return
    const { source, stick, place } = this.#deps
    const pair = {
      from: { files: source.files, path: source.paths.snapshot(number) },
      to: { files: stick, path: place.snapshot(number) },
    }
    const there = await stick.exists(pair.to.path)
    if (!there || !(await sameFiles(pair, urgent))) await this.chain.copySnapshot(number, urgent)
    this.#proven.add(number)
  }

  async #letGo(snapshots: readonly number[], segments: readonly number[]): Promise<void> {
    const { stick, place } = this.#deps
    const newest = snapshots.at(-1)
    if (newest === undefined || !this.#proven.has(newest)) return
    for (const number of await listSnapshots(stick, place)) {
      if (number < newest && !snapshots.includes(number)) await stick.remove(place.snapshot(number))
    }
    const first = segments[0] ?? 0
    for (const number of await listSegments(stick, place)) {
      if (number < first && number <= newest) await stick.remove(place.segment(number))
    }
  }
}

async function removeTemporary(stick: Files, folder: string): Promise<void> {
  for (const name of await stick.list(folder)) {
    if (name.endsWith('.tmp')) await stick.remove(join(folder, name))
  }
}

async function removeSegmentsAfter({ stick, place }: SessionDeps, last: number): Promise<void> {
  for (const number of await listSegments(stick, place)) {
    if (number > last) await stick.remove(place.segment(number))
  }
}

/** What of the mirror may be gone on from. What may not is moved aside: it may know more, or be all there is. */
async function makeFit(deps: SessionDeps, judgement: Judgement): Promise<ReadonlyMap<number, number>> {
  const { stick, place, logger, now } = deps
  if (judgement.diverged) {
    const stamp = new Date(now()).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15)
    logger.warn('the mirror holds what the office does not: it is kept aside', { stamp })
    await keepAside(stick, place, `kept-${stamp}`)
    return new Map()
  }
  if (await keysCover(deps)) return judgement.good
  logger.info('the mirror is under a key that the office has no more: it is made anew')
  await keepAside(stick, place, superseded)
  return new Map()
}

/** Whether the error is the office's own disk's and not the stick's. */
export function isOwn(error: unknown, folder: string): boolean {
  return error instanceof FileError && error.path.startsWith(`${folder}${sep}`)
}
