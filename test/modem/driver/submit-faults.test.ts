import { describe, expect, test } from 'vitest'
import type { SubmitOutcome } from '../../../src/main/app/ports/modem.ts'
import { createRestartSigns } from '../../../src/main/modem/driver/restart-signs.ts'
import { createManualTimers } from '../../fakes/manual-timers.ts'
import { createModemBench, type ModemBench } from '../../fakes/modem-bench.ts'
import { PART } from '../../fakes/pdus.ts'
import { createScriptedModem, type ScriptedModem } from '../../fakes/scripted-modem.ts'

async function ready(prepare: (modem: ScriptedModem) => void = () => {}) {
  const modem = createScriptedModem()
  prepare(modem)
  const bench = createModemBench(modem.ports)
  await bench.start()
  expect(bench.modem.state().phase).toBe('ready')
  return { modem, bench }
}

/** The outcome of a part, letting time pass until it is there; with how long that took. */
async function outcomeOf(bench: ModemBench, limit_ms = 70_000) {
  const from_ms = bench.timers.monotonic()
  const outcomes: SubmitOutcome[] = []
  const submitted = bench.modem.submit(PART).then((outcome) => outcomes.push(outcome))
  await bench.settle()
  while (outcomes.length === 0 && bench.timers.monotonic() - from_ms < limit_ms) await bench.elapse(100)
  await submitted
  return { outcome: outcomes[0], took_ms: bench.timers.monotonic() - from_ms }
}

const bodies = (modem: ScriptedModem): string[] => modem.received.filter((line) => line.startsWith('PDU'))

describe('ways in which modems differ', () => {
  test.each(['\r\n>', '>', '\r\n>\r\n', '> '])('a prompt of %j is a prompt', async (prompt) => {
    const { modem, bench } = await ready()
    modem.prompt = prompt
    expect((await outcomeOf(bench)).outcome).toEqual({ kind: 'accepted', reference: 1 })
  })

  test('a modem that echoes whatever it is told still sends, and is not set up again for it', async () => {
    const { modem, bench } = await ready((scripted) => {
      scripted.echo = true
    })
    for (const reference of [1, 2])
      expect((await outcomeOf(bench)).outcome).toEqual({ kind: 'accepted', reference })
    expect(modem.received.filter((line) => line === 'ATZ')).toHaveLength(1)
  })

  test('a modem that speaks byte by byte, with echo, still sends', async () => {
    const { bench } = await ready((scripted) => {
      scripted.echo = true
      scripted.byteByByte = true
    })
    expect((await outcomeOf(bench)).outcome).toEqual({ kind: 'accepted', reference: 1 })
  })

  test('lines that come by themselves inside the answer change nothing', async () => {
    const { modem, bench } = await ready()
    modem.prompt = '\r\n^RSSI:20\r\n\r\n+CREG: 1\r\n\r\n> '
    modem.onBody(() => '\r\n^MODE:3,1\r\n\r\n+CMTI: "SM",1\r\n\r\n+CMGS: 9\r\n^BOOT:1,0,0\r\nRING\r\nOK\r\n')
    expect((await outcomeOf(bench)).outcome).toEqual({ kind: 'accepted', reference: 9 })
    expect(modem.received).toContain('AT+CMGL=4')
  })
})

describe('a modem that tells of its start', () => {
  test.each(['RDY', '^SYSSTART', '+CFUN: 1', 'NORMAL POWER DOWN'])(
    'by «%s» after it got the part leaves it uncertain at once, and is set up again',
    async (line) => {
      const { modem, bench } = await ready()
      modem.onBody(() => `\r\n${line}\r\n`)
      expect(await outcomeOf(bench)).toEqual({
        outcome: { kind: 'uncertain', reason: 'restarted' },
        took_ms: 0,
      })
      await bench.until(() => modem.received.filter((text) => text === 'ATZ').length === 2)
    },
  )

  test.each(['+CPIN: READY', 'SMS Ready', 'Call Ready', '^SIMST:1', '^BOOT:1,0,0,0,20', '+CFUN: 4', 'RDYX'])(
    'is not one that says «%s»: its answer is waited for',
    async (line) => {
      const { modem, bench } = await ready()
      modem.onBody(() => `\r\n${line}\r\n\r\n+CMGS: 9\r\n\r\nOK\r\n`)
      expect((await outcomeOf(bench)).outcome).toEqual({ kind: 'accepted', reference: 9 })
    },
  )

  test('before the prompt got nothing: unsent', async () => {
    const { modem, bench } = await ready()
    modem.prompt = '\r\nRDY\r\n'
    expect((await outcomeOf(bench)).outcome).toEqual({ kind: 'unsent', reason: 'restarted' })
  })
})

describe('a maker’s boot line', () => {
  const huawei = { bootLine: /^\^BOOT:/ }

  test('proves a start on a modem that kept it to itself for a minute', () => {
    const timers = createManualTimers()
    const signs = createRestartSigns(timers, huawei)
    timers.advance(60_000)
    expect(signs.prove('^BOOT:1,0,0,0,20')).toBe(true)
  })

  test('proves nothing on one that tells it all the time', () => {
    const timers = createManualTimers()
    const signs = createRestartSigns(timers, huawei)
    for (let times = 0; times < 10; times += 1) {
      timers.advance(20_000)
      expect(signs.prove('^BOOT:1,0,0,0,20')).toBe(false)
      signs.heard('^BOOT:1,0,0,0,20')
    }
  })

  test('of another maker proves nothing', () => {
    const timers = createManualTimers()
    const signs = createRestartSigns(timers, { bootLine: null })
    timers.advance(600_000)
    expect(signs.prove('^BOOT:1,0,0,0,20')).toBe(false)
  })
})

describe('a part that does not leave', () => {
  test('no prompt: unsent after its limit, the prompt left by ESC, and the next part goes', async () => {
    const { modem, bench } = await ready()
    modem.prompt = null
    const { outcome, took_ms } = await outcomeOf(bench)
    expect(outcome).toEqual({ kind: 'unsent', reason: 'no-prompt' })
    expect(took_ms).toBe(5_000)
    await bench.settle()
    const submitAt = modem.received.lastIndexOf(`AT+CMGS=${PART.length}`)
    expect(modem.received.slice(submitAt, submitAt + 2)).toEqual([`AT+CMGS=${PART.length}`, 'ESC'])
    modem.prompt = '\r\n> '
    expect((await outcomeOf(bench)).outcome?.kind).toBe('accepted')
    expect(bodies(modem)).toHaveLength(1)
  })

  test('an error instead of the prompt is a refusal, not a doubt', async () => {
    const { modem, bench } = await ready()
    modem.prompt = '\r\n+CMS ERROR: 330\r\n'
    expect((await outcomeOf(bench)).outcome).toMatchObject({ kind: 'rejected', class: 'device', code: 330 })
    expect(bodies(modem)).toEqual([])
  })

  test('a modem that restarted silently gets no PDU: it may be in text mode', async () => {
    const { modem, bench } = await ready()
    modem.echo = true
    modem.on('ATE0', () => {
      modem.echo = false
      return '\r\nOK\r\n'
    })
    expect((await outcomeOf(bench)).outcome).toEqual({ kind: 'unsent', reason: 'restarted' })
    expect(bodies(modem)).toEqual([])
    expect((await outcomeOf(bench)).outcome?.kind).toBe('accepted')
  })

  test('unplugged before the end mark: unsent', async () => {
    const { modem, bench } = await ready()
    modem.prompt = null
    const submitted = bench.modem.submit(PART)
    await bench.settle()
    modem.unplug()
    expect(await submitted).toEqual({ kind: 'unsent', reason: 'link-lost' })
  })

  test('parts that wait behind one when the link goes are unsent', async () => {
    const { modem, bench } = await ready()
    modem.onBody(() => null)
    const first = bench.modem.submit(PART)
    const second = bench.modem.submit(PART)
    await bench.settle()
    modem.unplug()
    expect(await first).toMatchObject({ kind: 'uncertain' })
    expect(await second).toEqual({ kind: 'unsent', reason: 'link-lost' })
    expect(bodies(modem)).toHaveLength(1)
  })

  test('a modem that was never started takes nothing', async () => {
    const bench = createModemBench(createScriptedModem().ports)
    expect(await bench.modem.submit(PART)).toEqual({ kind: 'unsent', reason: 'not-ready' })
  })
})

describe('a part of which nobody knows', () => {
  test('no answer after the end mark: uncertain after a minute, and never written again', async () => {
    const { modem, bench } = await ready()
    modem.onBody((_, times) => (times === 1 ? null : '\r\n+CMGS: 2\r\n\r\nOK\r\n'))
    const { outcome, took_ms } = await outcomeOf(bench)
    expect(outcome).toEqual({ kind: 'uncertain', reason: 'no-answer' })
    expect(took_ms).toBe(60_000)
    await bench.elapse(2_000)
    expect(bodies(modem)).toHaveLength(1)
    const next = await outcomeOf(bench)
    expect(next).toEqual({ outcome: { kind: 'accepted', reference: 2 }, took_ms: 0 })
  })

  test('unplugged after the end mark: uncertain', async () => {
    const { modem, bench } = await ready()
    modem.onBody(() => null)
    const submitted = bench.modem.submit(PART)
    await bench.settle()
    modem.unplug()
    expect(await submitted).toEqual({ kind: 'uncertain', reason: 'link-lost' })
  })

  test('an answer that comes too late is not taken for the next part’s', async () => {
    const { modem, bench } = await ready()
    modem.onBody((_, times) => (times === 1 ? null : '\r\n+CMGS: 12\r\n\r\nOK\r\n'))
    // The modem answers in order: what it owes comes before its answer to the next question.
    modem.on('AT+CSQ', (times) =>
      times === 2 ? '\r\n+CMGS: 11\r\n\r\nOK\r\n\r\n+CSQ: 9,9\r\n\r\nOK\r\n' : answerSignal,
    )
    expect((await outcomeOf(bench)).outcome?.kind).toBe('uncertain')
    expect((await outcomeOf(bench)).outcome).toEqual({ kind: 'accepted', reference: 12 })
  })

  test('garbage instead of an answer: uncertain', async () => {
    const { modem, bench } = await ready()
    modem.onBody(() => `\r\n${'\u00ff\u0080'.repeat(3000)}\r\n+CMGS: ?\r\n\r\nOK\r\n`)
    expect((await outcomeOf(bench)).outcome).toEqual({ kind: 'uncertain', reason: 'garbled-answer' })
  })

  test('the end of a call is no answer to a part', async () => {
    const { modem, bench } = await ready()
    modem.onBody(() => '\r\nNO CARRIER\r\n')
    expect((await outcomeOf(bench)).outcome).toEqual({ kind: 'uncertain', reason: 'garbled-answer' })
  })

  test('a reference without the OK after it proves that the network took the part', async () => {
    const { modem, bench } = await ready()
    modem.onBody((_, times) => (times === 1 ? '\r\n+CMGS: 77\r\n' : '\r\n+CMGS: 78\r\n\r\nOK\r\n'))
    expect((await outcomeOf(bench)).outcome).toEqual({ kind: 'accepted', reference: 77 })
  })
})

const answerSignal = '\r\n+CSQ: 17,99\r\n\r\nOK\r\n'

describe('a part that is refused', () => {
  test.each([
    ['+CMS ERROR: 28', 'permanent', 28],
    ['+CMS ERROR: 304', 'our-bug', 304],
    ['+CMS ERROR: 340', 'soon', 340],
    ['+CMS ERROR: 8', 'barred', 8],
    ['+CMS ERROR: 41', 'soon', 41],
    ['+CMS ERROR: 38', 'later', 38],
    ['+CMS ERROR: 320', 'device', 320],
    ['+CME ERROR: 100', 'soon', 100],
    ['ERROR', 'soon', null],
    ['COMMAND NOT SUPPORT', 'soon', null],
  ])('%s is %s', async (line, meaning, code) => {
    const { modem, bench } = await ready()
    modem.onBody((_, times) => (times === 1 ? `\r\n${line}\r\n` : '\r\n+CMGS: 5\r\n\r\nOK\r\n'))
    expect((await outcomeOf(bench)).outcome).toMatchObject({ kind: 'rejected', class: meaning, code })
    expect((await outcomeOf(bench)).outcome).toEqual({ kind: 'accepted', reference: 5 })
  })
})

test('a refusal that was seen to pass says that it is worth one more try', async () => {
  const { modem, bench } = await ready()
  modem.onBody(() => '\r\n+CMS ERROR: 21\r\n')
  expect((await outcomeOf(bench)).outcome).toEqual({
    kind: 'rejected',
    class: 'permanent',
    code: 21,
    text: 'short message transfer rejected',
    once: true,
  })
})

describe('a modem that says it is busy', () => {
  test.each(['+CME ERROR: 14', '+CME ERROR: 515', '+CMS ERROR: 314'])(
    'with %s is waited for and asked again, since it sent nothing',
    async (line) => {
      const { modem, bench } = await ready()
      modem.onBody((_, times) => (times < 4 ? `\r\n${line}\r\n` : '\r\n+CMGS: 5\r\n\r\nOK\r\n'))
      const { outcome, took_ms } = await outcomeOf(bench)
      expect(outcome).toEqual({ kind: 'accepted', reference: 5 })
      expect(took_ms).toBeLessThanOrEqual(2_200)
    },
  )

  test('for ever is told after four tries', async () => {
    const { modem, bench } = await ready()
    modem.onBody(() => '\r\n+CME ERROR: 515\r\n')
    expect((await outcomeOf(bench)).outcome).toMatchObject({ kind: 'rejected', class: 'soon', code: 515 })
    expect(bodies(modem)).toHaveLength(4)
  })

  test('with CMS 515 is busy only where its maker means that by it', async () => {
    const wavecom = await ready((scripted) => {
      scripted.on('AT+CGMI', () => '\r\nWAVECOM MODEM\r\n\r\nOK\r\n')
    })
    const other = await ready()
    for (const { modem } of [wavecom, other])
      modem.onBody((_, times) => (times === 1 ? '\r\n+CMS ERROR: 515\r\n' : '\r\n+CMGS: 5\r\n\r\nOK\r\n'))
    expect((await outcomeOf(wavecom.bench)).outcome?.kind).toBe('accepted')
    expect((await outcomeOf(other.bench)).outcome).toMatchObject({ class: 'our-bug', code: 515 })
  })
})

describe('a refusal that is the device’s own', () => {
  const setups = (modem: ScriptedModem): number => modem.received.filter((line) => line === 'ATZ').length

  test('has the modem set up again before the next part', async () => {
    const { modem, bench } = await ready()
    modem.onBody((_, times) => (times === 1 ? '\r\n+CMS ERROR: 304\r\n' : '\r\n+CMGS: 2\r\n\r\nOK\r\n'))
    expect((await outcomeOf(bench)).outcome?.kind).toBe('rejected')
    expect((await outcomeOf(bench)).outcome?.kind).toBe('accepted')
    expect(setups(modem)).toBe(2)
  })

  test('shows a card that was pulled', async () => {
    const { modem, bench } = await ready()
    modem.onBody(() => '\r\n+CMS ERROR: 310\r\n')
    modem.on('AT+CPIN?', () => '\r\n+CME ERROR: 10\r\n')
    await outcomeOf(bench)
    await bench.settle()
    expect(bench.modem.state()).toMatchObject({ phase: 'failed', problem: 'no-sim' })
  })

  test('for want of memory has it emptied, and nothing set up again', async () => {
    const { modem, bench } = await ready()
    modem.onBody(() => '\r\n+CMS ERROR: 322\r\n')
    modem.slots.set(1, { status: 3, pdu: PART.pdu })
    await outcomeOf(bench)
    await bench.settle()
    expect(modem.slots.size).toBe(0)
    expect(setups(modem)).toBe(1)
  })

  test('of the network changes nothing', async () => {
    const { modem, bench } = await ready()
    modem.onBody(() => '\r\n+CMS ERROR: 38\r\n')
    await outcomeOf(bench)
    await bench.settle()
    expect(setups(modem)).toBe(1)
  })
})

describe('stopping', () => {
  test('refuses what waits, gives the part in flight a few seconds, then cuts the link', async () => {
    const { modem, bench } = await ready()
    modem.onBody(() => null)
    const first = bench.modem.submit(PART)
    const second = bench.modem.submit(PART)
    await bench.settle()
    const stopped = bench.modem.stop()
    expect(await second).toEqual({ kind: 'unsent', reason: 'stopped' })
    await bench.elapse(5_000)
    expect(await first).toEqual({ kind: 'uncertain', reason: 'link-lost' })
    await stopped
    expect(modem.isOpen()).toBe(false)
    expect(bench.timers.pending()).toBe(0)
  })

  test('lets the part in flight end well', async () => {
    const { modem, bench } = await ready()
    modem.onBody(() => null)
    const first = bench.modem.submit(PART)
    await bench.settle()
    const stopped = bench.modem.stop()
    modem.say('\r\n+CMGS: 3\r\n\r\nOK\r\n')
    expect(await first).toEqual({ kind: 'accepted', reference: 3 })
    await stopped
    expect(bench.timers.pending()).toBe(0)
  })
})
