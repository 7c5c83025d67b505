import { describe, expect, test } from 'vitest'
import { decodeTimestamp, encodeTimestamp } from '../../../src/main/modem/pdu/timestamp.ts'

const read = (hex: string) => decodeTimestamp(Uint8Array.from(Buffer.from(hex, 'hex')))
const write = (at: number, zone_minutes: number) =>
  Buffer.from(encodeTimestamp(at, zone_minutes)).toString('hex').toUpperCase()

describe('a service-centre time stamp', () => {
  test('is read with its zone', () => {
    expect(read('99309251619580')).toBe(Date.UTC(1999, 2, 29, 13, 16, 59))
    expect(read('62112202000021')).toBe(Date.UTC(2026, 10, 22, 17, 0, 0))
  })

  test('has a negative zone by the sign bit', () => {
    expect(read('62112202000029')).toBe(Date.UTC(2026, 10, 22, 23, 0, 0))
  })

  test('has zones of half and quarter hours', () => {
    expect(write(Date.UTC(2026, 0, 1), -210)).toBe('52211302030049')
    expect(read('52211302030049')).toBe(Date.UTC(2026, 0, 1))
    expect(read(write(Date.UTC(2026, 0, 1), 345))).toBe(Date.UTC(2026, 0, 1))
    expect(read(write(Date.UTC(2026, 0, 1), 525))).toBe(Date.UTC(2026, 0, 1))
  })

  test.each([
    ['UTC-12', -720],
    ['UTC-9:30', -570],
    ['UTC-3:30', -210],
    ['UTC-0:15', -15],
    ['UTC', 0],
    ['UTC+5:45', 345],
    ['UTC+8:45', 525],
    ['UTC+14', 840],
  ])('in %s stands for the same instant', (_, zone_minutes) => {
    const at = Date.UTC(2026, 11, 31, 23, 59, 58)
    expect(read(write(at, zone_minutes))).toBe(at)
  })

  test('of years from 90 on is of the last century', () => {
    expect(read('09101000000000')).toBe(Date.UTC(1990, 0, 1))
    expect(read('98101000000000')).toBe(Date.UTC(2089, 0, 1))
  })

  test('takes 29 February in a leap year only', () => {
    expect(read('82209200000000')).toBe(Date.UTC(2028, 1, 29))
    expect(read('72209200000000')).toBeNull()
  })

  test.each([
    ['all zeros', '00000000000000'],
    ['all ones', 'FFFFFFFFFFFFFF'],
    ['a digit over nine', '6A112202000021'],
    ['month 13', '62312202000021'],
    ['day 0', '62110002000021'],
    ['31 April', '62401300000021'],
    ['hour 24', '62112242000021'],
    ['minute 60', '62112202060021'],
    ['second 60', '62112202000621'],
    ['a zone past UTC+14', '62112202000075'],
    ['a zone that is no number', '621122020000F1'],
    ['too few octets', '621122020000'],
    ['too many octets', '6211220200002100'],
  ])('is null for %s', (_, hex) => {
    expect(read(hex)).toBeNull()
  })
})
