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

  test('taken out while it works is missed at once, and found when it is back', async () => {
    const modem = createScriptedModem()
    const bench = createModemBench(modem.ports)
    await bench.start()
    modem.on('AT+CPIN?', () => answer('+CPIN: NOT INSERTED'))
    modem.say('\r\n+CPIN: NOT INSERTED\r\n')
    await bench.settle()
    expect(bench.modem.state()).toMatchObject({ phase: 'failed', problem: 'no-sim' })
    modem.on('AT+CPIN?', (times) => answer(times < 4 ? '+CPIN: NOT READY' : '+CPIN: READY'))
    await bench.untilPhase('ready')
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
