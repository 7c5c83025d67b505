import type { Clock } from '../../app/ports/clock.ts'
import type { Files } from '../../app/ports/files.ts'
import type { ByteWriter } from '../format/bytes.ts'
import { flagMigration } from '../format/frame.ts'
import type { FileHeader } from '../format/header.ts'
import { type RecordedTransaction, writeScript, writeTransaction } from '../format/payload.ts'
import type { NewFile } from '../keys/key-ring.ts'
import type { Fence } from '../lock/fence.ts'
import type { OfficePaths } from '../office-paths.ts'
import type { JournalPlace } from './journal-place.ts'
import { SegmentWriter, startPayload } from './segment-writer.ts'

/** Sizes in octets. */
export interface JournalLimits {
  /** A frame takes further waiting transactions until it is this long. */
  readonly frame: number
  /** A segment that is this long is sealed and the next begun. */
  readonly segment: number
  /** A segment's file is sized ahead in steps of this. */
  readonly step: number
}

export interface JournalDeps {
  readonly files: Files
  readonly clock: Clock
  readonly paths: OfficePaths
  readonly limits: JournalLimits
  /** Asked before every frame: the office may be another computer's by now. */
  readonly fence: Fence
  /** The next segment's file, under the key that is current then and with a salt of its own. */
  readonly newFile: (draft: SegmentDraft) => NewFile
  /** The disk failed: nothing more is written. Called once. */
  readonly onFailed: (error: unknown) => void
  /** Segments up to `number` are sealed. */
  readonly onSealed: (number: number) => void
  /** Everything up to here is on disk. */
  readonly onDurable: (place: JournalPlace) => void
}

/** An unprotected segment's header. */
export type SegmentDraft = Omit<FileHeader, 'protection'>

/** Where a journal goes on: after the last frame that was found or written. */
export interface JournalPoint {
  readonly officeId: Uint8Array
  readonly segment: number
  readonly nextSequence: number
  readonly schema: number
  readonly link: Uint8Array
}

interface Batch {
  readonly transactions: RecordedTransaction[]
  readonly done: PromiseWithResolvers<void>
}

/** Appends transactions to the segments. Those that wait together share one frame, one write and one sync. */
export class Journal {
  readonly #deps: JournalDeps
  readonly #officeId: Uint8Array
  #segment: SegmentWriter
  #schema: number
  #durable: JournalPlace
  #next: Batch = newBatch()
  #current: Batch | null = null
  #draining: Promise<void> | null = null
  #failure: { readonly error: unknown } | null = null
  #isClosing = false

  private constructor(deps: JournalDeps, point: JournalPoint, segment: SegmentWriter) {
    this.#deps = deps
    this.#officeId = point.officeId
    this.#schema = point.schema
    this.#segment = segment
    this.#durable = segment.place
  }

  /** Begins a new segment at `point`. */
  static async begin(deps: JournalDeps, point: JournalPoint): Promise<Journal> {
    return new Journal(deps, point, await createSegment(deps, point))
  }

  get segment(): number {
    return this.#segment.number
  }

  /** How far it is on disk. */
  get durable(): JournalPlace {
    return this.#durable
  }

  /** Nothing more is written: it was closed, or is about to be. */
  get isClosing(): boolean {
    return this.#isClosing
  }

  /** Resolves when the transaction, and all before it, are on disk. */
  append(transaction: RecordedTransaction): Promise<void> {
    if (this.#failure !== null) return Promise.reject(this.#failure.error)
    const batch = this.#next
    batch.transactions.push(transaction)
    this.#draining ??= this.#drain()
    return batch.done.promise
  }

  /** Resolves when everything appended so far is on disk. */
  flushed(): Promise<void> {
    if (this.#failure !== null) return Promise.reject(this.#failure.error)
    if (this.#next.transactions.length > 0) return this.#next.done.promise
    return this.#current?.done.promise ?? Promise.resolve()
  }

  /** Records a migration that was just made. The journal must be idle, as it is while an office opens. */
  async appendScript(schema: number, script: string): Promise<void> {
    const payload = startPayload()
    writeScript(payload, schema, script)
    await this.#mustBeOurs()
    await this.#segment.append(payload, { schema: this.#schema, flags: flagMigration, transactions: 1 })
    this.#schema = schema
    this.#synced()
  }

  /** Seals the open segment and begins the next. The journal must be idle. */
  async rotate(): Promise<void> {
    const sealed = this.#segment
    await this.#mustBeOurs()
    await sealed.seal(this.#schema)
    this.#segment = await createSegment(this.#deps, {
      officeId: this.#officeId,
      segment: sealed.number + 1,
      nextSequence: sealed.nextSequence,
      schema: this.#schema,
      link: sealed.lastTag,
    })
    this.#synced()
    this.#deps.onSealed(sealed.number)
  }

  /** Writes what waits, then the seal. */
  async close(): Promise<void> {
    this.#isClosing = true
    while (this.#draining !== null) await this.#draining
    if (this.#failure === null) await this.#guard(() => this.#mustBeOurs())
    // A segment without a frame is begun again at the next opening: it needs no seal.
    if (this.#failure !== null || this.#segment.empty) await this.#segment.abandon()
    else await this.#segment.seal(this.#schema)
    if (this.#failure === null) this.#synced()
  }

  /** Lets the open segment go as it is. The journal must be idle. */
  async abandon(): Promise<void> {
    await this.#segment.abandon()
  }

  /** Runs `action` between two frames, as the only one that touches the segments. Rejects once the journal closes. */
  async whenIdle(action: () => Promise<void>): Promise<void> {
    while (this.#draining !== null) await this.#draining
    this.#throwIfFailed()
    if (this.#isClosing) throw new Error('the journal is closed')
    this.#draining = this.#guard(action).finally(() => this.#goOn())
    await this.#draining
    this.#throwIfFailed()
  }

  async #drain(): Promise<void> {
    // What the event at hand writes further shares the frame: a part's answer and the report that came with it.
    await new Promise<void>((resolve) => setImmediate(resolve))
    await this.#guard(async () => {
      while (this.#next.transactions.length > 0) {
        await this.#writeBatch()
        if (this.#segment.position >= this.#deps.limits.segment) await this.rotate()
      }
    })
    this.#goOn()
  }

  #goOn(): void {
    this.#draining = null
    if (this.#failure === null && this.#next.transactions.length > 0) this.#draining = this.#drain()
  }

  async #guard(action: () => Promise<void>): Promise<void> {
    try {
      await action()
    } catch (error) {
      this.#fail(error)
    }
  }

  async #writeBatch(): Promise<void> {
    const batch = this.#next
    this.#next = newBatch()
    this.#current = batch
    const all = batch.transactions
    for (let taken = 0; taken < all.length; ) {
      const payload = startPayload()
      const count = this.#fill(payload, all, taken)
      const look = this.#deps.fence.check()
      if (look !== null) await look
      await this.#segment.append(payload, { schema: this.#schema, flags: 0, transactions: count })
      taken += count
    }
    this.#synced()
    this.#current = null
    batch.done.resolve()
  }

  /** Takes transactions from `from` on until the frame is long enough; at least one. */
  #fill(payload: ByteWriter, transactions: readonly RecordedTransaction[], from: number): number {
    let count = 0
    for (const transaction of transactions.slice(from)) {
      if (count > 0 && payload.length >= this.#deps.limits.frame) break
      writeTransaction(payload, this.#segment.dictionary, transaction)
      count += 1
    }
    return count
  }

  /** Rejects where the lock was lost, or cannot be found out about. */
  async #mustBeOurs(): Promise<void> {
    await this.#deps.fence.check()
  }

  #synced(): void {
    this.#durable = this.#segment.place
    this.#deps.onDurable(this.#durable)
  }

  #throwIfFailed(): void {
    if (this.#failure !== null) throw this.#failure.error
  }

  #fail(error: unknown): void {
    this.#failure = { error }
    this.#current?.done.reject(error)
    this.#next.done.reject(error)
    this.#deps.onFailed(error)
  }
}

function newBatch(): Batch {
  const done = Promise.withResolvers<void>()
  // Whoever appended holds this promise too and hears of the failure there.
  done.promise.catch(() => undefined)
  return { transactions: [], done }
}

function createSegment(deps: JournalDeps, point: JournalPoint): Promise<SegmentWriter> {
  const made = deps.newFile({
    kind: 'segment',
    officeId: point.officeId,
    number: point.segment,
    nextSequence: point.nextSequence,
    schema: point.schema,
    link: point.link,
    createdAt: deps.clock.now(),
    contentLength: 0,
  })
  return SegmentWriter.create(deps.files, deps.paths.segment(point.segment), made, deps.limits.step)
}
