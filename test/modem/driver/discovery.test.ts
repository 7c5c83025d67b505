import { describe, expect, test } from 'vitest'
import type { PortInfo, SerialPorts } from '../../../src/main/modem/transport.ts'
import { createModemBench } from '../../fakes/modem-bench.ts'
import { deliverPdu, PART } from '../../fakes/pdus.ts'
import { createScriptedModem, type ScriptedModem } from '../../fakes/scripted-modem.ts'

const OK = '\r\nOK\r\n'
const answer = (line: string): string => `\r\n${line}\r\n${OK}`
const IMEI = '350000000000006'
const IMSI = '250990000000001'

/** Several modems or ports of one, listed as a system lists them; `opened` in the order of the attempts. */
function portsOf(
  modems: Readonly<Record<string, ScriptedModem>>,
  of: (path: string, at: number) => Partial<PortInfo>,
) {
  const opened: string[] = []
  const ports: SerialPorts = {
    list: async () =>
      Object.keys(modems).map((path, at) => ({
        path,
        manufacturer: null,
        vendorId: '12d1',
        productId: '1001',
        serialNumber: null,
        pnpId: null,
        ...of(path, at),
      })),
    async open(path, rate) {
      opened.push(path)
      const modem = modems[path]
      if (modem === undefined) throw new Error(`no such port: ${path}`)
      return modem.ports.open(path, rate)
    },
  }
  return { ports, opened }
}

const scripted = (path: string, more: Readonly<Record<string, string>> = {}): ScriptedModem => {
  const modem = createScriptedModem(path)
  for (const [command, line] of Object.entries(more)) modem.on(command, () => answer(line))
  return modem
}

describe('of several ports of one stick', () => {
  const onInterface = (_: string, at: number): Partial<PortInfo> => ({ pnpId: `usb-HUAWEI-if0${at}-port0` })

  test('the one on which the stick says it announces is used', async () => {
    const mode = {
      'AT+CGMI': 'huawei',
      'AT^GETPORTMODE': '^GETPORTMODE: TYPE: WCDMA: huawei,MDM:2,DIAG:1,PCUI:0',
    }
    const { ports, opened } = portsOf(
      {
        '/dev/a': scripted('/dev/a', mode),
        '/dev/b': scripted('/dev/b'),
        '/dev/c': scripted('/dev/c', mode),
      },
      onInterface,
    )
    const bench = createModemBench(ports, { port: null, pin: null })
    await bench.start()
    expect(opened).toEqual(['/dev/c', '/dev/a'])
    expect(bench.modem.state()).toMatchObject({ phase: 'ready', port: '/dev/a' })
  })

  test('one that turns out to announce nothing is left for another', async () => {
    const mute = scripted('/dev/c', { 'AT+CGMI': 'huawei' })
    const { ports, opened } = portsOf(
      { '/dev/a': scripted('/dev/a'), '/dev/b': scripted('/dev/b'), '/dev/c': mute },
      onInterface,
    )
    const bench = createModemBench(ports, { port: null, pin: null })
    await bench.start()
    expect(bench.modem.state().port).toBe('/dev/c')
    mute.slots.set(1, { status: 0, pdu: deliverPdu('ДОЛГ') })
    await bench.elapse(32_000)
    expect(bench.incoming).toHaveLength(1)
    expect(bench.modem.state()).toMatchObject({ phase: 'ready', port: '/dev/b' })
    expect(opened).toEqual(['/dev/c', '/dev/b'])
  })

  test('one that announces is kept', async () => {
    const talking = scripted('/dev/c')
    const { ports } = portsOf({ '/dev/b': scripted('/dev/b'), '/dev/c': talking }, onInterface)
    const bench = createModemBench(ports, { port: '/dev/c', pin: null })
    await bench.start()
    talking.say('\r\n^RSSI:20\r\n')
    talking.slots.set(1, { status: 0, pdu: deliverPdu('ДОЛГ') })
    await bench.elapse(32_000)
    expect(bench.modem.state().port).toBe('/dev/c')
  })
})

describe('the modem and card that are expected', () => {
  const expected = { imei: IMEI, imsi: IMSI }

  test('are found on whatever port they are now', async () => {
    const { ports, opened } = portsOf(
      {
        COM3: scripted('COM3', { 'AT+CGSN': '861000000000001', 'AT+CIMI': '250010000000009' }),
        COM8: scripted('COM8'),
      },
      () => ({ vendorId: '2c7c' }),
    )
    const bench = createModemBench(ports, { port: null, pin: null, expected })
    await bench.start()
    expect(opened).toEqual(['COM3', 'COM8'])
    expect(bench.modem.state()).toMatchObject({ phase: 'ready', port: 'COM8', imei: IMEI })
  })

  test.each([
    ['AT+CIMI', '250010000000009', 'other-sim'],
    ['AT+CGSN', '861000000000001', 'other-modem'],
  ] as const)(
    'not being there (%s %s) is asked about; nothing is sent or read before',
    async (command, told, problem) => {
      const modem = scripted('/dev/modem', { [command]: told })
      modem.slots.set(1, { status: 0, pdu: deliverPdu('ДОЛГ') })
      const bench = createModemBench(modem.ports, { port: '/dev/modem', pin: null, expected })
      await bench.start()
      expect(bench.modem.state()).toMatchObject({ phase: 'other-sim', problem })
      modem.say('\r\n+CREG: 1\r\n')
      await bench.elapse(70_000)
      expect(bench.modem.state().phase).toBe('other-sim')
      expect(await bench.modem.submit(PART)).toEqual({ kind: 'unsent', reason: 'not-ready' })
      expect(bench.incoming).toEqual([])
      bench.modem.acceptIdentity()
      await bench.untilPhase('ready')
      expect(bench.incoming).toHaveLength(1)
    },
  )

  test('once accepted are not asked about after a replug, but another is', async () => {
    const modem = scripted('/dev/modem', { 'AT+CIMI': '250010000000009' })
    const bench = createModemBench(modem.ports, { port: '/dev/modem', pin: null, expected })
    await bench.start()
    bench.modem.acceptIdentity()
    await bench.untilPhase('ready')
    modem.unplug()
    modem.plug()
    await bench.elapse(1_000)
    await bench.untilPhase('ready')
    modem.on('AT+CIMI', () => answer('250020000000007'))
    modem.unplug()
    modem.plug()
    await bench.elapse(1_000)
    expect(bench.modem.state()).toMatchObject({ phase: 'other-sim', imsi: '250020000000007' })
  })

  test('coming back while a person is asked are used without an answer', async () => {
    const modem = scripted('/dev/modem', { 'AT+CIMI': '250010000000009' })
    const bench = createModemBench(modem.ports, { port: '/dev/modem', pin: null, expected })
    await bench.start()
    modem.on('AT+CIMI', () => answer(IMSI))
    await bench.elapse(31_000)
    expect(bench.modem.state().phase).toBe('ready')
  })

  test('are waited for where the card is slow to say its number, and never taken on trust', async () => {
    const modem = createScriptedModem()
    modem.on('AT+CIMI', (times) => (times < 4 ? '\r\n+CME ERROR: 14\r\n' : answer(IMSI)))
    const bench = createModemBench(modem.ports, { port: '/dev/modem', pin: null, expected })
    await bench.start()
    expect(await bench.untilPhase('ready')).toBeLessThanOrEqual(2_000)
    const dumb = createScriptedModem()
    dumb.on('AT+CIMI', () => '\r\nERROR\r\n')
    const other = createModemBench(dumb.ports, { port: '/dev/modem', pin: null, expected })
    await other.start()
    await other.untilPhase('failed')
    expect(other.modem.state().problem).toBe('sim-failure')
  })

  test('keep their PIN: it is never given to another card', async () => {
    const modem = scripted('/dev/modem', {
      'AT+CPIN?': '+CPIN: SIM PIN',
      'AT+CCID': '+CCID: "8970199000000000002"',
    })
    const bench = createModemBench(modem.ports, {
      port: '/dev/modem',
      pin: '1111',
      expected: { ...expected, iccid: '8970199000000000001' },
    })
    await bench.start()
    expect(bench.modem.state()).toMatchObject({ phase: 'pin', problem: 'pin-needed' })
    await bench.elapse(70_000)
    expect(modem.received.filter((line) => line.startsWith('AT+CPIN="'))).toEqual([])
  })
})

describe('what is no modem', () => {
  const nothing: SerialPorts = { list: async () => [], open: () => Promise.reject(new Error('no such port')) }

  test('a stick that is a network card only is told as such', async () => {
    const ports = { ...nothing, usbNetworkDevices: async () => [{ vendorId: '12d1', productId: '14dc' }] }
    const bench = createModemBench(ports, { port: null, pin: null })
    await bench.start()
    expect(bench.modem.state()).toMatchObject({ phase: 'absent', problem: 'hilink' })
  })

  test('a network card of another trade is not', async () => {
    const ports = { ...nothing, usbNetworkDevices: async () => [{ vendorId: '0bda', productId: '8153' }] }
    const bench = createModemBench(ports, { port: null, pin: null })
    await bench.start()
    expect(bench.modem.state()).toMatchObject({ phase: 'absent', problem: 'no-modem' })
  })

  test.each(['Opening COM3: Access denied', 'Error Resource temporarily unavailable Cannot lock port'])(
    'a port that another program has (%s) is told as such',
    async (message) => {
      const ports = { ...nothing, open: () => Promise.reject(new Error(message)) }
      const bench = createModemBench(ports, { port: 'COM3', pin: null })
      await bench.start()
      expect(bench.modem.state()).toMatchObject({ phase: 'absent', problem: 'port-busy' })
    },
  )

  test('a list of ports that never comes holds nobody for ever', async () => {
    const bench = createModemBench(
      { ...nothing, list: () => new Promise(() => {}) },
      { port: null, pin: null },
    )
    await bench.start()
    expect(await bench.untilPhase('absent', 20_000)).toBeLessThanOrEqual(10_000)
  })
})

describe('a PC that slept', () => {
  test('asks again who is there: another card is not used silently', async () => {
    const modem = scripted('/dev/modem')
    const bench = createModemBench(modem.ports, { port: '/dev/modem', pin: null, expected: { imsi: IMSI } })
    await bench.start()
    await bench.elapse(5_000)
    modem.on('AT+CIMI', () => answer('250010000000009'))
    bench.timers.advance(3_600_000)
    await bench.settle()
    expect(bench.modem.state()).toMatchObject({ phase: 'other-sim', problem: 'other-sim' })
  })

  test('is noticed by its wall clock where the other one stood still', async () => {
    const modem = scripted('/dev/modem')
    const bench = createModemBench(modem.ports)
    await bench.start()
    bench.clockOffset_ms = 3_600_000
    await bench.elapse(10_100)
    expect(modem.received.filter((line) => line === 'AT+CIMI')).toHaveLength(2)
  })

  test('is not seen in a day of ordinary work', async () => {
    const modem = scripted('/dev/modem')
    const bench = createModemBench(modem.ports)
    await bench.start()
    await bench.elapse(180_000)
    expect(modem.received.filter((line) => line === 'AT+CIMI')).toHaveLength(1)
  })
})
