import { type EngineFile, roomForAll, sliceSize } from './engine-file.ts'

/**
 * Octets of one piece: a multiple of every page size SQLite has, and more than the C library keeps for itself when it is
 * freed (32 MiB), so that the memory of a closed database goes back to the system. What is not written yet takes none.
 */
export const pieceSize = 40 * 1024 * 1024

/** The first piece grows in steps: most databases are small. */
const firstSteps = [1024 * 1024, 4 * 1024 * 1024, 16 * 1024 * 1024, pieceSize]

/**
 * What a database's file holds, in pieces that never move. The file system inside sql.js keeps a file in one array and
 * copies the whole of it each time it has grown by an eighth: at 250 MB a stall of 170 ms, and twice the memory
 * meanwhile. This grows by a piece.
 */
export class DatabaseFile implements EngineFile {
  readonly [index: number]: number
  readonly #pieces: Uint8Array<ArrayBuffer>[] = []
  #size = 0
  #writes = 0
  #givenAway = false

  get byteLength(): number {
    return this.#size
  }

  get writes(): number {
    return this.#writes
  }

  get length(): number {
    return this.#givenAway ? roomForAll : this.#size
  }

  slice(): DatabaseFile {
    this.#givenAway = true
    return this
  }

  /**
   * The octets from `from` to `to`, no further than its end: a view where one piece holds them all, as it does any page,
   * else a copy.
   */
  subarray(from: number, to: number): Uint8Array {
    const end = Math.min(to, this.#size)
    const index = Math.floor(from / pieceSize)
    const start = index * pieceSize
    const piece = this.#pieces[index]
    if (piece !== undefined && end <= start + pieceSize) return piece.subarray(from - start, end - start)
    const whole = new Uint8Array(Math.max(0, end - from))
    for (let at = from; at < end; ) {
      const stop = Math.min(end, (Math.floor(at / pieceSize) + 1) * pieceSize)
      whole.set(this.#pieceFor(at, stop).subarray(at % pieceSize, (at % pieceSize) + stop - at), at - from)
      at = stop
    }
    return whole
  }

  set(octets: Uint8Array, at = 0): void {
    this.#writes += 1
    for (let done = 0; done < octets.byteLength; ) {
      const place = at + done
      const count = Math.min(octets.byteLength - done, pieceSize - (place % pieceSize))
      const piece = this.#pieceFor(place, place + count)
      piece.set(octets.subarray(done, done + count), place % pieceSize)
      done += count
    }
    this.#size = Math.max(this.#size, at + octets.byteLength)
  }

  *pieces(): Generator<Uint8Array> {
    for (let at = 0; at < this.#size; at += sliceSize) yield this.subarray(at, at + sliceSize)
  }

  /** Its memory goes when nobody holds it any more. */
  close(): void {
    this.#pieces.length = 0
  }

  /** The piece that holds the octets from `at` to `end`, which is no further than the piece's own end. */
  #pieceFor(at: number, end: number): Uint8Array {
    const index = Math.floor(at / pieceSize)
    const needed = index === 0 ? end : pieceSize
    if ((this.#pieces[0]?.byteLength ?? 0) < needed) this.#growFirst(needed)
    while (this.#pieces.length <= index) this.#pieces.push(new Uint8Array(pieceSize))
    return this.#pieces[index] ?? new Uint8Array(0)
  }

  #growFirst(needed: number): void {
    const grown = new Uint8Array(firstSteps.find((step) => step >= needed) ?? pieceSize)
    grown.set(this.#pieces[0] ?? [])
    this.#pieces[0] = grown
  }
}
