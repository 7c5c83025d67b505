import { expect, test } from 'vitest'
import { CLIENT, createRig, quietTerminal, sendText, shownOn, submitParts } from './rig.ts'

const LONG = `Оплата принята: 1 234,56 руб. ${'Квартплата за октябрь 2026, лицевой счёт 100234. '.repeat(3)}🙂`

test('a submit is prompted for as the standard frames it, and answered with its reference', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  const [part] = submitParts('Привет')
  await terminal.type(`AT+CMGS=${part?.length}\r`)
  expect(await terminal.until('> ')).toBe('\r\n> ')
  terminal.clear()
  await terminal.type(`${part?.pdu}\x1a`)
  expect(await terminal.until('OK')).toBe('\r\n+CMGS: 0\r\n\r\nOK\r\n')
})

test('the phone shows a long Cyrillic message whole, as it was written', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  const answers = await sendText(terminal, LONG)
  await shownOn(rig.network, CLIENT, LONG)
  expect(answers.length).toBeGreaterThan(1)
  expect(rig.network.phone(CLIENT)?.messages).toHaveLength(1)
})
