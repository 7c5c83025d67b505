import { describe, expect, test } from 'vitest'
import { createModemBench } from '../../fakes/modem-bench.ts'
import { deliverPdu, PART } from '../../fakes/pdus.ts'
import { createScriptedModem } from '../../fakes/scripted-modem.ts'

const OK = '\r\nOK\r\n'
const answer = (line: string): string => `\r\n${line}\r\n${OK}`

describe('the memory and the announcements', () => {
  test('the roomier memory is chosen for everything, and what waits in the other is read first', async () => {
    const modem = createScriptedModem()
    let selected = ''
    modem.on('AT+CPMS=?', () => answer('+CPMS: ("SM","ME"),("SM","ME"),("SM","ME")'))
    for (const [name, counts] of [
      ['SM', '1,10'],
      ['ME', '0,255'],
    ] as const) {
      for (const command of [`AT+CPMS="${name}"`, `AT+CPMS="${name}","${name}","${name}"`]) {
        modem.on(command, () => {
          selected = name
          return answer(`+CPMS: ${counts},${counts},${counts}`)
        })
      }
    }
    const pdu = deliverPdu('на карте')
    let held = true
    modem.on('AT+CMGL=4', () =>
      selected === 'SM' && held ? `\r\n+CMGL: 1,1,,${pdu.length / 2 - 8}\r\n${pdu}\r\n${OK}` : OK,
    )
    modem.on('AT+CMGD=1', () => {
      held = held && selected !== 'SM'
      return OK
    })
    const bench = createModemBench(modem.ports)
    await bench.start()
    expect(bench.incoming.map((part) => part.text)).toEqual(['на карте'])
    expect(held).toBe(false)
    expect(selected).toBe('ME')
  })

  test('an announcement that names a memory which cannot be chosen is looked for in the usual one', async () => {
    const modem = createScriptedModem()
    modem.on('AT+CPMS="MT"', () => '\r\n+CMS ERROR: 302\r\n')
    const bench = createModemBench(modem.ports)
    await bench.start()
    modem.slots.set(1, { status: 0, pdu: deliverPdu('ДОЛГ') })
    modem.say('\r\n+CMTI: "MT",1\r\n')
    await bench.settle()
    expect(bench.incoming.map((part) => part.text)).toEqual(['ДОЛГ'])
  })

  test.each([
    ['+CNMI: (0-2),(0-3),(0,2),(0-2),(0,1)', '2,1,0,1,0'],
    ['+CNMI: (0,1),(0,1),(0),(0,2),(1)', '1,1,0,2,1'],
    ['+CNMI: (0-3),(0-1),(0),(0)', '2,1,0,0'],
    ['+CNMI: (3),(0),(0),(0,1),(0)', '3,0,0,1,0'],
  ])('%s gives %s', async (offered, chosen) => {
    const modem = createScriptedModem()
    modem.on('AT+CNMI=?', () => answer(offered))
    await createModemBench(modem.ports).start()
    expect(modem.received.find((line) => /^AT\+CNMI=\d/.test(line))).toBe(`AT+CNMI=${chosen}`)
  })

  test('phase 2+ is asked for only where direct reports are refused without it', async () => {
    const modem = createScriptedModem()
    let phase2 = false
    modem.on('AT+CSMS=1', () => {
      phase2 = true
      return answer('+CSMS: 1,1,1')
    })
    modem.on('AT+CNMI=2,1,0,1,0', () => (phase2 ? OK : '\r\n+CMS ERROR: 303\r\n'))
    await createModemBench(modem.ports).start()
    expect(phase2).toBe(true)
    expect(modem.received.filter((line) => line === 'AT+CNMI=2,1,0,1,0')).toHaveLength(2)
  })
})

describe('the network', () => {
  test('not found yet: searching, nothing taken for sending, ready as soon as the news comes', async () => {
    const modem = createScriptedModem()
    modem.on('AT+CREG?', () => answer('+CREG: 1,2'))
    modem.on('AT+CEREG?', () => answer('+CEREG: 0,2'))
    const bench = createModemBench(modem.ports)
    await bench.start()
    expect(bench.modem.state()).toMatchObject({ phase: 'searching', problem: 'not-registered' })
    expect((await bench.modem.submit(PART)).kind).toBe('unsent')
    modem.say('\r\n+CREG: 1\r\n')
    await bench.settle()
    expect(bench.modem.state()).toMatchObject({ phase: 'ready', problem: null })
  })

  test('found without any news is noticed within seconds', async () => {
    const modem = createScriptedModem()
    modem.on('AT+CREG?', (times) => answer(times < 5 ? '+CREG: 1,0' : '+CREG: 1,5'))
    modem.on('AT+CEREG?', () => '\r\nERROR\r\n')
    const bench = createModemBench(modem.ports)
    await bench.start()
    expect(await bench.untilPhase('ready')).toBeLessThanOrEqual(10_000)
    expect(bench.modem.state().roaming).toBe(true)
  })

  test('that denies the card is told', async () => {
    const modem = createScriptedModem()
    modem.on('AT+CREG?', () => answer('+CREG: 1,3'))
    modem.on('AT+CEREG?', () => answer('+CEREG: 0,3'))
    const bench = createModemBench(modem.ports)
    await bench.start()
    expect(bench.modem.state().problem).toBe('registration-denied')
  })

  test('of LTE alone is enough', async () => {
    const modem = createScriptedModem()
    modem.on('AT+CREG?', () => answer('+CREG: 1,0'))
    const bench = createModemBench(modem.ports)
    await bench.start()
    expect(bench.modem.state().phase).toBe('ready')
  })

  test('lost on the way is told by the news, the signal by its lines', async () => {
    const modem = createScriptedModem()
    const bench = createModemBench(modem.ports)
    await bench.start()
    modem.say('\r\n^RSSI:5\r\n\r\n+CREG: 0\r\n')
    expect(bench.modem.state()).toMatchObject({ phase: 'searching', signal_dbm: -103, bars: 2 })
  })
})

describe('a stick that goes and comes back', () => {
  test('is lost at once and sends again well within three seconds', async () => {
    const modem = createScriptedModem()
    const bench = createModemBench(modem.ports)
    await bench.start()
    modem.unplug()
    await bench.settle()
    expect(bench.states.some((state) => state.phase === 'lost')).toBe(true)
    expect(bench.modem.state().registered).toBe(false)
    await bench.elapse(10_000)
    modem.plug()
    expect(await bench.untilPhase('ready')).toBeLessThanOrEqual(1_000)
    expect((await bench.modem.submit(PART)).kind).toBe('accepted')
  })

  test('pulled a hundred times, also in the middle of its set-up, always comes back', async () => {
    const modem = createScriptedModem()
    const bench = createModemBench(modem.ports)
    let left = 0
    modem.watch(() => {
      left -= 1
      if (left === 0) modem.unplug()
    })
    await bench.start()
    for (let round = 1; round <= 100; round += 1) {
      left = 0
      modem.unplug()
      modem.plug()
      left = round % 40
      await bench.elapse(600)
      modem.plug()
      left = 0
      await bench.untilPhase('ready')
    }
    expect((await bench.modem.submit(PART)).kind).toBe('accepted')
    await bench.modem.stop()
    expect(bench.timers.pending()).toBe(0)
  })

  test('that hangs is noticed while nothing is being sent, and reopened', async () => {
    const modem = createScriptedModem()
    const bench = createModemBench(modem.ports)
    await bench.start()
    for (const command of ['AT', 'AT+CSQ', 'AT+CREG?', 'AT+CMEE?', 'AT+CSQ=?']) modem.on(command, () => null)
    await bench.untilPhase('failed', 40_000)
    for (const [command, line] of [
      ['AT+CSQ', '+CSQ: 9,9'],
      ['AT+CREG?', '+CREG: 1,1'],
      ['AT+CMEE?', '+CMEE: 1'],
    ] as const) {
      modem.on(command, () => answer(line))
    }
    modem.on('AT', () => OK)
    await bench.untilPhase('ready')
    expect(modem.opened()).toBeGreaterThan(1)
  })

  test('that misses one answer is not taken for lost', async () => {
    const modem = createScriptedModem()
    const bench = createModemBench(modem.ports)
    await bench.start()
    modem.on('AT+CSQ', (times) => (times === 2 ? null : answer('+CSQ: 20,99')))
    await bench.elapse(40_000)
    expect(bench.modem.state()).toMatchObject({ phase: 'ready', signal_dbm: -73 })
    expect(modem.opened()).toBe(1)
  })

  test.each(['\r\nRDY\r\n', '\r\n^SYSSTART\r\n', '\r\n+CPIN: SIM PIN\r\n'])(
    'that started again by itself (%j) is set up again',
    async (line) => {
      const modem = createScriptedModem()
      const bench = createModemBench(modem.ports)
      await bench.start()
      const setups = (): number => modem.received.filter((command) => command === 'ATE0').length
      expect(setups()).toBe(1)
      modem.say(line)
      await bench.settle()
      expect(setups()).toBe(2)
      expect(bench.modem.state().phase).toBe('ready')
    },
  )

  test('that echoes again has lost its settings and is set up again', async () => {
    const modem = createScriptedModem()
    const bench = createModemBench(modem.ports)
    await bench.start()
    modem.echo = true
    modem.on('ATE0', () => {
      modem.echo = false
      return OK
    })
    await bench.elapse(31_000)
    expect(modem.received.filter((command) => command === 'ATE0')).toHaveLength(2)
  })
})

describe('start and stop', () => {
  test('a stopped modem can be started again', async () => {
    const modem = createScriptedModem()
    const bench = createModemBench(modem.ports)
    await bench.start()
    await bench.modem.stop()
    expect(modem.isOpen()).toBe(false)
    await bench.start()
    expect(bench.modem.state().phase).toBe('ready')
  })

  test('stopping one that was never started is nothing', async () => {
    const bench = createModemBench(createScriptedModem().ports)
    await bench.modem.stop()
    expect(bench.modem.state().phase).toBe('off')
  })

  test('the state is told only when it changed', async () => {
    const modem = createScriptedModem()
    const bench = createModemBench(modem.ports)
    await bench.start()
    const before = bench.states.length
    await bench.elapse(120_000)
    expect(bench.states).toHaveLength(before)
  })
})
