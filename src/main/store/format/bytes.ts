/** Bytes that say what no writer of this format says. */
export class FormatError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'FormatError'
  }
}

/** A payment's frame fits without growing, and Node serves this size from its pool. */
const firstSize = 3072
const septet = 128
const shortText_max = 100

/** Appends little-endian numbers, varints (LEB128, up to 2^53 - 1) and texts to a buffer that grows. */
export class ByteWriter {
  #buffer: Buffer
  #length: number

  /** The first `reserved` octets are left to the caller. */
  constructor(reserved = 0) {
    this.#buffer = Buffer.allocUnsafe(Math.max(firstSize, reserved))
    this.#length = reserved
  }

  get length(): number {
    return this.#length
  }

  u8(value: number): void {
    this.#room(1)
    this.#buffer[this.#length] = value
    this.#length += 1
  }

  float(value: number): void {
    this.#room(8)
    this.#buffer.writeDoubleLE(value, this.#length)
    this.#length += 8
  }

  varint(value: number): void {
    this.#room(8)
    let rest = value
    while (rest >= septet) {
      this.#buffer[this.#length] = (rest % septet) + septet
      this.#length += 1
      rest = Math.floor(rest / septet)
    }
    this.#buffer[this.#length] = rest
    this.#length += 1
  }

  raw(bytes: Uint8Array): void {
    this.#room(bytes.byteLength)
    this.#buffer.set(bytes, this.#length)
    this.#length += bytes.byteLength
  }

  /** Length in octets, then the octets. */
  blob(bytes: Uint8Array): void {
    this.varint(bytes.byteLength)
    this.raw(bytes)
  }

  /** Length in octets, then UTF-8. */
  text(value: string): void {
    if (value.length <= shortText_max && this.#shortAscii(value)) return
    const size = Buffer.byteLength(value)
    this.varint(size)
    this.#room(size)
    this.#buffer.write(value, this.#length, 'utf8')
    this.#length += size
  }

  /** Octets `from` … `to` of what another writer holds. */
  copy(source: ByteWriter, from: number, to: number): void {
    this.#room(to - from)
    source.#buffer.copy(this.#buffer, this.#length, from, to)
    this.#length += to - from
  }

  /** A view of what was written: valid until the next write. */
  view(from = 0, to = this.#length): Buffer {
    return this.#buffer.subarray(from, to)
  }

  /** Most bound texts are short and plain: a loop is quicker than two calls out of the engine. */
  #shortAscii(value: string): boolean {
    const { length } = value
    this.#room(length + 1)
    const buffer = this.#buffer
    const start = this.#length + 1
    for (let index = 0; index < length; index += 1) {
      const unit = value.charCodeAt(index)
      if (unit >= septet) return false
      buffer[start + index] = unit
    }
    buffer[this.#length] = length
    this.#length = start + length
    return true
  }

  #room(count: number): void {
    const needed = this.#length + count
    if (needed <= this.#buffer.byteLength) return
    const grown = Buffer.allocUnsafe(Math.max(needed, this.#buffer.byteLength * 2))
    this.#buffer.copy(grown, 0, 0, this.#length)
    this.#buffer = grown
  }
}

/** Reads what `ByteWriter` wrote; throws `FormatError` past the end or where a varint has no end. */
export class ByteReader {
  readonly #buffer: Buffer
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get done(): boolean {
    return this.#at === this.#buffer.byteLength
  }

  u8(): number {
    const value = this.#buffer[this.#at]
    if (value === undefined) throw new FormatError('a byte past the end')
    this.#at += 1
    return value
  }

  float(): number {
    return this.raw(8).readDoubleLE(0)
  }

  varint(): number {
    let value = 0
    let weight = 1
    for (;;) {
      const byte = this.u8()
      value += (byte % septet) * weight
      if (!Number.isSafeInteger(value)) throw new FormatError('a number above 2^53')
      if (byte < septet) return value
      weight *= septet
    }
  }

  raw(count: number): Buffer {
    const end = this.#at + count
    if (end > this.#buffer.byteLength) throw new FormatError('a value past the end')
    const bytes = this.#buffer.subarray(this.#at, end)
    this.#at = end
    return bytes
  }

  blob(): Uint8Array {
    return new Uint8Array(this.raw(this.varint()))
  }

  text(): string {
    return this.raw(this.varint()).toString('utf8')
  }
}
