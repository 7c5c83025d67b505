import { describe, expect, test } from 'vitest'
import { createModemBench, type ModemBench } from '../../fakes/modem-bench.ts'
import { PART } from '../../fakes/pdus.ts'
import { createScriptedModem, type ScriptedModem } from '../../fakes/scripted-modem.ts'

const OK = '\r\nOK\r\n'
const answer = (line: string): string => `\r\n${line}\r\n${OK}`
const SIGNS = ['AT', 'AT+CSQ', 'AT+CREG?', 'AT+CMEE?', 'AT+CSQ=?', 'ATZ']

async function ready(maker: string) {
  const modem = createScriptedModem()
  modem.on('AT+CGMI', () => answer(maker))
  const bench = createModemBench(modem.ports)
  await bench.start()
  expect(bench.modem.state().phase).toBe('ready')
  return { modem, bench }
}

function fallSilent(modem: ScriptedModem): void {
  for (const command of SIGNS) modem.on(command, () => null)
}

function wakeUp(modem: ScriptedModem): void {
  modem.on('AT', () => OK)
  modem.on('ATZ', () => OK)
  modem.on('AT+CSQ', () => answer('+CSQ: 17,99'))
  modem.on('AT+CREG?', () => answer('+CREG: 1,1'))
}

/** The problems told one after another. */
function told(bench: ModemBench): string[] {
  const problems: string[] = []
  for (const { problem } of bench.states) {
    if (problem !== null && problems.at(-1) !== problem) problems.push(problem)
  }
  return problems
}

describe('a modem that worked and fell silent', () => {
  test('is tried step by step, each told, and in the end a person is asked to pull it', async () => {
    const { modem, bench } = await ready('Quectel')
    fallSilent(modem)
    modem.on('AT+CFUN=1,1', () => null)
    await bench.elapse(90_000)
    expect(told(bench)).toEqual(['reset-reopen', 'reset-settings', 'reset-restart', 'replug'])
    expect(modem.received.filter((line) => line === 'AT+CFUN=1,1')).toHaveLength(1)
    expect(bench.modem.state().phase).toBe('failed')
  })

  test('is not restarted where its make comes back as a disk', async () => {
    const { modem, bench } = await ready('huawei')
    fallSilent(modem)
    await bench.elapse(90_000)
    expect(told(bench)).toEqual(['reset-reopen', 'reset-settings', 'replug'])
    expect(modem.received.filter((line) => line.startsWith('AT+CFUN='))).toEqual([])
  })

  test.each([1, 2, 3])(
    'and speaks again after step %i is ready, and the ladder begins afresh',
    async (step) => {
      const { modem, bench } = await ready('Quectel')
      const names = ['reset-reopen', 'reset-settings', 'reset-restart']
      fallSilent(modem)
      while (bench.modem.state().problem !== names[step - 1]) await bench.elapse(50)
      wakeUp(modem)
      await bench.untilPhase('ready', 30_000)
      fallSilent(modem)
      await bench.untilPhase('failed', 40_000)
      expect(bench.modem.state().problem).toBe('reset-reopen')
    },
  )

  test('and was pulled meanwhile is a new one when it comes back', async () => {
    const { modem, bench } = await ready('Quectel')
    fallSilent(modem)
    await bench.untilPhase('failed', 40_000)
    modem.unplug()
    await bench.untilPhase('absent')
    wakeUp(modem)
    modem.plug()
    await bench.untilPhase('ready')
    expect(modem.received.filter((line) => line === 'AT+CFUN=1,1')).toEqual([])
  })
})

describe('a modem that refuses part after part with a fault of its own', () => {
  test('is restarted after the third, where that is safe, once', async () => {
    const { modem, bench } = await ready('SIMCOM_Ltd SIM800')
    modem.onBody(() => '\r\n+CMS ERROR: 320\r\n')
    for (let part = 0; part < 6; part += 1) {
      await bench.untilPhase('ready', 30_000)
      const sent = bench.modem.submit(PART)
      await bench.elapse(100)
      expect((await sent).kind).toBe('rejected')
    }
    await bench.elapse(35_000)
    expect(modem.received.filter((line) => line === 'AT+CFUN=1,1')).toHaveLength(1)
    expect(bench.modem.state()).toMatchObject({ phase: 'ready', problem: 'replug' })
    modem.onBody(() => answer('+CMGS: 1'))
    expect((await bench.modem.submit(PART)).kind).toBe('accepted')
    await bench.elapse(35_000)
    expect(bench.modem.state().problem).toBeNull()
  })

  test('of the card is not: the card is looked at instead', async () => {
    const { modem, bench } = await ready('SIMCOM_Ltd SIM800')
    modem.onBody(() => '\r\n+CMS ERROR: 313\r\n')
    for (let part = 0; part < 4; part += 1) {
      expect((await bench.modem.submit(PART)).kind).toBe('rejected')
      await bench.settle()
    }
    expect(modem.received).not.toContain('AT+CFUN=1,1')
    expect(modem.received.filter((line) => line === 'AT+CPIN?').length).toBeGreaterThan(3)
  })
})

describe('the service centre', () => {
  test.each(['+CME ERROR: 14', '+CMS ERROR: 330', '+CMS ERROR: 314'])(
    'that the card cannot yet name (%s) is waited for before parts are taken',
    async (line) => {
      const modem = createScriptedModem()
      modem.on('AT+CSCA?', (times) => (times < 4 ? `\r\n${line}\r\n` : answer('+CSCA: "+79160000000",145')))
      const bench = createModemBench(modem.ports)
      await bench.start()
      expect(bench.modem.state()).toMatchObject({ phase: 'searching', problem: 'no-service-centre' })
      modem.say('\r\n+CREG: 1\r\n')
      await bench.settle()
      expect(bench.modem.state().phase).toBe('searching')
      expect(await bench.untilPhase('ready')).toBeLessThanOrEqual(8_000)
      expect(bench.modem.state()).toMatchObject({ problem: null, serviceCentre: '+79160000000' })
    },
  )

  test('that never comes is told after a quarter of a minute, and parts may be tried', async () => {
    const modem = createScriptedModem()
    modem.on('AT+CSCA?', () => '\r\n+CMS ERROR: 330\r\n')
    const bench = createModemBench(modem.ports)
    await bench.start()
    expect(await bench.untilPhase('ready', 30_000)).toBeLessThanOrEqual(17_100)
    expect(bench.modem.state().problem).toBe('no-service-centre')
  })

  test('that the card has none of is told at once', async () => {
    const modem = createScriptedModem()
    modem.on('AT+CSCA?', () => answer('+CSCA: "",129'))
    const bench = createModemBench(modem.ports)
    await bench.start()
    expect(bench.modem.state()).toMatchObject({ phase: 'ready', problem: 'no-service-centre' })
  })
})
