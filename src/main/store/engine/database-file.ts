/** Octets of one piece: a multiple of every page size SQLite has, and the size of a snapshot's chunk. */
export const pieceSize = 1024 * 1024

/** A file that SQLite may make as long as it likes: there is always room behind its end. */
const roomForAll = Number.MAX_SAFE_INTEGER

/**
 * What a database's file holds, in pieces that never move. The file system inside sql.js keeps a file in one array and
 * copies the whole of it each time it has grown by an eighth: at 250 MB a stall of 170 ms, and half as much memory again
 * meanwhile. It takes that array from `slice` of what `new Database(…)` is given and then asks it for no more than
 * `length`, `subarray` and `set`; this has these and grows by a piece. `test/store/engine` fails where a newer sql.js
 * asks for anything else.
 */
export class DatabaseFile {
  readonly [index: number]: number
  readonly #pieces: Uint8Array<ArrayBuffer>[] = []
  #size = 0
  #writes = 0
  #givenAway = false

  /** Octets that were written so far. */
  get byteLength(): number {
    return this.#size
  }

  /** How often it was written to. */
  get writes(): number {
    return this.#writes
  }

  /** Once the engine has it this is the room there is; until then what there is to take over. */
  get length(): number {
    return this.#givenAway ? roomForAll : this.#size
  }

  /** What sql.js takes over: this same file. */
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
      whole.set(this.#piece(at).subarray(at % pieceSize, (at % pieceSize) + stop - at), at - from)
      at = stop
    }
    return whole
  }

  /** Writes octets at `at`. */
  set(octets: Uint8Array, at = 0): void {
    this.#writes += 1
    for (let done = 0; done < octets.byteLength; ) {
      const place = at + done
      const count = Math.min(octets.byteLength - done, pieceSize - (place % pieceSize))
      this.#piece(place).set(octets.subarray(done, done + count), place % pieceSize)
      done += count
    }
    this.#size = Math.max(this.#size, at + octets.byteLength)
  }

  /** All octets, piece by piece: views, good until the next change. */
  *pieces(): Generator<Uint8Array> {
    for (let at = 0; at < this.#size; at += pieceSize) yield this.subarray(at, at + pieceSize)
  }

  #piece(at: number): Uint8Array {
    const index = Math.floor(at / pieceSize)
    while (this.#pieces.length <= index) this.#pieces.push(new Uint8Array(pieceSize))
    return this.#pieces[index] ?? new Uint8Array(0)
  }
}
