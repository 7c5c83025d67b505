import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Terminal } from './rig.ts'
import { createRig, quietTerminal } from './rig.ts'

/** Leaves whatever the modem is in, sets its line right and asks for what only an answer can hold. */
async function stillAnswers(terminal: Terminal): Promise<void> {
  terminal.clear()
  await terminal.type('\x1b\rATS3=13S5=8E0V1Q0\rAT+CGSN\r')
  expect(await terminal.until('490154203237518\r\n\r\nOK\r\n')).toContain('OK')
}

test('after any bytes at all, ESC and a line end, the modem takes commands again', async () => {
  const terminal = await quietTerminal(await createRig())
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      await terminal.type(Buffer.from(bytes).toString('latin1'))
      await stillAnswers(terminal)
    }),
    { numRuns: 300 },
  )
})

test('after any arguments to a command of the standards, the modem takes commands again', async () => {
  const terminal = await quietTerminal(await createRig())
  const names = ['+CMGS', '+CMGL', '+CMGD', '+CNMI', '+CPMS', '+CUSD', '+COPS', '+CPIN', '+CLCK', '+CCLK']
  const line = fc
    .tuple(fc.constantFrom(...names), fc.constantFrom('', '?', '=?', '='), fc.string({ maxLength: 40 }))
    .map(([name, sign, rest]) => `AT${name}${sign}${sign === '=' ? rest : ''}\r`)
  await fc.assert(
    fc.asyncProperty(line, async (text) => {
      await terminal.type(text)
      await stillAnswers(terminal)
    }),
    { numRuns: 500 },
  )
})
