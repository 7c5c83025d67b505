import { expect, test } from 'vitest'
import { CLIENT, createRig, IMSI, quietTerminal, sendText, shownOn, submitParts } from './rig.ts'

const OTHER = '+79005556677'

test('a part alone is on the phone as received in part, the rest completes it', async () => {
  const rig = await createRig()
  const line = rig.network.subscriber(IMSI)
  const [first, second] = submitParts('долгий '.repeat(15))
  await line.submit(second?.pdu ?? '')
  const seen = Promise.withResolvers<string>()
  rig.network.subscribe(({ message }) => seen.resolve(message.state))
  expect([await seen.promise, rig.network.phone(CLIENT)?.messages[0]?.text.startsWith('…')]).toEqual([
    'receiving',
    true,
  ])
  await line.submit(first?.pdu ?? '')
  await shownOn(rig.network, CLIENT, 'долгий '.repeat(15))
})

test('two messages with the same reference to two phones, part by part in turn, stay two', async () => {
  const rig = await createRig()
  const line = rig.network.subscriber(IMSI)
  const text = 'долгий '.repeat(15)
  const mine = submitParts(text, CLIENT)
  const others = submitParts(text.toUpperCase(), OTHER)
  for (const part of [mine[0], others[1], others[0], mine[1]]) await line.submit(part?.pdu ?? '')
  await shownOn(rig.network, CLIENT, text)
  await shownOn(rig.network, OTHER, text.toUpperCase())
})

test('a part sent twice shows the message twice in the file', async () => {
  const rig = await createRig()
  const line = rig.network.subscriber(IMSI)
  const [part] = submitParts('один раз')
  await line.submit(part?.pdu ?? '')
  await line.submit(part?.pdu ?? '')
  await rig.network.close()
  expect((await rig.lines()).filter((entry) => entry.t === 'submit')).toHaveLength(2)
})

test('a delayed number gets it later, its report with it', async () => {
  const rules = [
    { number: '+7900*', outcome: { kind: 'delivered', delay_ms: 60_000, interim: 0x30 } },
  ] as const
  const rig = await createRig({ rules })
  const terminal = await quietTerminal(rig)
  await terminal.ask('AT+CNMI=2,1,0,1,0')
  await sendText(terminal, 'позже')
  expect(await terminal.until('+CDS')).toMatch(/30\r\n$/)
  expect(rig.network.phone(CLIENT)).toBeUndefined()
  terminal.clear()
  rig.timers.advance(60_000)
  await shownOn(rig.network, CLIENT, 'позже')
  expect(await terminal.until('+CDS')).toMatch(/00\r\n$/)
})

test('a failing number never shows it and the report says why', async () => {
  const rules = [{ number: CLIENT, outcome: { kind: 'failed', status: 0x41 } }] as const
  const rig = await createRig({ rules })
  const terminal = await quietTerminal(rig)
  await terminal.ask('AT+CNMI=2,1,0,1,0')
  await sendText(terminal, 'никогда')
  expect(await terminal.until('+CDS')).toMatch(/41\r\n$/)
  expect(rig.network.phone(CLIENT)).toBeUndefined()
})

test('a switched off number has neither message nor report', async () => {
  const rig = await createRig({ rules: [{ number: CLIENT, outcome: { kind: 'never' } }] })
  const terminal = await quietTerminal(rig)
  await terminal.ask('AT+CNMI=2,1,0,1,0')
  await sendText(terminal, 'в никуда')
  await sendText(terminal, 'другому', OTHER)
  const text = await terminal.until('+CDS')
  expect(text.match(/\+CDS/g)).toHaveLength(1)
  expect(rig.network.phone(CLIENT)).toBeUndefined()
})

test('a report can be lost while the message arrives', async () => {
  const rig = await createRig({ rules: [{ number: CLIENT, outcome: { kind: 'delivered', report: false } }] })
  const terminal = await quietTerminal(rig)
  await terminal.ask('AT+CNMI=2,1,0,1,0')
  await sendText(terminal, 'без отчёта')
  await shownOn(rig.network, CLIENT, 'без отчёта')
  expect(await terminal.ask('AT')).not.toContain('+CDS')
})

test('no report is made for a part that did not ask for one', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await terminal.ask('AT+CNMI=2,1,0,1,0')
  // First octet 01: no TP-SRR.
  await terminal.send('AT+CMGS=14\r0001000B919700214365F7000001E1\x1a'.replace('01E1', '0141'))
  await shownOn(rig.network, CLIENT, 'A')
  expect(await terminal.ask('AT')).not.toContain('+CDS')
})

test('a phone that cannot have such a number is refused', async () => {
  const rig = await createRig()
  expect(await rig.network.phoneSend('не номер и длинный', 'привет')).toEqual({
    ok: false,
    problem: 'bad-address',
  })
})

test('an operator may write under a name', async () => {
  const rig = await createRig()
  expect(await rig.network.phoneSend('MTS', 'Ваш баланс 10 р.')).toMatchObject({ ok: true, parts: 1 })
})

test('a text no phone could send is refused', async () => {
  const rig = await createRig()
  expect(await rig.network.phoneSend(CLIENT, 'ы'.repeat(20_000))).toEqual({
    ok: false,
    problem: 'too-many-parts',
  })
})

test('a card the network does not know cannot be written to', async () => {
  const rig = await createRig()
  expect(await rig.network.phoneSend(CLIENT, 'привет', { imsi: '1' })).toEqual({
    ok: false,
    problem: 'no-such-sim',
  })
})

test('hostile octets are handed to the modem as they are', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await terminal.ask('AT+CNMI=2,1')
  await rig.network.inject(IMSI, '00ffffff')
  await terminal.until('+CMTI')
  expect(await terminal.ask('AT+CMGR=1')).toBe('\r\n+CMGR: 0,,3\r\n00FFFFFF\r\n\r\nOK\r\n')
})

test('what the phone wrote is waiting, in the modem, then fetched', async () => {
  const rig = await createRig()
  const states: string[] = []
  rig.network.subscribe(({ message }) => states.push(message.state))
  const terminal = await quietTerminal(rig)
  await terminal.ask('AT+CNMI=2,1')
  await rig.network.phoneSend(CLIENT, 'долг')
  await terminal.until('+CMTI')
  await terminal.ask('AT+CMGD=1')
  expect(states).toEqual(['waiting', 'in-modem', 'fetched'])
})

test('a phone is listed before it has written', async () => {
  const rig = await createRig()
  rig.network.addPhone(CLIENT)
  expect(rig.network.phones()).toEqual([{ number: CLIENT, messages: [] }])
})

test('a listener that left hears nothing more', async () => {
  const rig = await createRig()
  let heard = 0
  const stop = rig.network.subscribe(() => {
    heard += 1
  })
  stop()
  await rig.network.phoneSend(CLIENT, 'долг')
  expect(heard).toBe(0)
})

test('a conversation keeps its last 500 messages in memory', async () => {
  const rig = await createRig({ slots: 255 })
  for (let count = 0; count < 510; count += 1) await rig.network.phoneSend(CLIENT, `${count}`)
  const messages = rig.network.phone(CLIENT)?.messages ?? []
  expect([messages.length, messages[0]?.text, messages.at(-1)?.text]).toEqual([500, '10', '509'])
})
