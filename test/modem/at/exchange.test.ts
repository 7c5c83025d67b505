import { describe, expect, test } from 'vitest'
import { createExchange } from '../../../src/main/modem/at/exchange.ts'
import { createSession } from '../../../src/main/modem/at/session.ts'
import { asking, plain, submitPart } from '../../../src/main/modem/driver/commands.ts'
import { createManualTimers } from '../../fakes/manual-timers.ts'
import { settle } from '../../fakes/modem-bench.ts'

/** A modem that answers by hand: what was written, and a way to say something. */
function createLine() {
  const timers = createManualTimers()
  const written: string[] = []
  let data: (bytes: Uint8Array) => void = () => {}
  let closed: () => void = () => {}
  const session = createSession({
    link: {
      async write(bytes) {
        written.push(String.fromCharCode(...bytes))
      },
      onData(listener) {
        data = listener
      },
      onClose(listener) {
        closed = () => listener({ disconnected: false, message: null })
      },
      async close() {
        closed()
      },
    },
    timers,
    unsolicited: () => {},
    closed: () => {},
    trace: () => {},
  })
  return {
    timers,
    written,
    session,
    exchange: createExchange(session),
    async say(text: string) {
      data(Uint8Array.from(text, (char) => char.charCodeAt(0)))
      await settle()
    },
    async wait(by_ms: number) {
      timers.advance(by_ms)
      await settle()
    },
  }
}

describe('after a missed answer', () => {
  test('a prompt that may be open is left before anything else is written', async () => {
    const line = createLine()
    const missed = line.exchange.run(submitPart('0011AA', 2, false))
    await line.wait(5_000)
    expect((await missed).kind).toBe('no-prompt')
    const next = line.exchange.run(plain('AT+CMGF=0'))
    await settle()
    expect(line.written).toEqual(['AT+CMGS=2\r', '\u001b', 'AT+CSQ\r'])
    await line.say('\r\nOK\r\n\r\n+CSQ: 9,9\r\n\r\nOK\r\n')
    expect(line.written.at(-1)).toBe('AT+CMGF=0\r')
    await line.say('\r\nERROR\r\n')
    expect((await next).kind).toBe('error')
  })

  test('the question that was missed is not the one asked to get in step', async () => {
    const line = createLine()
    const missed = line.exchange.run(asking('AT+CSQ', 1_000))
    await line.wait(1_000)
    await missed
    const next = line.exchange.run(plain('AT'))
    await line.say('\r\n+CSQ: 1,1\r\n\r\nOK\r\n')
    expect(line.written.at(-1)).toBe('AT+CREG?\r')
    await line.say('\r\n+CREG: 1,1\r\n\r\nOK\r\n')
    await line.say('\r\nOK\r\n')
    expect((await next).kind).toBe('ok')
    expect([line.exchange.takeDisturbed(), line.exchange.takeDisturbed()]).toEqual([true, false])
  })

  test('an answered question gets in step though the one before it was lost', async () => {
    const line = createLine()
    const missed = line.exchange.run(plain('AT+CMGD=1', 1_000))
    await line.wait(1_000)
    await missed
    const next = line.exchange.run(plain('AT'))
    await settle()
    await line.wait(600)
    await line.say('\r\n+CSQ: 1,1\r\n\r\nOK\r\n\r\n+CREG: 1,1\r\n\r\nOK\r\n')
    await line.say('\r\nOK\r\n')
    expect((await next).kind).toBe('ok')
  })

  test('a modem that answers nothing gets its link closed, within seven seconds', async () => {
    const line = createLine()
    const missed = line.exchange.run(plain('AT', 1_000))
    await line.wait(1_000)
    await missed
    const next = line.exchange.run(plain('AT'))
    await settle()
    for (const limit_ms of [600, 600, 600, 5_000]) await line.wait(limit_ms)
    expect((await next).kind).toBe('closed')
    expect(line.session.isClosed()).toBe(true)
  })
})
