import { describe, expect, test } from 'vitest'
import { OctetReader } from '../../../src/main/modem/pdu/octets.ts'
import {
  decodeRelativeValidity,
  encodeRelativeValidity,
  readValidity,
} from '../../../src/main/modem/pdu/validity.ts'

const HOUR = 60
const DAY = 24 * HOUR
const WEEK = 7 * DAY

const read = (firstOctet: number, hex: string) => {
  const reader = new OctetReader(Uint8Array.from(Buffer.from(hex, 'hex')))
  const validity = readValidity(reader, firstOctet)
  return reader.problem ?? validity
}

describe('relative validity', () => {
  test.each([
    [5, 0],
    [12 * HOUR, 143],
    [12 * HOUR + 30, 144],
    [DAY, 167],
    [2 * DAY, 168],
    [4 * DAY, 0xaa],
    [30 * DAY, 196],
    [5 * WEEK, 197],
    [63 * WEEK, 255],
  ])('%i minutes are the octet %i', (minutes, octet) => {
    expect(encodeRelativeValidity(minutes)).toBe(octet)
    expect(decodeRelativeValidity(octet)).toBe(minutes)
  })

  test.each([
    [6, 1],
    [12 * HOUR + 1, 144],
    [DAY + 1, 168],
    [30 * DAY + 1, 197],
    [0, 0],
    [-5, 0],
    [64 * WEEK, 255],
    [Number.POSITIVE_INFINITY, 255],
  ])('%d minutes are rounded up to the octet %i', (minutes, octet) => {
    expect(encodeRelativeValidity(minutes)).toBe(octet)
  })
})

describe('reading TP-VP', () => {
  test('finds none where the format says so', () => {
    expect(read(0x01, '')).toEqual({ format: 'none' })
  })

  test('reads the relative format', () => {
    expect(read(0x11, 'A7')).toEqual({ format: 'relative', minutes: DAY })
  })

  test('reads the absolute format', () => {
    expect(read(0x19, '62112202000021')).toEqual({
      format: 'absolute',
      until: Date.UTC(2026, 10, 22, 17),
    })
  })

  test('reads an absolute date that is none as unknown', () => {
    expect(read(0x19, 'FFFFFFFFFFFFFF')).toEqual({ format: 'absolute', until: null })
  })

  test.each([
    ['nothing', '00000000000000', null, false],
    ['a relative octet', '01A70000000000', DAY * 60, false],
    ['seconds', '021E0000000000', 30, false],
    ['zero seconds, which is reserved', '02000000000000', null, false],
    ['hours, minutes and seconds', '03211003000000', 12 * 3600 + 60 + 30, false],
    ['hours that are no number', '03FF1003000000', null, false],
    ['a single shot', '41A70000000000', DAY * 60, true],
    ['an extension', '81A70000000000', null, false],
    ['a reserved form', '05A70000000000', null, false],
  ])('reads the enhanced format with %s', (_, hex, seconds, singleShot) => {
    expect(read(0x09, hex)).toEqual({ format: 'enhanced', seconds, singleShot })
  })

  test('refuses a field that ends early', () => {
    expect(read(0x09, '01A7')).toBe('truncated')
  })
})
