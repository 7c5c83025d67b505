import { describe, expect, test } from 'vitest'
import type { SerialPorts } from '../../../src/main/modem/transport.ts'
import { createModemBench } from '../../fakes/modem-bench.ts'
import { deliverPdu, PART } from '../../fakes/pdus.ts'
import { createScriptedModem } from '../../fakes/scripted-modem.ts'

const OK = '\r\nOK\r\n'
const answer = (line: string): string => `\r\n${line}\r\n${OK}`

describe('a port', () => {
  test('that is absent is said to be absent and looked for until it comes', async () => {
    const modem = createScriptedModem()
    modem.unplug()
    const bench = createModemBench(modem.ports)
    await bench.start()
    expect(bench.modem.state()).toMatchObject({ phase: 'absent', problem: 'no-port' })
    expect(await bench.modem.submit(PART)).toEqual({ kind: 'unsent', reason: 'not-ready' })
    await bench.elapse(60_000)
    modem.plug()
    expect(await bench.untilPhase('ready')).toBeLessThanOrEqual(1_000)
  })

  test('that never opens does not hold the driver for ever', async () => {
    const ports: SerialPorts = { list: async () => [], open: () => new Promise(() => {}) }
    const bench = createModemBench(ports)
    await bench.start()
    expect(await bench.untilPhase('absent')).toBeLessThanOrEqual(5_000)
    const stopped = bench.modem.stop()
    await bench.elapse(6_000)
    await stopped
  })

  test('that opens and never answers fails, is closed, and is tried again', async () => {
    const modem = createScriptedModem()
    modem.on('AT', () => null)
    const bench = createModemBench(modem.ports)
    await bench.start()
    await bench.untilPhase('failed')
    expect(bench.modem.state().problem).toBe('no-answer')
    await bench.elapse(20_000)
    expect(modem.opened()).toBeGreaterThan(3)
    modem.on('AT', () => OK)
    await bench.untilPhase('ready')
  })

  test('that speaks garbage fails without being taken for a modem', async () => {
    const modem = createScriptedModem()
    modem.on('AT', () => '\u00fe\u00ff\r\u0000\u0080>'.repeat(2000))
    const bench = createModemBench(modem.ports)
    await bench.start()
    await bench.untilPhase('failed')
    expect(bench.modem.state().problem).toBe('no-answer')
  })

  test('unnamed is found among the listed ones by its maker, past one that is silent', async () => {
    const silent = createScriptedModem('/dev/diag')
    silent.on('AT', () => null)
    const talking = createScriptedModem('/dev/pcui')
    const info = { manufacturer: null, productId: null, serialNumber: null, pnpId: null }
    const opened: string[] = []
    const ports: SerialPorts = {
      list: async () => [
        { ...info, path: '/dev/scanner', vendorId: '0403' },
        { ...info, path: '/dev/diag', vendorId: '12d1' },
        { ...info, path: '/dev/pcui', vendorId: '12D1' },
      ],
      open(path, rate) {
        opened.push(path)
        return (path === '/dev/diag' ? silent : talking).ports.open(path, rate)
      },
    }
    const bench = createModemBench(ports, { port: null, pin: null })
    await bench.start()
    await bench.untilPhase('ready')
    expect(bench.modem.state().port).toBe('/dev/pcui')
    expect(opened).toEqual(['/dev/diag', '/dev/pcui'])
  })

  test('that cannot be listed is no-modem', async () => {
    const bench = createModemBench(createScriptedModem().ports, { port: null, pin: null })
    await bench.start()
    expect(bench.modem.state()).toMatchObject({ phase: 'absent', problem: 'no-modem' })
  })

  test('whose listing fails is tried again', async () => {
    const modem = createScriptedModem()
    let listings = 0
    const ports: SerialPorts = {
      async list() {
        listings += 1
        if (listings === 1) throw new Error('spawn udevadm ENOENT')
        return [
          {
            path: '/dev/modem',
            manufacturer: null,
            vendorId: '12d1',
            productId: null,
            serialNumber: null,
            pnpId: null,
          },
        ]
      },
      open: modem.ports.open,
    }
    const bench = createModemBench(ports, { port: null, pin: null })
    await bench.start()
    expect(bench.modem.state().phase).toBe('failed')
    await bench.untilPhase('ready')
  })
})

describe('waking up', () => {
  test('a modem that swallows the first command is ready within a second', async () => {
    const modem = createScriptedModem()
    modem.on('AT', (times) => (times === 1 ? null : OK))
    const bench = createModemBench(modem.ports)
    await bench.start()
    expect(await bench.untilPhase('ready')).toBeLessThanOrEqual(1_000)
  })

  test('a modem left at a prompt, with answers still on their way, is got in step with', async () => {
    const modem = createScriptedModem()
    modem.on('AT', () => `\r\n> ${OK}\r\n+CMS ERROR: 500\r\n${OK}`)
    const bench = createModemBench(modem.ports)
    await bench.start()
    expect(bench.modem.state()).toMatchObject({ phase: 'ready', manufacturer: 'Scripted', model: 'Model 1' })
    expect(modem.received[0]).toBe('ESC')
  })

  test('a modem in flight mode is told to use its radio', async () => {
    const modem = createScriptedModem()
    modem.on('AT+CFUN?', () => answer('+CFUN: 4'))
    const bench = createModemBench(modem.ports)
    await bench.start()
    expect(modem.received).toContain('AT+CFUN=1')
  })

  test('a Huawei is told to keep its periodic lines to itself, another is not', async () => {
    const huawei = createScriptedModem()
    huawei.on('AT+CGMI', () => answer('huawei'))
    const other = createScriptedModem()
    await createModemBench(huawei.ports).start()
    await createModemBench(other.ports).start()
    expect(huawei.received).toContain('AT^CURC=0')
    expect(other.received).not.toContain('AT^CURC=0')
  })

  test('a modem that knows only the bare minimum is ready all the same', async () => {
    const modem = createScriptedModem()
    const unknown = ['ATZ', 'AT+CMEE=1', 'AT+CSCS="IRA"', 'AT+CFUN?', 'AT+CNMI=?', 'AT+CSMS?', 'AT+CREG=1']
    for (const command of [...unknown, 'AT+COPS=3,0', 'AT+COPS?', 'AT+CSCA?', 'AT+CPMS=?', 'AT+CPMS?']) {
      modem.on(command, () => '\r\nCOMMAND NOT SUPPORT\r\n')
    }
    const bench = createModemBench(modem.ports)
    await bench.start()
    expect(bench.modem.state()).toMatchObject({ phase: 'ready', operator: null, storageTotal: null })
    expect((await bench.modem.submit(PART)).kind).toBe('accepted')
    modem.slots.set(1, { status: 0, pdu: deliverPdu('ДОЛГ') })
    modem.say('\r\n+CMTI: "SM",1\r\n')
    await bench.settle()
    expect(bench.incoming.map((part) => part.text)).toEqual(['ДОЛГ'])
  })
})

describe('the card', () => {
  const locked = (
    modem: ReturnType<typeof createScriptedModem>,
    right: string,
    wrong = '+CME ERROR: 16',
  ): void => {
    let open = false
    modem.on('AT+CPIN?', () => answer(open ? '+CPIN: READY' : '+CPIN: SIM PIN'))
    for (const pin of ['1111', '2222', '3333']) {
      modem.on(`AT+CPIN="${pin}"`, () => {
        open = open || pin === right
        return pin === right ? OK : `\r\n${wrong}\r\n`
      })
    }
  }
  const tries = (received: readonly string[], pin: string): number =>
    received.filter((line) => line === `AT+CPIN="${pin}"`).length

  test('that wants a PIN gets the saved one, once', async () => {
    const modem = createScriptedModem()
    locked(modem, '1111')
    const bench = createModemBench(modem.ports, { port: '/dev/modem', pin: '1111' })
    await bench.start()
    expect(bench.modem.state().phase).toBe('ready')
    expect(tries(modem.received, '1111')).toBe(1)
  })

  test('that wants a PIN nobody knows waits for the operator', async () => {
    const modem = createScriptedModem()
    locked(modem, '2222')
    const bench = createModemBench(modem.ports)
    await bench.start()
    expect(bench.modem.state()).toMatchObject({ phase: 'pin', problem: 'pin-needed' })
    await bench.elapse(120_000)
    expect(bench.modem.state().phase).toBe('pin')
    bench.modem.enterPin('2222')
    await bench.untilPhase('ready')
  })

  test('that wants a PIN is not made ready by news of the network', async () => {
    const modem = createScriptedModem()
    locked(modem, '2222')
    const bench = createModemBench(modem.ports)
    await bench.start()
    modem.say('\r\n+CREG: 1\r\n')
    await bench.settle()
    expect(bench.modem.state().phase).toBe('pin')
  })

  test('that refused a PIN never gets it again, however often it is asked, entered or replugged', async () => {
    const modem = createScriptedModem()
    locked(modem, '3333')
    const bench = createModemBench(modem.ports, { port: '/dev/modem', pin: '1111' })
    await bench.start()
    expect(bench.modem.state()).toMatchObject({ phase: 'pin', problem: 'pin-wrong' })
    expect(bench.refusedPins).toEqual(['1111'])
    bench.modem.enterPin('1111')
    await bench.elapse(90_000)
    modem.unplug()
    await bench.elapse(1_000)
    modem.plug()
    await bench.untilPhase('pin')
    bench.modem.enterPin('2222')
    await bench.elapse(90_000)
    expect([tries(modem.received, '1111'), tries(modem.received, '2222')]).toEqual([1, 1])
    bench.modem.enterPin('3333')
    await bench.untilPhase('ready')
  })

  test('that did not answer to a PIN does not get it again either', async () => {
    const modem = createScriptedModem()
    locked(modem, '3333')
    modem.on('AT+CPIN="1111"', () => null)
    const bench = createModemBench(modem.ports, { port: '/dev/modem', pin: '1111' })
    await bench.start()
    await bench.untilPhase('pin', 30_000)
    await bench.elapse(90_000)
    expect(tries(modem.received, '1111')).toBe(1)
  })

  test('is never given a PIN that is none', async () => {
    const modem = createScriptedModem()
    locked(modem, '1111')
    const bench = createModemBench(modem.ports)
    await bench.start()
    for (const text of ['', '123', '123456789', '1234"\r AT+CMGD=1,4', 'абвг']) {
      bench.modem.enterPin(text)
      await bench.settle()
    }
    expect(modem.received.filter((line) => line.startsWith('AT+CPIN="'))).toEqual([])
    expect(bench.modem.state().problem).toBe('pin-wrong')
  })

  test('that wants a PUK is left alone until the stick is pulled', async () => {
    const modem = createScriptedModem()
    modem.on('AT+CPIN?', () => answer('+CPIN: SIM PUK'))
    const bench = createModemBench(modem.ports, { port: '/dev/modem', pin: '1111' })
    await bench.start()
    expect(bench.modem.state()).toMatchObject({ phase: 'puk', problem: 'puk-needed' })
    const before = modem.received.length
    bench.modem.enterPin('2222')
    await bench.elapse(300_000)
    expect(modem.received).toHaveLength(before)
    modem.on('AT+CPIN?', () => answer('+CPIN: READY'))
    modem.unplug()
    modem.plug()
    await bench.untilPhase('ready')
  })

  test('locked for good by the last wrong PIN is told as such', async () => {
    const modem = createScriptedModem()
    modem.on('AT+CPIN?', (times) => answer(times === 1 ? '+CPIN: SIM PIN' : '+CPIN: SIM PUK'))
    modem.on('AT+CPIN="1111"', () => '\r\n+CME ERROR: 12\r\n')
    const bench = createModemBench(modem.ports, { port: '/dev/modem', pin: '1111' })
    await bench.start()
    expect(bench.modem.state().phase).toBe('puk')
  })

  test('that is busy after its PIN is waited for', async () => {
    const modem = createScriptedModem()
    modem.on('AT+CPIN?', (times) => {
      if (times === 1) return answer('+CPIN: SIM PIN')
      return times < 8 ? '\r\n+CME ERROR: 14\r\n' : answer('+CPIN: READY')
    })
    const bench = createModemBench(modem.ports, { port: '/dev/modem', pin: '1111' })
    await bench.start()
    await bench.untilPhase('ready')
    expect(tries(modem.received, '1111')).toBe(1)
  })

  test('that is not there is told, and found when it is', async () => {
    const modem = createScriptedModem()
    modem.on('AT+CPIN?', () => '\r\n+CME ERROR: 10\r\n')
    const bench = createModemBench(modem.ports)
    await bench.start()
    expect(bench.modem.state()).toMatchObject({ phase: 'failed', problem: 'no-sim' })
    modem.on('AT+CPIN?', () => answer('+CPIN: READY'))
    await bench.untilPhase('ready')
  })
})

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
