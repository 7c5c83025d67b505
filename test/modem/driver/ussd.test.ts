import { describe, expect, test } from 'vitest'
import type { UssdOutcome } from '../../../src/main/app/ports/modem.ts'
import { createModemBench, type ModemBench } from '../../fakes/modem-bench.ts'
import { PART } from '../../fakes/pdus.ts'
import { createScriptedModem, type ScriptedModem } from '../../fakes/scripted-modem.ts'

const OK = '\r\nOK\r\n'
const BALANCE = 'AT+CUSD=1,"*100#",15'

async function ready(prepare: (modem: ScriptedModem) => void = () => {}) {
  const modem = createScriptedModem()
  prepare(modem)
  const bench = createModemBench(modem.ports)
  await bench.start()
  return { modem, bench }
}

/** An outcome to look at while it is awaited. */
function watched(bench: ModemBench, asked: Promise<UssdOutcome>) {
  const outcomes: UssdOutcome[] = []
  void asked.then((outcome) => outcomes.push(outcome))
  return {
    outcomes,
    async now() {
      await bench.settle()
      return outcomes[0] ?? null
    },
  }
}

describe('a USSD question', () => {
  test('is answered by the line that follows its OK', async () => {
    const { modem, bench } = await ready()
    const asked = watched(bench, bench.modem.ussd('*100#'))
    expect(await asked.now()).toBeNull()
    modem.say('\r\n+CUSD: 0,"Balance 12.50",15\r\n')
    expect(await asked.now()).toEqual({ kind: 'text', text: 'Balance 12.50' })
  })

  test('is answered by a line before its OK too', async () => {
    const { modem, bench } = await ready()
    modem.on(BALANCE, () => `\r\n+CUSD: 0,"Balance 12.50",15\r\n${OK}`)
    expect(await bench.modem.ussd('*100#')).toEqual({ kind: 'text', text: 'Balance 12.50' })
  })

  test('whose answer takes minutes lets parts go meanwhile', async () => {
    const { modem, bench } = await ready()
    const asked = watched(bench, bench.modem.ussd('*100#'))
    await bench.elapse(60_000)
    expect((await bench.modem.submit(PART)).kind).toBe('accepted')
    await bench.elapse(60_000)
    modem.say('\r\n+CUSD: 0,"Line 1\r\nERROR\r\nLine 3",15\r\n')
    expect(await asked.now()).toEqual({ kind: 'text', text: 'Line 1\nERROR\nLine 3' })
  })

  test('is given up after three minutes and its late answer is told apart', async () => {
    const { modem, bench } = await ready()
    const asked = watched(bench, bench.modem.ussd('*100#'))
    await bench.elapse(181_000)
    expect(await asked.now()).toEqual({ kind: 'timeout' })
    expect(modem.received).toContain('AT+CUSD=2')
    modem.say('\r\n+CUSD: 0,"Balance 12.50",15\r\n')
    await bench.settle()
    expect(bench.ussd).toEqual(['Balance 12.50'])
  })

  test('that the modem never says OK to holds the link fifteen seconds, and costs it nothing else', async () => {
    const { modem, bench } = await ready()
    modem.on(BALANCE, () => null)
    const asked = watched(bench, bench.modem.ussd('*100#'))
    const sent = bench.modem.submit(PART)
    await bench.elapse(16_000)
    expect((await sent).kind).toBe('accepted')
    modem.say('\r\n+CUSD: 0,"Balance 12.50",15\r\n')
    expect(await asked.now()).toEqual({ kind: 'text', text: 'Balance 12.50' })
    expect(modem.received.filter((line) => line === 'ATZ')).toHaveLength(1)
  })

  test.each([
    ['\r\n+CUSD: 4\r\n', { kind: 'unsupported' }],
    ['\r\n+CUSD: 5\r\n', { kind: 'timeout' }],
    ['\r\n+CUSD: 2\r\n', { kind: 'rejected', code: null }],
    ['\r\n+CUSD: 3\r\n', { kind: 'rejected', code: null }],
    ['\r\n+CUSD: 2,"Bye",15\r\n', { kind: 'text', text: 'Bye' }],
  ])('answered by %j is told as such', async (line, outcome) => {
    const { modem, bench } = await ready()
    const asked = watched(bench, bench.modem.ussd('*100#'))
    await bench.settle()
    modem.say(line)
    expect(await asked.now()).toEqual(outcome)
  })

  test('refused in one form is asked in the next', async () => {
    const { modem, bench } = await ready()
    modem.on(BALANCE, () => '\r\n+CME ERROR: 100\r\n')
    modem.on('AT+CUSD=1,"002A0031003000300023",15', () => `${OK}\r\n+CUSD: 0,"12.50",15\r\n`)
    expect(await bench.modem.ussd('*100#')).toEqual({ kind: 'text', text: '12.50' })
  })

  test('refused in every form is rejected with its code', async () => {
    const { bench } = await ready((modem) => {
      for (const code of ['*100#', '002A0031003000300023', 'AA180C3602'])
        modem.on(`AT+CUSD=1,"${code}",15`, () => '\r\n+CME ERROR: 30\r\n')
    })
    expect(await bench.modem.ussd('*100#')).toEqual({ kind: 'rejected', code: 30 })
  })

  test('that is none, or comes while another waits, or without a modem, does not leave the PC', async () => {
    const { modem, bench } = await ready()
    expect(await bench.modem.ussd('*100#"\rAT+CMGD=1,4')).toEqual({ kind: 'unsent', reason: 'bad-code' })
    const first = watched(bench, bench.modem.ussd('*100#'))
    await bench.settle()
    expect(await bench.modem.ussd('*101#')).toEqual({ kind: 'unsent', reason: 'busy' })
    modem.unplug()
    expect(await first.now()).toEqual({ kind: 'unsent', reason: 'not-ready' })
    expect(await bench.modem.ussd('*100#')).toEqual({ kind: 'unsent', reason: 'not-ready' })
    const never = createModemBench(createScriptedModem().ports)
    expect(await never.modem.ussd('*100#')).toEqual({ kind: 'unsent', reason: 'not-ready' })
  })
})

describe('a menu', () => {
  const opened = async () => {
    const made = await ready()
    const asked = watched(made.bench, made.bench.modem.ussd('*111#'))
    await made.bench.settle()
    made.modem.say('\r\n+CUSD: 1,"1 Balance\r\n2 Tariff",15\r\n')
    expect(await asked.now()).toEqual({ kind: 'menu', text: '1 Balance\n2 Tariff' })
    return made
  }

  test('takes a reply, once', async () => {
    const { modem, bench } = await opened()
    const replied = watched(bench, bench.modem.replyUssd('1'))
    await bench.settle()
    expect(modem.received).toContain('AT+CUSD=1,"1",15')
    modem.say('\r\n+CUSD: 0,"12.50",15\r\n')
    expect(await replied.now()).toEqual({ kind: 'text', text: '12.50' })
    expect(await bench.modem.replyUssd('1')).toEqual({ kind: 'unsent', reason: 'no-menu' })
  })

  test('left alone is closed after two minutes', async () => {
    const { modem, bench } = await opened()
    await bench.elapse(121_000)
    expect(modem.received.filter((line) => line === 'AT+CUSD=2')).toHaveLength(1)
    expect(await bench.modem.replyUssd('1')).toEqual({ kind: 'unsent', reason: 'no-menu' })
  })

  test('is closed by the operator', async () => {
    const { modem, bench } = await opened()
    await bench.modem.cancelUssd()
    expect(modem.received).toContain('AT+CUSD=2')
    await bench.elapse(130_000)
    expect(modem.received.filter((line) => line === 'AT+CUSD=2')).toHaveLength(1)
  })
})

test('a USSD text that nobody asked for is handed over', async () => {
  const { modem, bench } = await ready()
  modem.say('\r\n+CUSD: 0,"Balance 12.50",15\r\n')
  await bench.settle()
  expect(bench.ussd).toEqual(['Balance 12.50'])
})

test('stopping ends a question at once and leaves no timer', async () => {
  const { bench } = await ready()
  const asked = bench.modem.ussd('*100#')
  await bench.settle()
  await bench.modem.stop()
  expect(await asked).toEqual({ kind: 'unsent', reason: 'not-ready' })
  expect(bench.timers.pending()).toBe(0)
})
