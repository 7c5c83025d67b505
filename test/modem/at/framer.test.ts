import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createFramer, MAX_LINE_OCTETS, type Token } from '../../../src/main/modem/at/framer.ts'

const octets = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0))

function tokensOf(chunks: readonly Uint8Array[], promptExpected = false): Token[] {
  const tokens: Token[] = []
  const framer = createFramer((token) => tokens.push(token))
  framer.expectPrompt(promptExpected)
  for (const chunk of chunks) framer.push(chunk)
  return tokens
}

const PROMPT: Token = { kind: 'prompt' }
const line = (text: string): Token => ({ kind: 'line', text })

describe('the framer', () => {
  test('gives lines without their ends and drops empty ones', () => {
    expect(tokensOf([octets('\r\n+CSQ: 17,99\r\n\r\nOK\r\n')])).toEqual([line('+CSQ: 17,99'), line('OK')])
  })

  test('ends a line at a lone CR or a lone LF', () => {
    expect(tokensOf([octets('AT\rOK\nERROR\r')])).toEqual([line('AT'), line('OK'), line('ERROR')])
  })

  test('gives no token for a line that has not ended', () => {
    expect(tokensOf([octets('OK')])).toEqual([])
  })

  test.each(['\r\n> ', '>', '\r\n>\r\n', '\r\n> \r\n', '\n>'])('sees one prompt in %j', (bytes) => {
    expect(tokensOf([octets(bytes)], true)).toEqual([PROMPT])
  })

  test('sees a prompt after an echoed command', () => {
    expect(tokensOf([octets('AT+CMGS=20\r\r\n> ')], true)).toEqual([line('AT+CMGS=20'), PROMPT])
  })

  test('gives what follows a prompt as lines, the echoed PDU included', () => {
    const bytes = octets('\r\n> 0011FF\u001a\r\n+CMGS: 5\r\n\r\nOK\r\n')
    expect(tokensOf([bytes], true)).toEqual([PROMPT, line('0011FF'), line('+CMGS: 5'), line('OK')])
  })

  test('takes a > for a prompt only once', () => {
    expect(tokensOf([octets('>\r\n>\r\n')], true)).toEqual([PROMPT, line('>')])
  })

  test('takes a line that begins with > for a line while no prompt is awaited', () => {
    expect(tokensOf([octets('> text\r\n')])).toEqual([line('> text')])
  })

  test('takes a > inside a line for a part of it while a prompt is awaited', () => {
    expect(tokensOf([octets('a > b\r\n')], true)).toEqual([line('a > b')])
  })

  test('skips NUL octets and other controls', () => {
    expect(tokensOf([octets('\u0000\u0000O\u0007K\r\n')])).toEqual([line('OK')])
  })

  test('keeps octets above 127 as Latin-1', () => {
    expect(tokensOf([Uint8Array.of(0xff, 0x80, 0x41, 13)])).toEqual([line('\u00ff\u0080A')])
  })

  test('keeps the longest line and gives garbage for one octet more', () => {
    const longest = 'A'.repeat(MAX_LINE_OCTETS)
    expect(tokensOf([octets(`${longest}\r`)])).toEqual([line(longest)])
    expect(tokensOf([octets(`${longest}A\rOK\r`)])).toEqual([{ kind: 'garbage' }, line('OK')])
  })

  test('gives one garbage token for a megabyte without a line end', () => {
    expect(tokensOf([new Uint8Array(1_000_000).fill(0x55), octets('\rOK\r')])).toEqual([
      { kind: 'garbage' },
      line('OK'),
    ])
  })

  test('gives the same tokens however the bytes are cut', () => {
    const bytes = fc.array(
      fc.oneof(
        fc.constantFrom('\r\n', '\r', '\n', '>', '> ', 'OK', '+CMGS: 1', ' ', '\u0000', 'A'.repeat(900)),
        fc.string({ unit: 'binary', maxLength: 5 }),
      ),
      { maxLength: 30 },
    )
    fc.assert(
      fc.property(bytes, fc.array(fc.nat(4000), { maxLength: 40 }), fc.boolean(), (pieces, cuts, prompt) => {
        const whole = octets(pieces.join(''))
        const places = [0, ...cuts.map((cut) => cut % (whole.length + 1)), whole.length].toSorted(
          (a, b) => a - b,
        )
        const chunks = places.slice(1).map((place, index) => whole.subarray(places[index] ?? 0, place))
        expect(tokensOf(chunks, prompt)).toEqual(tokensOf([whole], prompt))
      }),
    )
  })

  test('gives lines that are never empty, never too long and hold no line end', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 6000 }), fc.boolean(), (bytes, prompt) => {
        for (const token of tokensOf([bytes], prompt)) {
          if (token.kind !== 'line') continue
          expect(token.text.length).toBeGreaterThan(0)
          expect(token.text.length).toBeLessThanOrEqual(MAX_LINE_OCTETS)
          expect(token.text).not.toMatch(/[\r\n]/)
        }
      }),
    )
  })
})
