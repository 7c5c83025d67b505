import { createFramer, MAX_LINE_OCTETS, type Token } from '../../src/main/modem/at/framer.ts'
import { announcesPdu, parseFinal } from '../../src/main/modem/at/lines.ts'
import type { Seeded } from './seeded.ts'

const lines = [
  'OK',
  'ERROR',
  '> ',
  '>',
  '\r\n> ',
  '+CMS ERROR: 500',
  '+CME ERROR: SIM busy',
  '+CMGS: 17',
  '+CMT: ,24',
  '+CDS: 25',
  '+CMTI: "SM",3',
  '^RSSI:21',
  '^BOOT:22047,0,0,0,20',
  'COMMAND NOT SUPPORT',
  '07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37',
  '+CUSD: 0,"00420430043B0430043D0441",72',
].map((line) => Buffer.from(line, 'latin1'))

const ends = ['\r\n', '\r', '\n', '\r\r\n', '', ' \r\n', '\u0000\r\n', '\u001a\r\n'].map((end) =>
  Buffer.from(end, 'latin1'),
)

const streamOf = (seeded: Seeded): Buffer => {
  const pieces: Uint8Array[] = []
  for (let count = seeded.below(12); count >= 0; count -= 1) {
    pieces.push(seeded.below(5) === 0 ? seeded.octets(seeded.below(60)) : seeded.pick(lines))
    pieces.push(seeded.pick(ends))
  }
  if (seeded.below(64) === 0) pieces.push(Buffer.alloc(MAX_LINE_OCTETS * 3, 0x41), Buffer.from('\r\n'))
  return Buffer.concat(pieces)
}

const tokensOf = (stream: Uint8Array, prompt: boolean, cut: (at: number) => number): Token[] => {
  const tokens: Token[] = []
  const framer = createFramer((token) => tokens.push(token))
  framer.expectPrompt(prompt)
  for (let at = 0; at < stream.length; ) {
    const size = cut(at)
    framer.push(stream.subarray(at, at + size))
    at += size
  }
  return tokens
}

/** One stream as a whole and in pieces: the same tokens, none longer than a line may be. Throws where a rule is broken. */
export const attackFramer = (seeded: Seeded): void => {
  const stream = streamOf(seeded)
  const prompt = seeded.below(2) === 0
  const whole = tokensOf(stream, prompt, () => stream.length)
  const pieces = tokensOf(stream, prompt, () => 1 + seeded.below(20))
  if (JSON.stringify(whole) !== JSON.stringify(pieces))
    throw new Error('pieces give other tokens than the whole')
  for (const token of whole) {
    if (token.kind !== 'line') continue
    if (token.text.length > MAX_LINE_OCTETS) throw new Error('a line longer than any may be')
    parseFinal(token.text)
    announcesPdu(token.text)
  }
}
