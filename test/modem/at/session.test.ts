import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Unsolicited } from '../../../src/main/modem/at/lines.ts'
import { type Command, createSession } from '../../../src/main/modem/at/session.ts'
import { asking, free, LIST_ALL, plain, submitPart } from '../../../src/main/modem/driver/commands.ts'
import type { ByteLink, LinkClosed } from '../../../src/main/modem/transport.ts'
import { createManualTimers } from '../../fakes/manual-timers.ts'

function createWire() {
  const timers = createManualTimers()
  const unsolicited: Unsolicited[] = []
  const written: string[] = []
  const closings: LinkClosed[] = []
  let data: (bytes: Uint8Array) => void = () => {}
  let closed: (reason: LinkClosed) => void = () => {}
  let refuse = false
  const link: ByteLink = {
    async write(bytes) {
      if (refuse) throw new Error('the port is closed')
      written.push(String.fromCharCode(...bytes))
    },
    onData(listener) {
      data = listener
    },
    onClose(listener) {
      closed = listener
    },
    async close() {
      closed({ disconnected: false, message: null })
    },
  }
  const session = createSession({
    link,
    timers,
    unsolicited: (event) => unsolicited.push(event),
    closed: (reason) => closings.push(reason),
    trace: () => {},
  })
  return {
    session,
    timers,
    unsolicited,
    written,
    closings,
    say: (text: string) => data(Uint8Array.from(text, (char) => char.charCodeAt(0))),
    pull: () => closed({ disconnected: true, message: 'pulled' }),
    refuseWrites() {
      refuse = true
    },
  }
}

describe('an answer', () => {
  test('is the lines of the command and the final result', async () => {
    const wire = createWire()
    const answer = wire.session.run(asking('AT+CSQ'))
    expect(wire.written).toEqual(['AT+CSQ\r'])
    wire.say('\r\n+CSQ: 17,99\r\n\r\nOK\r\n')
    expect(await answer).toMatchObject({ kind: 'ok', lines: [{ text: '+CSQ: 17,99', pdu: null }] })
  })

  test('is the same with echo on', async () => {
    const wire = createWire()
    const answer = wire.session.run(free('AT+CGMI'))
    wire.say('AT+CGMI\r\r\nHuawei\r\n\r\nOK\r\n')
    expect((await answer).lines.map((line) => line.text)).toEqual(['Huawei'])
    expect(wire.session.takeEcho()).toBe(true)
  })

  test('leaves out lines that came by themselves in the middle of it', async () => {
    const wire = createWire()
    const answer = wire.session.run(free('AT+CGMI'))
    wire.say('\r\n^RSSI: 17\r\n\r\nHuawei\r\n+CMTI: "SM",3\r\n\r\n^MODE:3,1\r\nOK\r\n')
    expect((await answer).lines.map((line) => line.text)).toEqual(['Huawei'])
    expect(wire.unsolicited.map((event) => event.line)).toEqual(['^RSSI: 17', '+CMTI: "SM",3', '^MODE:3,1'])
  })

  test('gives each header the PDU after it', async () => {
    const wire = createWire()
    const answer = wire.session.run(LIST_ALL)
    wire.say('\r\n+CMGL: 0,1,,2\r\n00AA\r\n+CMGL: 4,0,,2\r\n00BB\r\n\r\nOK\r\n')
    expect((await answer).lines).toEqual([
      { text: '+CMGL: 0,1,,2', pdu: '00AA' },
      { text: '+CMGL: 4,0,,2', pdu: '00BB' },
    ])
  })

  test('keeps a report that comes between a header and its PDU apart', async () => {
    const wire = createWire()
    const answer = wire.session.run(LIST_ALL)
    wire.say('\r\n+CMGL: 0,1,,2\r\n+CDS: 2\r\n00CC\r\n00AA\r\nOK\r\n')
    expect((await answer).lines).toEqual([{ text: '+CMGL: 0,1,,2', pdu: '00AA' }])
    expect(wire.unsolicited).toEqual([{ line: '+CDS: 2', pdu: '00CC' }])
  })

  test('does not lose a PDU to a report whose own was lost', async () => {
    const wire = createWire()
    const answer = wire.session.run(LIST_ALL)
    wire.say('+CDS: 2\r\n+CMGL: 0,1,,2\r\n00AA\r\nOK\r\n')
    expect((await answer).lines).toEqual([{ text: '+CMGL: 0,1,,2', pdu: '00AA' }])
    expect(wire.unsolicited).toEqual([])
  })

  test('gives a header whose PDU was lost as such', async () => {
    const wire = createWire()
    const answer = wire.session.run(LIST_ALL)
    wire.say('+CMGL: 0,1,,2\r\n\u00ff\u00ff\r\n+CMGL: 1,1,,2\r\n00BB\r\nOK\r\n')
    expect((await answer).lines.map((line) => line.pdu)).toEqual([null, '00BB'])
  })

  test.each(['ERROR', 'COMMAND NOT SUPPORT', 'NO CARRIER', '+CME ERROR: 100', '+CMS ERROR: 500'])(
    'ends with %s',
    async (line) => {
      const wire = createWire()
      const answer = wire.session.run(plain('AT+X'))
      wire.say(`\r\n${line}\r\n`)
      expect(await answer).toMatchObject({ kind: 'error', error: { line } })
    },
  )

  test('stays bounded when a modem never stops', async () => {
    const wire = createWire()
    const answer = wire.session.run(asking('AT+CSQ'))
    wire.say('+CSQ: 1,1\r\n'.repeat(10_000))
    wire.say('OK\r\n')
    expect((await answer).lines).toHaveLength(2000)
  })
})

describe('a command', () => {
  test('is refused as a bug while another is in flight', async () => {
    const wire = createWire()
    const first = wire.session.run(plain('AT'))
    await expect(wire.session.run(plain('AT+CSQ'))).rejects.toThrow('in flight')
    wire.say('OK\r')
    expect((await first).kind).toBe('ok')
  })

  test('ends at its limit and leaves the session out of step', async () => {
    const wire = createWire()
    const answer = wire.session.run(plain('AT', 1000))
    wire.timers.advance(999)
    expect(wire.timers.pending()).toBe(1)
    wire.timers.advance(1)
    expect((await answer).kind).toBe('timeout')
    expect(wire.session.inStep()).toBe(false)
  })

  test('that needs a line is not ended by the late result of another', async () => {
    const wire = createWire()
    const late = wire.session.run(plain('AT+CMGD=1', 1000))
    wire.timers.advance(1000)
    expect((await late).kind).toBe('timeout')
    const marker: Command = { ...asking('AT+CSQ'), needsLine: true }
    const answer = wire.session.run(marker)
    wire.say('\r\nOK\r\n+CMS ERROR: 321\r\n+CSQ: 9,9\r\n\r\nOK\r\n')
    expect(await answer).toMatchObject({ kind: 'ok', lines: [{ text: '+CSQ: 9,9' }] })
    expect(wire.session.inStep()).toBe(true)
  })

  test('leaves no wait behind when it is answered', async () => {
    const wire = createWire()
    const answer = wire.session.run(plain('AT'))
    wire.say('OK\r\n')
    await answer
    expect(wire.timers.pending()).toBe(0)
  })
})

describe('a submit', () => {
  const command = submitPart('0011AA', 2, false)

  test('writes its PDU only at the prompt', async () => {
    const wire = createWire()
    const answer = wire.session.run(command)
    wire.say('AT+CMGS=2\r\r\n')
    expect(wire.written).toEqual(['AT+CMGS=2\r'])
    wire.say('>')
    expect(wire.written).toEqual(['AT+CMGS=2\r', '0011AA\u001a'])
    wire.say(' 0011AA\r\n+CMGS: 7\r\n\r\nOK\r\n')
    expect(await answer).toMatchObject({ kind: 'ok', bodyWritten: true, lines: [{ text: '+CMGS: 7' }] })
  })

  test('is not ended by a stray OK before the prompt', async () => {
    const wire = createWire()
    const answer = wire.session.run(command)
    wire.say('\r\nOK\r\n> ')
    wire.say('\r\n+CMGS: 7\r\n\r\nOK\r\n')
    expect(await answer).toMatchObject({ kind: 'ok', bodyWritten: true })
  })

  test('refused instead of prompted has written nothing', async () => {
    const wire = createWire()
    const answer = wire.session.run(command)
    wire.say('\r\n+CMS ERROR: 330\r\n')
    expect(await answer).toMatchObject({ kind: 'error', bodyWritten: false })
  })

  test('without a prompt ends at the prompt’s limit', async () => {
    const wire = createWire()
    const answer = wire.session.run(command)
    wire.timers.advance(5_000)
    expect(await answer).toMatchObject({ kind: 'no-prompt', bodyWritten: false })
  })

  test('is held back from a modem that echoes again although it was told not to', async () => {
    const wire = createWire()
    const answer = wire.session.run(submitPart('0011AA', 2, true))
    wire.say('AT+CMGS=2\r\r\n> ')
    expect(await answer).toMatchObject({ kind: 'restarted', bodyWritten: false })
    expect(wire.written).toEqual(['AT+CMGS=2\r'])
    expect(wire.session.inStep()).toBe(false)
  })

  test('ignores a prompt that comes after its limit', async () => {
    const wire = createWire()
    const answer = wire.session.run(command)
    wire.timers.advance(5_000)
    await answer
    wire.say('\r\n> ')
    expect(wire.written).toEqual(['AT+CMGS=2\r'])
  })

  test('counts the limit of its result from the end mark', async () => {
    const wire = createWire()
    const answer = wire.session.run(command)
    wire.timers.advance(4_900)
    wire.say('> ')
    wire.timers.advance(59_999)
    expect(wire.timers.pending()).toBe(1)
    wire.timers.advance(1)
    expect(await answer).toMatchObject({ kind: 'timeout', bodyWritten: true })
  })
})

describe('a link that goes away', () => {
  test('ends the command in flight, tells once, and ends later commands at once', async () => {
    const wire = createWire()
    const answer = wire.session.run(plain('AT'))
    wire.pull()
    wire.pull()
    expect((await answer).kind).toBe('closed')
    expect(wire.closings).toEqual([{ disconnected: true, message: 'pulled' }])
    expect((await wire.session.run(plain('AT'))).kind).toBe('closed')
    expect(wire.timers.pending()).toBe(0)
  })

  test('is noticed by a write that fails', async () => {
    const wire = createWire()
    wire.refuseWrites()
    expect((await wire.session.run(plain('AT'))).kind).toBe('closed')
    expect(wire.closings).toHaveLength(1)
  })
})

describe('lines nobody asked for', () => {
  test('carry the PDU that follows them', () => {
    const wire = createWire()
    wire.say('\r\n+CMT: ,24\r\n0791AA\r\n+CMTI: "SM",2\r\n')
    expect(wire.unsolicited).toEqual([
      { line: '+CMT: ,24', pdu: '0791AA' },
      { line: '+CMTI: "SM",2', pdu: null },
    ])
  })

  test('do not lose their PDU to a command that starts in between', async () => {
    const wire = createWire()
    wire.say('\r\n+CDS: 2\r\n')
    const answer = wire.session.run(plain('AT'))
    wire.say('00AA\r\n\r\nOK\r\n')
    expect((await answer).kind).toBe('ok')
    expect(wire.unsolicited).toEqual([{ line: '+CDS: 2', pdu: '00AA' }])
  })

  test('results of no command are dropped', () => {
    const wire = createWire()
    wire.say('\r\nOK\r\nERROR\r\n')
    expect(wire.unsolicited).toEqual([])
  })
})

describe('any bytes at all', () => {
  const pieces = fc.constantFrom(
    '\r\n',
    '> ',
    '>',
    'OK\r\n',
    'ERROR\r\n',
    '+CMS ERROR: 38\r\n',
    '+CMGS: ',
    '7\r\n',
    'AT+CMGS=2\r',
    '0011AA',
    '+CDS: 2\r\n',
    '00AA\r\n',
    '+CMTI: "SM",1\r\n',
    '\u0000\u00ff',
    'A'.repeat(3000),
  )
  const noise = fc.array(
    fc.oneof(
      pieces,
      fc.uint8Array({ maxLength: 8 }).map((octets) => String.fromCharCode(...octets)),
    ),
    { maxLength: 25 },
  )

  test('end a submit in one of its ways, and write the PDU at most once and only after a prompt', async () => {
    await fc.assert(
      fc.asyncProperty(noise, fc.boolean(), async (bytes, refuseEcho) => {
        const wire = createWire()
        const answer = wire.session.run(submitPart('0011AA', 2, refuseEcho))
        let prompted = false
        for (const piece of bytes) {
          prompted ||= piece.includes('>')
          wire.say(piece)
        }
        wire.timers.advance(5_000)
        wire.timers.advance(60_000)
        const { kind, bodyWritten, lines } = await answer
        const bodies = wire.written.filter((text) => text.includes('0011AA'))
        expect(bodies).toHaveLength(bodyWritten ? 1 : 0)
        if (bodyWritten) expect(prompted).toBe(true)
        if (kind === 'ok') expect(bodyWritten).toBe(true)
        for (const line of lines) expect(line.text.startsWith('+CMGS:')).toBe(true)
        expect(wire.timers.pending()).toBe(0)
      }),
      { numRuns: 500 },
    )
  })
})
