import { expect, test } from 'vitest'
import { decodeDeliver } from '../../../src/main/modem/pdu/deliver.ts'
import { CLIENT, createRig, quietTerminal } from './rig.ts'

test('a message from a phone is stored, announced and read back', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await terminal.ask('AT+CNMI=2,1,0,1,0')
  terminal.clear()
  await rig.network.phoneSend(CLIENT, 'долг 100234')
  expect(await terminal.until('\r\n+CMTI')).toBe('\r\n+CMTI: "SM",1\r\n')
  const answer = await terminal.ask('AT+CMGR=1')
  const [, head, pdu] = answer.split('\r\n')
  expect(head).toMatch(/^\+CMGR: 0,,\d+$/)
  const decoded = decodeDeliver(pdu ?? '')
  expect(decoded).toMatchObject({ ok: true, part: { from: CLIENT, text: 'долг 100234' } })
})
