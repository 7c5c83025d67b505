import { describe, expect, test } from 'vitest'
import { decodeHeader, encodeConcat } from '../../../src/main/modem/pdu/udh.ts'

const read = (hex: string) => decodeHeader(Uint8Array.from(Buffer.from(hex, 'hex')))

describe('a user data header', () => {
  test('names the part by an 8-bit reference', () => {
    expect(read('0003A50302')?.concat).toEqual({ reference: 0xa5, total: 3, number: 2 })
  })

  test('names the part by a 16-bit reference', () => {
    expect(read('0804A5B10302')?.concat).toEqual({ reference: 0xa5b1, total: 3, number: 2 })
  })

  test('keeps elements it does not know beside those it does', () => {
    const header = read('05040B8423F00003A50302700101')
    expect(header?.concat).toEqual({ reference: 0xa5, total: 3, number: 2 })
    expect(header?.others).toEqual([
      { id: 0x05, data: Uint8Array.of(0x0b, 0x84, 0x23, 0xf0) },
      { id: 0x70, data: Uint8Array.of(0x01) },
    ])
  })

  test('names the national tables', () => {
    expect(read('240101250103')).toMatchObject({ singleShift: 1, lockingShift: 3, concat: null })
  })

  test('takes the last of a repeated element', () => {
    expect(read('0003A503020003B60201')?.concat).toEqual({ reference: 0xb6, total: 2, number: 1 })
  })

  test.each([
    ['no parts', '0003A50001'],
    ['part 0', '0003A50300'],
    ['a part past the last', '0003A50304'],
  ])('of %s is a message of its own', (_, hex) => {
    expect(read(hex)).toMatchObject({ concat: null })
  })

  test('may be empty', () => {
    expect(read('')).toEqual({ concat: null, singleShift: null, lockingShift: null, others: [] })
  })

  test.each([
    ['an element past the end', '0003A503'],
    ['an id without its length', '0003A5030208'],
    ['a concatenation of two octets', '0002A503'],
    ['a 16-bit concatenation of three octets', '0803A50302'],
    ['a language of no octets', '2400'],
  ])('with %s is refused', (_, hex) => {
    expect(read(hex)).toBeNull()
  })

  test('is written with its length octet', () => {
    const concat = { reference: 0x1234, total: 3, number: 2 }
    expect([...encodeConcat(concat, 8)]).toEqual([5, 0, 3, 0x34, 3, 2])
    expect([...encodeConcat(concat, 16)]).toEqual([6, 8, 4, 0x12, 0x34, 3, 2])
  })
})
