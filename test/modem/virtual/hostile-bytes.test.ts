import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRig, quietTerminal } from './rig.ts'

test('after any bytes at all, ESC and a line end, the modem takes commands again', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      await terminal.type(Buffer.from(bytes).toString('latin1'))
      await terminal.type('\x1b\r')
      await terminal.ask('ATS3=13S5=8E0V1Q0')
      expect(await terminal.ask('AT')).toContain('\r\nOK\r\n')
    }),
    { numRuns: 300 },
  )
})

test('any command line of letters the standards use is answered', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  const names = ['+CMGS', '+CMGL', '+CMGD', '+CNMI', '+CPMS', '+CUSD', '+COPS', '+CPIN', '+CLCK', '+CCLK']
  const line = fc
    .tuple(fc.constantFrom(...names), fc.constantFrom('', '?', '=?', '='), fc.string({ maxLength: 40 }))
    .map(([name, sign, rest]) => `${name}${sign}${sign === '=' ? rest.replace(/[^\x20-\x7e]/g, '') : ''}`)
  await fc.assert(
    fc.asyncProperty(line, async (text) => {
      await terminal.type(`AT${text}\r`)
      await terminal.type('\x1b\r')
      expect(await terminal.ask('ATS3=13S5=8E0V1Q0')).toMatch(/OK/)
    }),
    { numRuns: 500 },
  )
})
