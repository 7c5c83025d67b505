import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CONSOLE_HELP, parseConsole } from '../../../src/main/modem/virtual/console.ts'
import { control } from '../../../src/main/modem/virtual/control.ts'
import type { Rig } from './rig.ts'
import { CLIENT, createRig, IMSI, quietTerminal, sendText } from './rig.ts'

/** A typed line carried out, as the program does it. */
const type = async (rig: Rig, line: string) => {
  const typed = parseConsole(line)
  if (typed.kind !== 'request') throw new Error(typed.text)
  return control(JSON.stringify(typed.request), {
    network: rig.network,
    modem: rig.modem,
    settled: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  })
}

describe('a typed line', () => {
  test.each([
    'state',
    'phones',
    'faults',
    `phone ${CLIENT} долг 100234`,
    `phone ${CLIENT} order=2,1 ${'длинный текст '.repeat(8)}`,
    'report +7900* never',
    'report +7900* failed status=70',
    'report * delivered delay_ms=500 interim=48 report=false',
    'ussd *100# Balance 12.50',
    'ussd *100# delay_ms=60000 coding=packed Balance 12.50',
    'ussd *100# none',
    'say-ussd Balance 1.00',
    'signal 9',
    'time +90',
    `sim ${IMSI}`,
    'inject 0004FFFF',
    'noise 00ff',
    'unplug',
    'plug',
    'reset',
    'fault latency delay_ms=10 command=+CMGS',
    'fault submit-latency delay_ms=10',
    'fault drop-answer command=+CMGS when=before thenHang=true',
    'fault late-answer delay_ms=5 times=3',
    'fault hang',
    'fault no-prompt times=null',
    'fault garbage hex=00ff',
    'fault byte-by-byte gap_ms=1',
    'fault prompt-shape shape=own-line',
    'fault interleaved-urcs',
    'fault reset-at-submit when=after',
    'fault unplug-at-submit when=before replugAfter_ms=100',
    'fault storage-full',
    'fault no-signal',
    'fault pin pin=0123',
    'fault cms-error code=38 number=+7900*',
    'fault final text="+CME ERROR: 515" command=+CMGS',
    'clear hang',
    'clear',
    'stop',
  ])('%s is carried out', async (line) => {
    expect(await type(await createRig(), line)).toMatchObject({ ok: true })
  })

  test.each([
    ['fault nonsense', 'fault'],
    ['signal 99', 'signal'],
    ['sim 250000000000000', 'sim'],
    ['ussd abc text', 'ussd'],
  ])('%s is refused in words', async (line) => {
    const reply = await type(await createRig(), line)
    expect(reply.ok).toBe(false)
  })

  test.each([
    '',
    'nonsense',
    'phone',
    'phone +7900',
    'signal many',
    'fault',
    'fault hang now',
    'report +7900*',
  ])('%j is told to be wrong', (line) => {
    expect(parseConsole(line).kind).toBe('wrong')
  })

  test('«help» names every kind of fault there is', () => {
    expect(parseConsole('help')).toEqual({ kind: 'text', text: CONSOLE_HELP })
    for (const kind of ['latency', 'drop-answer', 'final', 'cms-error', 'unplug-at-submit', 'pin', 'garbage'])
      expect(CONSOLE_HELP).toContain(kind)
  })

  test('of any kind is a request, a text or wrong, and never throws', () => {
    fc.assert(
      fc.property(fc.string(), (line) => {
        expect(['request', 'text', 'wrong']).toContain(parseConsole(line).kind)
      }),
    )
  })

  test('with a number before it goes to that modem', async () => {
    const typed = parseConsole('2: unplug')
    expect(typed).toMatchObject({ request: { do: 'unplug', modem: 2 } })
    expect(await type(await createRig(), '2: unplug')).toEqual({
      ok: false,
      error: 'there is no modem 2',
      id: undefined,
    })
  })
})

describe('what the console does to the modem', () => {
  test('the newest rule about a number counts first', async () => {
    const rig = await createRig()
    await type(rig, 'report * never')
    await type(rig, `report ${CLIENT} delivered`)
    const terminal = await quietTerminal(rig)
    await terminal.ask('AT+CNMI=2,1,0,1,0')
    await sendText(terminal, 'Долг')
    expect(await terminal.until('+CDS:')).toContain('+CDS:')
  })

  test('a command ends with the line it was told to', async () => {
    const rig = await createRig()
    await type(rig, 'fault final text="+CME ERROR: 515" command=+CSQ')
    const terminal = await quietTerminal(rig)
    expect(await terminal.ask('AT+CSQ')).toBe('\r\n+CME ERROR: 515\r\n')
    expect(await terminal.ask('AT+CSQ')).toContain('+CSQ: 21,99')
  })

  test('a USSD answer comes after its time, in its coding, with its state', async () => {
    const rig = await createRig()
    await type(rig, 'ussd *102# delay_ms=60000 coding=plain state=2 Bye')
    const terminal = await quietTerminal(rig)
    expect(await terminal.ask('AT+CUSD=1,"*102#",15')).toBe('\r\nOK\r\n')
    rig.timers.advance(60_000)
    expect(await terminal.until('+CUSD')).toContain('+CUSD: 2,"Bye",15')
  })

  test('a code it knows no more is not supported', async () => {
    const rig = await createRig()
    await type(rig, 'ussd *100# none')
    const terminal = await quietTerminal(rig)
    await terminal.type('AT+CUSD=1,"*100#",15\r')
    await terminal.until('+CUSD: 4')
  })

  test('the cell’s time is told where it was asked for, and the clock shows it', async () => {
    const rig = await createRig()
    const terminal = await quietTerminal(rig)
    await terminal.ask('AT+CTZR=1')
    await type(rig, 'time +90')
    expect(await terminal.until('+CTZV')).toContain('+CTZV: +12,"26/11/22,12:01:30"')
    expect(await terminal.ask('AT+CCLK?')).toContain('"26/11/22,12:01:30+12"')
  })

  test('a flash message is handed over at once, whatever the others are', async () => {
    const rig = await createRig()
    const terminal = await quietTerminal(rig)
    await terminal.ask('AT+CNMI=2,1,0,1,0')
    await type(rig, 'inject 00040B916407281553F80010993092516195800AE8329BFD4697D9EC37')
    expect(await terminal.until('EC37')).toContain('\r\n+CMT: ,')
    expect(rig.modem.state().usedSlots).toBe(0)
  })
})
