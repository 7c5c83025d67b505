import { describe, expect, test } from 'vitest'
import type { CheckStep, TraceLine } from '../../../src/main/app/ports/modem.ts'
import { createModemBench, type ModemBench } from '../../fakes/modem-bench.ts'
import { deliverPdu, PART, reportPdu } from '../../fakes/pdus.ts'
import { createScriptedModem, type ScriptedModem } from '../../fakes/scripted-modem.ts'

const OK = '\r\nOK\r\n'
const answer = (line: string): string => `\r\n${line}\r\n${OK}`

async function ready(prepare: (modem: ScriptedModem) => void = () => {}) {
  const modem = createScriptedModem()
  prepare(modem)
  const bench = createModemBench(modem.ports)
  await bench.start()
  await bench.settle()
  return { modem, bench }
}

async function walked(bench: ModemBench): Promise<CheckStep[]> {
  const steps: CheckStep[] = []
  const walk = async (): Promise<void> => {
    for await (const step of bench.modem.check()) steps.push(step)
  }
  let done = false
  const walking = walk().then(() => {
    done = true
  })
  await bench.settle()
  while (!done) await bench.elapse(1_000)
  await walking
  return steps
}

const results = (steps: readonly CheckStep[]): string[] =>
  steps.map(({ step, result }) => `${step} ${result}`)

describe('the check', () => {
  test('of a modem that is well walks the whole path', async () => {
    const { bench } = await ready((modem) => {
      modem.on('AT+CCLK?', () => answer('+CCLK: "26/11/22,12:00:00+12"'))
      modem.on('AT+CNMI?', () => answer('+CNMI: 2,1,0,1,0'))
    })
    const steps = await walked(bench)
    expect(results(steps)).toEqual([
      'port good',
      'answer good',
      'device good',
      'sim good',
      'network good',
      'signal good',
      'service-centre good',
      'storage good',
      'reports good',
      'clock good',
    ])
    expect(steps.find(({ step }) => step === 'signal')?.details).toEqual({ dbm: -79, bars: 4 })
  })

  test.each([
    ['AT+CREG?', '+CREG: 1,2', 'network', 'bad', 'not-registered'],
    ['AT+CREG?', '+CREG: 1,3', 'network', 'bad', 'registration-denied'],
    ['AT+CREG?', '+CREG: 1,5', 'network', 'doubtful', 'roaming'],
    ['AT+CSQ', '+CSQ: 2,99', 'signal', 'doubtful', 'weak'],
    ['AT+CSQ', '+CSQ: 99,99', 'signal', 'doubtful', 'untold'],
    ['AT+CSCA?', '+CSCA: "",129', 'service-centre', 'bad', 'no-service-centre'],
    ['AT+CPMS?', '+CPMS: "SM",50,50', 'storage', 'bad', 'storage-full'],
    ['AT+CPMS?', '+CPMS: "SM",45,50', 'storage', 'doubtful', 'nearly-full'],
    ['AT+CNMI?', '+CNMI: 2,1,0,0,0', 'reports', 'doubtful', 'no-reports'],
    ['AT+CNMI?', '+CNMI: 2,0,0,1,0', 'reports', 'doubtful', 'not-announced'],
    ['AT+CCLK?', '+CCLK: "26/11/22,12:05:00+12"', 'clock', 'doubtful', 'clock-off'],
  ])('%s answered by %s finds %s %s: %s', async (command, line, step, result, code) => {
    const { bench, modem } = await ready((scripted) => {
      if (command === 'AT+CCLK?') scripted.on(command, () => answer(line))
    })
    modem.on(command, () => answer(line))
    if (command === 'AT+CREG?') modem.on('AT+CEREG?', () => '\r\nERROR\r\n')
    expect((await walked(bench)).find((each) => each.step === step)).toMatchObject({ result, code })
  })

  test('stops at what is bad and skips the rest', async () => {
    const modem = createScriptedModem()
    modem.on('AT+CPIN?', () => answer('+CPIN: SIM PIN'))
    const bench = createModemBench(modem.ports)
    await bench.start()
    const steps = await walked(bench)
    expect(results(steps).slice(0, 5)).toEqual([
      'port good',
      'answer good',
      'device good',
      'sim bad',
      'network skipped',
    ])
    expect(steps[3]?.code).toBe('pin-needed')
  })

  test('without a modem says so at the first step', async () => {
    const modem = createScriptedModem()
    modem.unplug()
    const bench = createModemBench(modem.ports)
    await bench.start()
    const [first, second] = await walked(bench)
    expect(first).toMatchObject({ step: 'port', result: 'bad', code: 'no-port' })
    expect(second).toMatchObject({ result: 'skipped' })
    expect(await walked(createModemBench(modem.ports))).toHaveLength(10)
  })

  test('of a modem that has just hung ends in bounded time', async () => {
    const { bench, modem } = await ready()
    for (const command of ['AT', 'AT+CSQ', 'AT+CREG?', 'AT+CMEE?', 'AT+CSQ=?']) modem.on(command, () => null)
    const from_ms = bench.timers.monotonic()
    const steps = await walked(bench)
    expect(steps.some(({ result }) => result === 'bad')).toBe(true)
    expect(bench.timers.monotonic() - from_ms).toBeLessThanOrEqual(80_000)
  })
})

describe('the trace', () => {
  test('keeps each line with its direction, and a form without numbers and texts', async () => {
    const { bench, modem } = await ready()
    modem.slots.set(1, { status: 0, pdu: deliverPdu('ДОЛГ 100234') })
    modem.say('\r\n+CMTI: "SM",1\r\n')
    await bench.settle()
    const whole = bench.modem.trace('whole')
    const masked = bench.modem.trace('masked')
    expect(whole.some(({ text }) => text === deliverPdu('ДОЛГ 100234'))).toBe(true)
    expect(masked).toHaveLength(whole.length)
    expect(masked.map(({ text }) => text).join('\n')).not.toMatch(/\d{5}|[0-9A-F]{12}/)
    expect(masked.map(({ text }) => text)).toContain('AT+CMGD=1')
  })

  test('is bounded: the newest two thousand lines', async () => {
    const { bench, modem } = await ready()
    for (let line = 0; line < 3_000; line += 1) modem.say(`\r\n^RSSI:${line % 31}\r\n`)
    const lines = bench.modem.trace('whole')
    expect(lines).toHaveLength(2_000)
    expect(lines.at(-1)?.text).toBe(`^RSSI:${2_999 % 31}`)
    expect((lines.at(-1)?.number ?? 0) - (lines[0]?.number ?? 0)).toBe(1_999)
  })

  test('is told line by line to who listens, until it does no more', async () => {
    const { bench, modem } = await ready()
    const heard: TraceLine[] = []
    const end = bench.modem.onTrace('masked', (line) => heard.push(line))
    modem.say('\r\n+CLIP: "+79161234567",145\r\n')
    end()
    modem.say('\r\nRING\r\n')
    expect(heard.map(({ direction, text }) => [direction, text])).toEqual([
      ['from-modem', '+CLIP: "…12…",145'],
    ])
  })

  test('never shows a PIN in its masked form', async () => {
    const modem = createScriptedModem()
    modem.on('AT+CPIN?', () => answer('+CPIN: SIM PIN'))
    modem.echo = true
    const bench = createModemBench(modem.ports, { port: '/dev/modem', pin: '4321' })
    await bench.start()
    expect(bench.modem.trace('whole').some(({ text }) => text.includes('4321'))).toBe(true)
    expect(bench.modem.trace('masked').some(({ text }) => text.includes('4321'))).toBe(false)
  })
})

describe('the probe', () => {
  test('asks the ports of modem makers who is there, and leaves the others alone', async () => {
    const modem = createScriptedModem('/dev/a')
    const silent = createScriptedModem('/dev/b')
    silent.on('AT', () => null)
    const opened: string[] = []
    const info = { manufacturer: null, productId: '1001', serialNumber: null }
    const bench = createModemBench(
      {
        list: async () => [
          { ...info, path: '/dev/a', vendorId: '12d1', pnpId: 'usb-HUAWEI-if02-port0' },
          { ...info, path: '/dev/b', vendorId: '12d1', pnpId: 'usb-HUAWEI-if00-port0' },
          { ...info, path: '/dev/till', vendorId: '0403', pnpId: null },
        ],
        open(path, rate) {
          opened.push(path)
          return (path === '/dev/a' ? modem : silent).ports.open(path, rate)
        },
      },
      { port: null, pin: null },
    )
    const probing = bench.modem.probe()
    await bench.settle()
    await bench.elapse(3_000)
    const ports = await probing
    expect(opened).toEqual(['/dev/a', '/dev/b'])
    expect(ports).toMatchObject([
      {
        path: '/dev/a',
        answer: 'modem',
        model: 'Model 1',
        imei: '350000000000006',
        interfaceNumber: 2,
        preferred: true,
      },
      { path: '/dev/b', answer: 'silent', preferred: false },
      { path: '/dev/till', answer: 'not-asked', imei: null },
    ])
    expect([modem.isOpen(), silent.isOpen()]).toEqual([false, false])
  })

  test('does not open the port in use, and asks one named by a person', async () => {
    const { bench, modem } = await ready()
    const before = modem.opened()
    expect(await bench.modem.probe(['/dev/modem'])).toMatchObject([
      { path: '/dev/modem', answer: 'used', imei: '350000000000006', imsi: '250990000000001' },
    ])
    expect(modem.opened()).toBe(before)
    expect(await bench.modem.probe(['/dev/none'])).toMatchObject([{ path: '/dev/none', answer: 'silent' }])
  })
})

describe('the network’s time', () => {
  test('is told once, and again only when it moves', async () => {
    const { bench, modem } = await ready()
    modem.say('\r\n*PSUTTZ: 2026,11,22,9,1,30,"+12",0\r\n')
    expect(bench.modem.state().networkTime).toMatchObject({ source: 'network', zone_minutes: 180 })
    const { networkTime } = bench.modem.state()
    expect((networkTime?.at ?? 0) - (networkTime?.readAt ?? 0)).toBe(90_000)
    const told = bench.states.length
    await bench.elapse(60_000)
    modem.say('\r\n*PSUTTZ: 2026,11,22,9,2,31,"+12",0\r\n')
    expect(bench.states).toHaveLength(told)
    modem.say('\r\n*PSUTTZ: 2026,11,22,9,5,0,"+12",0\r\n')
    expect(bench.states).toHaveLength(told + 1)
  })

  test('of the modem’s clock gives way to the cell’s, and the service centre’s to both', async () => {
    const { bench, modem } = await ready((scripted) => {
      scripted.on('AT+CCLK?', () => answer('+CCLK: "26/11/22,12:00:30+12"'))
    })
    expect(bench.modem.state().networkTime?.source).toBe('modem')
    const pdu = reportPdu(1, 0)
    modem.say(`\r\n+CDS: ${pdu.length / 2 - 1}\r\n${pdu}\r\n`)
    await bench.settle()
    expect(bench.modem.state().networkTime?.source).toBe('modem')
    modem.say('\r\n+CTZV: +12,"26/11/22,12:00:31"\r\n')
    expect(bench.modem.state().networkTime?.source).toBe('network')
  })

  test('is the service centre’s where nobody else tells it', async () => {
    const { bench, modem } = await ready()
    const pdu = reportPdu(1, 0)
    modem.say(`\r\n+CDS: ${pdu.length / 2 - 1}\r\n${pdu}\r\n`)
    await bench.settle()
    expect(bench.modem.state().networkTime).toMatchObject({ source: 'service-centre', zone_minutes: null })
  })

  test('outlives the link', async () => {
    const { bench, modem } = await ready()
    modem.say('\r\n*PSUTTZ: 2026,11,22,9,1,30,"+12",0\r\n')
    modem.unplug()
    await bench.untilPhase('absent')
    expect(bench.modem.state().networkTime?.source).toBe('network')
  })
})

test('own number and card are read after the modem is ready, and cost the first part nothing', async () => {
  const modem = createScriptedModem()
  modem.on('AT+CNUM', () => answer('+CNUM: ,"79161112233",145'))
  modem.on('AT+CCID', () => answer('+CCID: "8970199000000000001F"'))
  const bench = createModemBench(modem.ports)
  await bench.start()
  const first = modem.received.indexOf('AT+CCID')
  expect(modem.received.indexOf('AT+CMGL=4')).toBeLessThan(first)
  await bench.settle()
  expect(bench.modem.state()).toMatchObject({ ownNumber: '+79161112233', iccid: '8970199000000000001' })
  expect((await bench.modem.submit(PART)).kind).toBe('accepted')
})
