import type { Choices } from './choices.ts'

export const sectorSize = 512
const pageSize = 4096

interface Change {
  readonly position: number
  /** What was written; null for a change of the size alone. */
  readonly bytes: Buffer | null
  /** The size after it. */
  readonly size: number
}

/**
 * One file: what a process reads (the system's cache) and what is on the platters. Between two syncs the system may
 * have written any sector in any of the states it has had, and any of the sizes.
 */
export class FileNode {
  cached: Buffer = Buffer.alloc(0)
  #durable: Buffer = Buffer.alloc(0)
  #pending: Change[] = []
  /** Pages that the cache holds, the platters do not, and no later sync will write: a sync of theirs has failed. */
  readonly #forgotten = new Set<number>()

  static of(content: Buffer): FileNode {
    const node = new FileNode()
    node.cached = Buffer.from(content)
    node.#durable = Buffer.from(content)
    return node
  }

  clone(): FileNode {
    const node = new FileNode()
    // Buffers are replaced, never changed: sharing them is safe.
    node.cached = this.cached
    node.#durable = this.#durable
    node.#pending = [...this.#pending]
    for (const page of this.#forgotten) node.#forgotten.add(page)
    return node
  }

  write(position: number, bytes: Uint8Array): void {
    const end = position + bytes.byteLength
    const next = Buffer.alloc(Math.max(end, this.cached.byteLength))
    this.cached.copy(next)
    next.set(bytes, position)
    this.cached = next
    this.#pending.push({ position, bytes: Buffer.from(bytes), size: next.byteLength })
    this.#redirty(position, end)
  }

  truncate(length: number): void {
    const next = Buffer.alloc(length)
    this.cached.copy(next)
    this.cached = next
    this.#pending.push({ position: length, bytes: null, size: length })
  }

  sync(): void {
    let image = this.#durable
    for (const change of this.#pending) image = applied(image, change)
    this.#durable = image
    this.#pending = []
  }

  /** A sync that failed: the system calls the pages clean, and no later sync writes them. */
  forget(): void {
    for (const { position, bytes } of this.#pending) {
      if (bytes === null) continue
      const last = Math.floor((position + bytes.byteLength - 1) / pageSize)
      for (let page = Math.floor(position / pageSize); page <= last; page += 1) this.#forgotten.add(page)
    }
    this.#pending = []
  }

  /** What is on the platters after a power cut. */
  afterCut(choices: Choices): Buffer {
    const images = [this.#durable]
    for (const change of this.#pending) images.push(applied(images.at(-1) ?? this.#durable, change))
    const sizes = [...new Set(images.map((image) => image.byteLength))]
    const size = sizes[sizes.length === 1 ? 0 : choices.pick(sizes.length)] ?? 0
    const result = Buffer.alloc(size)
    this.#durable.copy(result)
    for (const sector of touchedSectors(this.#pending)) {
      const at = sector * sectorSize
      if (at < size) pickSector(choices, statesOf(images, at)).copy(result, at)
    }
    return result
  }

  get settled(): boolean {
    return this.#pending.length === 0
  }

  #redirty(from: number, to: number): void {
    for (let page = Math.floor(from / pageSize); page * pageSize < to; page += 1) {
      if (!this.#forgotten.delete(page)) continue
      const position = page * pageSize
      const bytes = Buffer.from(this.cached.subarray(position, position + pageSize))
      this.#pending.push({ position, bytes, size: this.cached.byteLength })
    }
  }
}

function applied(image: Buffer, { position, bytes, size }: Change): Buffer {
  const next = Buffer.alloc(size)
  image.copy(next)
  if (bytes !== null) next.set(bytes.subarray(0, Math.max(0, size - position)), position)
  return next
}

function touchedSectors(changes: readonly Change[]): number[] {
  const sectors = new Set<number>()
  for (const { position, bytes } of changes) {
    const end = position + (bytes?.byteLength ?? 0)
    for (let sector = Math.floor(position / sectorSize); sector * sectorSize < end; sector += 1) {
      sectors.add(sector)
    }
  }
  return [...sectors].sort((a, b) => a - b)
}

/** The different contents a sector has had, the oldest first. */
function statesOf(images: readonly Buffer[], at: number): Buffer[] {
  const states: Buffer[] = []
  for (const image of images) {
    const state = Buffer.alloc(sectorSize)
    image.subarray(at, at + sectorSize).copy(state)
    if (states.every((other) => !other.equals(state))) states.push(state)
  }
  return states
}

function pickSector(choices: Choices, states: readonly Buffer[]): Buffer {
  const [first] = states
  if (first === undefined) throw new Error('a sector without a state')
  if (states.length === 1) return first
  const torn = choices.tears && choices.pick(4) === 0
  const chosen = states[choices.pick(states.length)] ?? first
  if (!torn) return chosen
  const cut = choices.pick(sectorSize)
  const other = states[choices.pick(states.length)] ?? first
  return Buffer.concat([chosen.subarray(0, cut), other.subarray(cut)])
}
