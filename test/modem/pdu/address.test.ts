import { describe, expect, test } from 'vitest'
import {
  dialable,
  encodeNumber,
  encodeSender,
  encodeServiceCentre,
  readAddress,
  readServiceCentre,
} from '../../../src/main/modem/pdu/address.ts'
import { fromHex, OctetReader, toHex } from '../../../src/main/modem/pdu/octets.ts'

function readerOf(hex: string): OctetReader {
  const read = fromHex(hex)
  if (!read.ok) throw new Error(read.problem)
  return new OctetReader(read.octets)
}

function addressOf(hex: string) {
  const reader = readerOf(hex)
  const address = readAddress(reader)
  return reader.problem ?? address
}

const hexOf = (octets: Uint8Array | null) => (octets === null ? null : toHex(octets))

describe('writing a number', () => {
  test('takes + as international', () => {
    expect(hexOf(encodeNumber('+79001234567'))).toBe('0B919700214365F7')
  })

  test('takes a number as people type it', () => {
    expect(hexOf(encodeNumber('+7 (900) 123-45-67'))).toBe('0B919700214365F7')
    expect(hexOf(encodeNumber('+7\u00a0900\u00a0123\u201145\u201167'))).toBe('0B919700214365F7')
  })

  test('keeps a national number with zeros inside digit for digit', () => {
    expect(hexOf(encodeNumber('89001234567'))).toBe('0B819800214365F7')
  })

  test('sends a short code as unknown', () => {
    expect(hexOf(encodeNumber('900'))).toBe('038109F0')
    expect(hexOf(encodeNumber('0890'))).toBe('04818009')
  })

  test.each(['', '+', 'MTS', '12a4', '7+900', '++7900', '٠١٢'])('refuses %j', (typed) => {
    expect(encodeNumber(typed)).toBeNull()
  })

  test('refuses more than 15 digits after + and more than 20 without', () => {
    expect(dialable(`+${'1'.repeat(15)}`)).not.toBeNull()
    expect(dialable(`+${'1'.repeat(16)}`)).toBeNull()
    expect(dialable('1'.repeat(20))).not.toBeNull()
    expect(dialable('1'.repeat(21))).toBeNull()
  })
})

describe('writing a sender', () => {
  test('packs a name and counts its useful semi-octets', () => {
    expect(hexOf(encodeSender('hello'))).toBe('09D0E8329BFD06')
  })

  test('refuses a name of twelve septets, of Cyrillic letters and of nothing', () => {
    expect(encodeSender('ABCDEFGHIJKL')).toBeNull()
    expect(encodeSender('Сбербанк')).toBeNull()
    expect(encodeSender('')).toBeNull()
  })
})

describe('reading an address', () => {
  test('gives + only where the network says international', () => {
    expect(addressOf('0B919700214365F7')).toEqual({ text: '+79001234567', alphanumeric: false })
    expect(addressOf('0B819800214365F7')).toEqual({ text: '89001234567', alphanumeric: false })
    expect(addressOf('0BA19800214365F7')).toEqual({ text: '89001234567', alphanumeric: false })
    expect(addressOf('038109F0')).toEqual({ text: '900', alphanumeric: false })
  })

  test('reads a name', () => {
    expect(addressOf('09D0E8329BFD06')).toEqual({ text: 'hello', alphanumeric: true })
  })

  test('reads a name of seven characters without an @ after it', () => {
    expect(addressOf('0DD0E8329BFD469701')).toEqual({ text: 'hellohe', alphanumeric: true })
  })

  test('reads a name of seven characters whose length counts whole octets', () => {
    expect(addressOf('0ED0E8329BFD469701')).toEqual({ text: 'hellohe', alphanumeric: true })
  })

  test('reads a name of eight and of eleven characters', () => {
    const eight = encodeSender('MTS-Bank')
    const eleven = encodeSender('Gosuslugi.r')
    expect(addressOf(hexOf(eight) ?? '')).toEqual({ text: 'MTS-Bank', alphanumeric: true })
    expect(addressOf(hexOf(eleven) ?? '')).toEqual({ text: 'Gosuslugi.r', alphanumeric: true })
  })

  test('reads star and hash', () => {
    expect(addressOf('0581AA10FB')).toEqual({ text: '**01#', alphanumeric: false })
  })

  test('reads an empty address', () => {
    expect(addressOf('0081')).toEqual({ text: '', alphanumeric: false })
    expect(addressOf('0091')).toEqual({ text: '', alphanumeric: false })
  })

  test('refuses filling inside a number instead of a shorter number', () => {
    expect(addressOf('049121F3')).toBe('bad-address')
  })

  test('refuses more than 20 semi-octets', () => {
    expect(addressOf(`1591${'11'.repeat(11)}`)).toBe('bad-address')
  })

  test('refuses an address that ends before its length', () => {
    expect(addressOf('0B91970021')).toBe('truncated')
  })
})

describe('the service-centre address', () => {
  test('is one zero octet when left to the modem', () => {
    expect(hexOf(encodeServiceCentre(null))).toBe('00')
    expect(readServiceCentre(readerOf('00'))).toBeNull()
  })

  test('counts octets, not digits', () => {
    expect(hexOf(encodeServiceCentre('+79037011111'))).toBe('07919730071111F1')
    expect(readServiceCentre(readerOf('07919730071111F1'))).toBe('+79037011111')
  })

  test('of an even count of digits has no filling', () => {
    expect(readServiceCentre(readerOf(hexOf(encodeServiceCentre('1234')) ?? ''))).toBe('1234')
  })

  test('of twelve octets and more is refused', () => {
    const reader = readerOf(`0C91${'11'.repeat(11)}`)
    readServiceCentre(reader)
    expect(reader.problem).toBe('bad-address')
  })
})
