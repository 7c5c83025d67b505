import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createKeys } from '../../../src/main/platform/keys.ts'
import { createRandom } from '../../../src/main/platform/random.ts'
import { FileCipher, pieceSize } from '../../../src/main/store/format/file-cipher.ts'
import {
  contextSize,
  frameContext,
  frameHeaderSize,
  noncesOf,
  openFrame,
  readFrame,
  roomBehind,
  sealFrame,
} from '../../../src/main/store/format/frame.ts'
import { decodeHeader, encodeHeader, type FileHeader } from '../../../src/main/store/format/header.ts'
import { decodeKeyFile, encodeKeyFile, type KeyFile } from '../../../src/main/store/keys/key-file.ts'
import { hexOf } from '../../../src/main/store/keys/key-ring.ts'

const keys = createKeys(createRandom())
const key = keys.newKey(1)
const header: FileHeader = {
  kind: 'segment',
  officeId: new Uint8Array(16).fill(7),
  number: 3,
  nextSequence: 40,
  schema: 1,
  link: new Uint8Array(16).fill(9),
  createdAt: 1_780_000_000_000,
  contentLength: 0,
  protection: { keyId: key.id, salt: randomBytes(32), wrap: null },
}
const cipher = new FileCipher(key, randomBytes(32), encodeHeader(header))
const context = frameContext(header.officeId, header.number)

function seal(payload: Uint8Array, nonce = 0): { bytes: Buffer; nonces: number } {
  const room = roomBehind(payload.byteLength, cipher)
  const buffer = Buffer.alloc(contextSize + frameHeaderSize + payload.byteLength + room)
  buffer.set(payload, contextSize + frameHeaderSize)
  const meta = { sequence: 40, schema: 1, flags: 0, transactions: 1, nonce, previousTag: header.link }
  return sealFrame(buffer, context, meta, cipher)
}

const hex = (octets: number) =>
  fc.uint8Array({ minLength: octets, maxLength: octets }).map((bytes) => hexOf(bytes))
const wrapOf = (id: string) =>
  fc.record({
    keyId: fc.constant(id),
    keyCreatedAt: fc.nat(),
    setAt: fc.nat(),
    cost: fc.constantFrom(16_384, 32_768, 1_048_576),
    salt: hex(16),
    nonce: hex(12),
    wrapped: hex(48),
  })

describe('an encrypted frame', () => {
  test.each([0, 1, pieceSize - 1, pieceSize, pieceSize + 1, 3 * pieceSize, 3 * pieceSize + 7])(
    'of %d octets gives them back, and takes a nonce a piece',
    (length) => {
      const payload = randomBytes(length)
      const { bytes, nonces } = seal(payload, 5)
      const frame = readFrame(Buffer.from(bytes), 0, context)
      if (frame === null) throw new Error('no frame')
      expect(frame.nonce).toBe(5)
      expect(nonces).toBe(Math.max(1, Math.ceil(length / pieceSize)))
      expect(noncesOf(frame.payload.byteLength)).toBe(nonces)
      expect(openFrame(frame, context, cipher)?.equals(payload)).toBe(true)
    },
  )

  test('of any octets gives them back, and nowhere shows them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 3000 }), (payload) => {
        const { bytes } = seal(payload)
        expect(bytes.includes(Buffer.from(payload))).toBe(false)
        const frame = readFrame(Buffer.from(bytes), 0, context)
        expect(frame && openFrame(frame, context, cipher)?.equals(payload)).toBe(true)
      }),
    )
  })

  test('opens in no other segment and no other office', () => {
    const { bytes } = seal(Buffer.from('ДОЛГ'))
    const frame = readFrame(Buffer.from(bytes), 0, context)
    if (frame === null) throw new Error('no frame')
    expect(openFrame(frame, frameContext(header.officeId, 4), cipher)).toBeNull()
    expect(openFrame(frame, frameContext(new Uint8Array(16), 3), cipher)).toBeNull()
    const other = new FileCipher(keys.newKey(1), randomBytes(32), encodeHeader(header))
    expect(openFrame(frame, context, other)).toBeNull()
  })

  test('with its pieces swapped, or one left out, does not open', () => {
    const { bytes } = seal(randomBytes(2 * pieceSize))
    const frame = readFrame(Buffer.from(bytes), 0, context)
    if (frame === null) throw new Error('no frame')
    const step = pieceSize + 16
    const [first, second] = [frame.payload.subarray(0, step), frame.payload.subarray(step)]
    expect(openFrame({ ...frame, payload: Buffer.concat([second, first]) }, context, cipher)).toBeNull()
    expect(openFrame({ ...frame, payload: second }, context, cipher)).toBeNull()
    expect(openFrame({ ...frame, payload: Buffer.alloc(0) }, context, cipher)).toBeNull()
    expect(openFrame({ ...frame, payload: frame.payload.subarray(0, 15) }, context, cipher)).toBeNull()
  })
})

test('a header says what it was given, wrap included', () => {
  const drafts = fc.record({
    number: fc.nat(),
    nextSequence: fc.nat(),
    schema: fc.nat(),
    createdAt: fc.nat(),
    contentLength: fc.nat(),
    wrap: fc.option(wrapOf(hexOf(key.id))),
  })
  fc.assert(
    fc.property(drafts, ({ wrap, ...draft }) => {
      const salt = new Uint8Array(32).fill(5)
      const whole: FileHeader = { ...header, ...draft, protection: { keyId: key.id, salt, wrap } }
      expect(decodeHeader(encodeHeader(whole), 'segment')).toMatchObject({ ok: true, header: whole })
    }),
  )
})

describe('a key file', () => {
  const entry = hex(16).chain((id) =>
    fc.record({ id: fc.constant(id), createdAt: fc.nat(), wrap: fc.option(wrapOf(id)) }),
  )
  const made = fc
    .record({
      plainUpTo: fc.nat(),
      passphraseLost: fc.boolean(),
      keys: fc.array(entry, { minLength: 1, maxLength: 4 }),
    })
    .map(
      ({ keys: entries, ...rest }): KeyFile => ({
        ...rest,
        officeId: header.officeId,
        current: entries[0]?.id ?? '',
        keys: entries.map(({ wrap, ...one }) => ({
          ...one,
          wrap: wrap && { ...wrap, keyCreatedAt: one.createdAt },
        })),
      }),
    )

  test('says what it was given, and who sealed it', () => {
    fc.assert(
      fc.property(made, (file) => {
        const reading = decodeKeyFile(encodeKeyFile(file, key))
        if (reading.kind !== 'good') throw new Error('damaged')
        expect(reading.file).toEqual(file)
        expect(reading.isSealedBy(key)).toBe(true)
        expect(reading.isSealedBy(keys.newKey(2))).toBe(false)
      }),
      { numRuns: 50 },
    )
  })

  test('of any octets is read without an error', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.json().map((text) => Buffer.from(text)),
        ),
        (bytes) => {
          expect(decodeKeyFile(bytes)).toEqual({ kind: 'damaged' })
        },
      ),
    )
  })
})

test('a wrap that asks for too little or too much work is not opened', async () => {
  const wrap = await keys.wrap(key, 'сорок тысяч обезьян', header.officeId, 1)
  expect((await keys.unwrap(wrap, 'сорок тысяч обезьян', header.officeId))?.bytes).toEqual(key.bytes)
  for (const cost of [1, 2, 8192, 32_769, 2 ** 30]) {
    expect(await keys.unwrap({ ...wrap, cost }, 'сорок тысяч обезьян', header.officeId)).toBeNull()
  }
  expect(await keys.unwrap(wrap, 'сорок тысяч обезьян', new Uint8Array(16))).toBeNull()
})
