import type { DataKey } from '../../app/ports/keys.ts'
import type { ScratchDisk } from '../../app/ports/scratch-disk.ts'
import { FileCipher, type PiecePlace } from '../format/file-cipher.ts'
import { tagSize } from '../format/header.ts'
import { letGo } from '../format/let-go.ts'
import { type EngineFile, roomForAll, sliceSize } from './engine-file.ts'

/** Octets that lie together, in memory or on the disk: some pages of the database. */
export const blockSize = 16 * 1024

const sealedSize = blockSize + tagSize
const nowhere = -1

/** What a file of the engine is made with, where it is to lie on a disk. */
export interface ScratchTerms {
  readonly disk: ScratchDisk
  /** Lives as long as the file does: nobody keeps it. */
  readonly key: DataKey
  /** 32 fresh random octets. */
  readonly salt: Uint8Array
  /** How much of it may be in memory, in octets: some blocks at least. */
  readonly memory_max: number
}

/**
 * A database's file of which memory holds the blocks that were used last, and a file on the disk the others. Each block
 * there is encrypted and authenticated under a nonce that only memory knows, and a new one whenever it is written: what
 * was changed, cut or put back there is found out when it is read. Reads and writes stop the thread.
 */
export class ScratchFile implements EngineFile {
  readonly [index: number]: number
  readonly #disk: ScratchDisk
  readonly #cipher: FileCipher
  readonly #memory: Uint8Array<ArrayBuffer>
  /** By slot: the block in it, whether it was changed, whether it was used since the hand came by. */
  readonly #blocks: Int32Array
  readonly #changed: Uint8Array
  readonly #used: Uint8Array
  /** By block: its slot, and the nonce it was last written under; 0 where it was not. */
  readonly #slots: number[] = []
  readonly #nonces: number[] = []
  readonly #sealed = Buffer.alloc(sealedSize)
  /** What several blocks hold together. */
  readonly #copy = new Uint8Array(sliceSize)
  #lastNonce = 0
  #hand = 0
  #size = 0
  #writes = 0
  #givenAway = false

  constructor({ disk, key, salt, memory_max }: ScratchTerms) {
    this.#disk = disk
    this.#cipher = new FileCipher(key, salt, new Uint8Array())
    const count = Math.max(4, Math.floor(memory_max / blockSize))
    this.#memory = new Uint8Array(count * blockSize)
    this.#blocks = new Int32Array(count).fill(nowhere)
    this.#changed = new Uint8Array(count)
    this.#used = new Uint8Array(count)
  }

  get byteLength(): number {
    return this.#size
  }

  get writes(): number {
    return this.#writes
  }

  get length(): number {
    return this.#givenAway ? roomForAll : this.#size
  }

  slice(): ScratchFile {
    this.#givenAway = true
    return this
  }

  subarray(from: number, to: number): Uint8Array {
    const end = Math.min(to, this.#size)
    if (end <= from) return new Uint8Array(0)
    const first = Math.floor(from / blockSize)
    const within = from - first * blockSize
    if (end <= (first + 1) * blockSize) return this.#block(first).subarray(within, within + end - from)
    const whole = end - from <= sliceSize ? this.#copy.subarray(0, end - from) : new Uint8Array(end - from)
    for (let at = from; at < end; ) {
      const index = Math.floor(at / blockSize)
      const start = index * blockSize
      const stop = Math.min(end, start + blockSize)
      whole.set(this.#block(index).subarray(at - start, stop - start), at - from)
      at = stop
    }
    return whole
  }

  set(octets: Uint8Array, at = 0): void {
    this.#writes += 1
    for (let done = 0; done < octets.byteLength; ) {
      const index = Math.floor((at + done) / blockSize)
      const within = at + done - index * blockSize
      const count = Math.min(octets.byteLength - done, blockSize - within)
      this.#block(index).set(octets.subarray(done, done + count), within)
      this.#changed[this.#slots[index] ?? 0] = 1
      done += count
    }
    this.#size = Math.max(this.#size, at + octets.byteLength)
  }

  *pieces(): Generator<Uint8Array> {
    for (let at = 0; at < this.#size; at += sliceSize) yield this.subarray(at, at + sliceSize)
  }

  close(): void {
    this.#disk.close()
  }

  /** The block's octets in memory, good until another block is asked for. */
  #block(index: number): Uint8Array {
    while (this.#slots.length <= index) {
      this.#slots.push(nowhere)
      this.#nonces.push(0)
    }
    const known = this.#slots[index] ?? nowhere
    const slot = known === nowhere ? this.#load(index) : known
    this.#used[slot] = 1
    return this.#octets(slot)
  }

  #load(index: number): number {
    const slot = this.#freeSlot()
    const octets = this.#octets(slot)
    const nonce = this.#nonces[index] ?? 0
    if (nonce === 0) octets.fill(0)
    else {
      this.#disk.read(this.#sealed, index * sealedSize)
      const opened = this.#cipher.open(this.#sealed, placeOf(nonce))
      if (opened === null) throw new Error(`block ${index} of a scratch file is not what was written`)
      octets.set(opened)
      letGo(opened)
    }
    this.#blocks[slot] = index
    this.#slots[index] = slot
    return slot
  }

  /** A slot with nothing in it. The hand passes by what was used since it came the last time. */
  #freeSlot(): number {
    for (;;) {
      const slot = this.#hand
      this.#hand = (slot + 1) % this.#blocks.length
      const block = this.#blocks[slot] ?? nowhere
      if (block === nowhere) return slot
      if (this.#used[slot] === 1) {
        this.#used[slot] = 0
        continue
      }
      if (this.#changed[slot] === 1) this.#save(slot, block)
      this.#blocks[slot] = nowhere
      this.#slots[block] = nowhere
      return slot
    }
  }

  #save(slot: number, block: number): void {
    this.#lastNonce += 1
    this.#cipher.seal(this.#octets(slot), placeOf(this.#lastNonce), this.#sealed, 0)
    this.#disk.write(this.#sealed, block * sealedSize)
    this.#nonces[block] = this.#lastNonce
    this.#changed[slot] = 0
  }

  #octets(slot: number): Uint8Array {
    return this.#memory.subarray(slot * blockSize, (slot + 1) * blockSize)
  }
}

/** A nonce is one block's alone, so that it speaks for the place as well. */
function placeOf(nonce: number): PiecePlace {
  return { nonce, aad: noOctets }
}

const noOctets = new Uint8Array()
