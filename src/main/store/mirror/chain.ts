import type { DataFile, Files } from '../../app/ports/files.ts'
import { headerSize } from '../format/header.ts'
import { listSnapshots } from '../office-paths.ts'
import { withFile } from './compare.ts'
import { copyRange, replaceFile } from './copy-file.ts'
import type { PlacePaths } from './place.ts'
import { durableLength, listSource, type MirrorSource } from './source.ts'

export interface ChainDeps {
  readonly source: MirrorSource
  readonly stick: Files
  readonly place: PlacePaths
}

interface Tail {
  readonly number: number
  readonly from: DataFile
  readonly to: DataFile
  position: number
}

/**
 * The journal's segments in a mirror, kept so that at every moment the newest of them open: a snapshot (or the
 * journal's beginning), and after it segments without a gap, the last of them perhaps cut.
 */
export class Chain {
  readonly #deps: ChainDeps
  /** Octets of each mirrored segment known to be the office's own. */
  readonly #good: Map<number, number>
  #tail: Tail | null = null
  #reached: { readonly segment: number; readonly position: number } = { segment: 0, position: 0 }

  constructor(deps: ChainDeps, good: ReadonlyMap<number, number>) {
    this.#deps = deps
    this.#good = new Map(good)
  }

  /** True once the segments go on from a snapshot in the mirror: what is written now is of use at once. */
  get begun(): boolean {
    return this.#tail !== null
  }

  /** Octets that are acknowledged and not in the mirror, as far as the segment under way tells. */
  get behind_bytes(): number {
    const { segment, position } = this.#deps.source.durable()
    return segment === this.#reached.segment ? position - this.#reached.position : position
  }

  /** Brings the mirror up to what is durable when it ends. */
  async level(): Promise<void> {
    const { source } = this.#deps
    if (this.#tail === null) await this.#begin()
    for (let point = source.durable(); ; point = source.durable()) {
      const tail = this.#tail
      if (tail === null) throw new Error('a chain without a tail')
      if (tail.number < point.segment) await this.#finish(tail)
      else if (tail.position < point.position) await this.#append(tail, point.position)
      else return
    }
  }

  /** The last segment is begun or found; those before it are whole. */
  async #begin(): Promise<void> {
    const { source, stick, place } = this.#deps
    const own = await listSource(source)
    const last = source.durable().segment
    const base = await this.#base(own)
    for (let number = base + 1; number < last; number += 1) {
      const length = await durableLength(source, number)
      if (this.#good.get(number) === length && (await stick.size(place.segment(number))) === length) continue
      await this.#whole(number, length)
    }
    await this.#open(last)
  }

  /** The newest snapshot in the mirror from which the office still has every segment; else its newest is copied. */
  async #base(own: {
    readonly segments: readonly number[]
    readonly snapshots: readonly number[]
  }): Promise<number> {
    const { source, stick, place } = this.#deps
    const present = new Set(own.segments)
    const last = source.durable().segment
    const goesOn = (from: number): boolean => {
      for (let number = from; number <= last; number += 1) if (!present.has(number)) return false
      return true
    }
    const mirrored = new Set(await listSnapshots(stick, place))
    for (const number of own.snapshots.toReversed()) {
      if (mirrored.has(number) && goesOn(number + 1) && (await this.#sameSnapshot(number))) return number
    }
    const newest = own.snapshots.at(-1)
    if (newest === undefined) return 0
    await this.copySnapshot(newest)
    return newest
  }

  /** By length and header: the header carries the hash of itself and a time and a salt that no other has. */
  async #sameSnapshot(number: number): Promise<boolean> {
    const { source, stick, place } = this.#deps
    const [from, to] = [source.paths.snapshot(number), place.snapshot(number)]
    if ((await source.files.size(from)) !== (await stick.size(to))) return false
    const header = await withFile(source.files, from, 'read', (file) => file.read(0, headerSize))
    const mirrored = await withFile(stick, to, 'read', (file) => file.read(0, headerSize))
    return Buffer.from(header).equals(mirrored)
  }

  async copySnapshot(number: number, between?: () => Promise<void>): Promise<void> {
    const { source, stick, place } = this.#deps
    const path = source.paths.snapshot(number)
    const pair = { from: { files: source.files, path }, to: { files: stick, path: place.snapshot(number) } }
    await replaceFile(pair, await source.files.size(path), between)
  }

  /** A segment that is whole comes whole: no part of it is ever seen under its name. */
  async #whole(number: number, length: number, between?: () => Promise<void>): Promise<void> {
    const { source, stick, place } = this.#deps
    const from = { files: source.files, path: source.paths.segment(number) }
    await replaceFile({ from, to: { files: stick, path: place.segment(number) } }, length, between)
    this.#good.set(number, length)
  }

  /** Copies a segment that lies before the chain's base, for the snapshot before the newest. */
  async copyOlder(number: number, between: () => Promise<void>): Promise<void> {
    const length = await durableLength(this.#deps.source, number)
    if (this.#good.get(number) !== length) await this.#whole(number, length, between)
  }

  async #open(number: number): Promise<void> {
    const { source, stick, place } = this.#deps
    const path = place.segment(number)
    const good = this.#good.get(number) ?? 0
    if (good < headerSize) await this.#whole(number, headerSize)
    const position = Math.max(good, headerSize)
    const from = await source.files.open(source.paths.segment(number), 'read')
    try {
      const to = await stick.open(path, 'write')
      this.#tail = { number, from, to, position }
      if ((await to.size()) > position) await to.truncate(position)
      this.#reached = { segment: number, position }
    } catch (error) {
      if (this.#tail === null) await from.close()
      throw error
    }
  }

  /** The office has gone on to another segment: this one has its end now. */
  async #finish(tail: Tail): Promise<void> {
    const length = await durableLength(this.#deps.source, tail.number)
    if (tail.position < length) await this.#append(tail, length)
    this.#good.set(tail.number, length)
    await this.close()
    await this.#open(tail.number + 1)
  }

  async #append(tail: Tail, to: number): Promise<void> {
    await copyRange(tail.from, tail.to, { from: tail.position, to })
    await tail.to.datasync()
    tail.position = to
    this.#good.set(tail.number, to)
    this.#reached = { segment: tail.number, position: to }
  }

  /** Lets the open files go. What the mirror holds stays as it is. */
  async close(): Promise<void> {
    const tail = this.#tail
    this.#tail = null
    if (tail === null) return
    try {
      await tail.to.close()
    } finally {
      await tail.from.close()
    }
  }
}
