import type { Database, SqlValue } from 'sql.js'

// The steps of a payload, read from docs/store.md alone.

export class Payload {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  get more(): boolean {
    return this.#at < this.#bytes.length
  }

  octets(count: number): Buffer {
    this.#at += count
    return this.#bytes.subarray(this.#at - count, this.#at)
  }

  octet(): number {
    return this.octets(1).readUInt8()
  }

  varint(): number {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const octet = BigInt(this.octet())
      value |= (octet & 0x7fn) << shift
      if (octet < 0x80n) return Number(value)
    }
  }

  text(): string {
    return this.octets(this.varint()).toString('utf8')
  }

  value(): SqlValue {
    const kind = this.octet()
    if (kind === 0) return null
    if (kind === 1) return this.varint()
    if (kind === 2) return -1 - this.varint()
    if (kind === 3) return this.octets(8).readDoubleLE()
    return kind === 4 ? this.text() : new Uint8Array(this.octets(this.varint()))
  }
}

export function play(db: Database, payload: Payload, dictionary: string[]): void {
  while (payload.more) {
    const step = payload.octet()
    if (step === 1) dictionary.push(payload.text())
    if (step === 4) {
      const schema = payload.varint()
      db.run(payload.text())
      db.run(`PRAGMA user_version = ${schema}`)
    }
    if (step === 2) {
      const statement = dictionary[payload.varint()] ?? ''
      const rows = payload.varint()
      db.run(
        statement,
        Array.from({ length: payload.varint() }, () => payload.value()),
      )
      if (db.getRowsModified() !== rows) throw new Error(`not ${rows} rows: ${statement}`)
    }
  }
}
