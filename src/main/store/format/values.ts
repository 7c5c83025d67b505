import { type ByteReader, type ByteWriter, FormatError } from './bytes.ts'

/** What a statement is bound to. Numbers are safe integers or finite floats; texts are well-formed UTF-16. */
export type BoundValue = null | number | string | Uint8Array

const kindNull = 0
const kindPositive = 1
const kindNegative = 2
const kindFloat = 3
const kindText = 4
const kindBlob = 5

/**
 * The values as the engine will hold them, so that a replay binds the same octets. Throws a `TypeError` (a bug of the
 * caller) for integers beyond 2^53, NaN, infinities and types SQLite has not. A lone surrogate becomes U+FFFD:
 * it comes from outside in a UCS2 message, and UTF-8 has no form for it.
 */
export function toBoundValues(parameters: readonly unknown[]): BoundValue[] {
  return parameters.map(toBoundValue)
}

function toBoundValue(value: unknown): BoundValue {
  if (value === null) return null
  if (typeof value === 'string') return value.isWellFormed() ? value : value.toWellFormed()
  if (value instanceof Uint8Array) return value
  if (typeof value !== 'number') throw new TypeError(`a parameter of type ${typeof value} cannot be stored`)
  if (!Number.isFinite(value)) throw new TypeError(`${value} cannot be stored`)
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new TypeError(`the integer ${value} is beyond 2^53`)
  }
  return value
}

/** Count, then each value: one octet of kind and what the kind needs. */
export function writeValues(writer: ByteWriter, values: readonly BoundValue[]): void {
  writer.varint(values.length)
  for (const value of values) writeValue(writer, value)
}

function writeValue(writer: ByteWriter, value: BoundValue): void {
  if (value === null) {
    writer.u8(kindNull)
  } else if (typeof value === 'string') {
    writer.u8(kindText)
    writer.text(value)
  } else if (typeof value !== 'number') {
    writer.u8(kindBlob)
    writer.blob(value)
  } else if (!Number.isInteger(value)) {
    writer.u8(kindFloat)
    writer.float(value)
  } else if (value >= 0) {
    writer.u8(kindPositive)
    writer.varint(value)
  } else {
    writer.u8(kindNegative)
    writer.varint(-1 - value)
  }
}

export function readValues(reader: ByteReader): BoundValue[] {
  const count = reader.varint()
  const values: BoundValue[] = []
  for (let index = 0; index < count; index += 1) values.push(readValue(reader))
  return values
}

function readValue(reader: ByteReader): BoundValue {
  const kind = reader.u8()
  switch (kind) {
    case kindNull:
      return null
    case kindPositive:
      return reader.varint()
    case kindNegative:
      return -1 - reader.varint()
    case kindFloat:
      return reader.float()
    case kindText:
      return reader.text()
    case kindBlob:
      return reader.blob()
    default:
      throw new FormatError(`a value of unknown kind ${kind}`)
  }
}
