import { describe, expect, test } from 'vitest'
import { createModemBench } from '../../fakes/modem-bench.ts'
import { createScriptedModem } from '../../fakes/scripted-modem.ts'

const answer = (line: string): string => `\r\n${line}\r\n\r\nOK\r\n`

const zte = () => {
  const modem = createScriptedModem()
  modem.on('AT+CGMI', () => answer('ZTE INCORPORATED'))
  return modem
}

describe('what a device keeps for good', () => {
  test('is left alone where nobody asks for it', async () => {
    const modem = zte()
    await createModemBench(modem.ports).start()
    expect(modem.received.filter((line) => line.startsWith('AT+Z'))).toEqual([])
  })

  test('is set where the settings ask for it, and a refusal of it is no failure', async () => {
    const modem = zte()
    modem.on('AT+ZOPRT=5', () => '\r\nERROR\r\n')
    const settings = { port: '/dev/modem', pin: null, persistentSetup: true }
    const bench = createModemBench(modem.ports, settings)
    await bench.start()
    expect(modem.received).toEqual(expect.arrayContaining(['AT+ZCDRUN=8', 'AT+ZOPRT=5']))
    expect(bench.modem.state().phase).toBe('ready')
  })
})
