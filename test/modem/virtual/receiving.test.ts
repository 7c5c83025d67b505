import { expect, test } from 'vitest'
import { decodeDeliver } from '../../../src/main/modem/pdu/deliver.ts'
import { decodeStatusReport } from '../../../src/main/modem/pdu/status-report.ts'
import { huaweiProfile } from '../../../src/main/modem/virtual/profile.ts'
import { CLIENT, createRig, NOON, quietTerminal, receive, sendText, untilStored } from './rig.ts'

const QUESTION =
  'Здравствуйте! Сколько я должна за воду по лицевому счёту 100234 и успею ли заплатить до пятницы?'

const pdus = (answer: string): string[] => answer.split('\r\n').filter((line) => /^[0-9A-F]{20,}$/.test(line))

test('a message from a phone is stored, announced and read back', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await terminal.ask('AT+CNMI=2,1,0,1,0')
  terminal.clear()
  await rig.network.phoneSend(CLIENT, 'долг 100234')
  expect(await terminal.until('\r\n+CMTI')).toBe('\r\n+CMTI: "SM",1\r\n')
  const answer = await terminal.ask('AT+CMGR=1')
  expect(answer).toMatch(/^\r\n\+CMGR: 0,,\d+\r\n/)
  expect(decodeDeliver(pdus(answer)[0] ?? '')).toMatchObject({
    ok: true,
    part: { from: CLIENT, text: 'долг 100234', sentAt: NOON },
  })
})

test('a long message comes in parts that a phone would cut', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await receive(rig, QUESTION)
  const parts = pdus(await terminal.ask('AT+CMGL=4')).map((pdu) => decodeDeliver(pdu))
  expect(parts).toMatchObject([
    { ok: true, part: { concat: { total: 2, number: 1 } } },
    { ok: true, part: { concat: { total: 2, number: 2 } } },
  ])
  expect(parts.map((part) => (part.ok ? part.part.text : '')).join('')).toBe(QUESTION)
})

test('parts can come out of order and with one missing', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await receive(rig, QUESTION.repeat(2), { order: [3, 1] })
  const numbers = pdus(await terminal.ask('AT+CMGL=4')).map((pdu) => {
    const decoded = decodeDeliver(pdu)
    return decoded.ok ? decoded.part.concat?.number : null
  })
  expect(numbers).toEqual([3, 1])
})

test('a phone may number its parts with two octets', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await receive(rig, QUESTION, { referenceWidth: 16 })
  expect(pdus(await terminal.ask('AT+CMGL=4'))[0]).toContain('06080400')
})

test('with indications off a message is stored and nothing is said', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await receive(rig, 'тихо')
  expect(await terminal.ask('AT+CPMS?')).toBe('\r\n+CPMS: "SM",1,20,"SM",1,20,"SM",1,20\r\n\r\nOK\r\n')
})

test('a message once shown counts as read', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await receive(rig, 'раз')
  expect(await terminal.ask('AT+CMGL=0')).toContain('+CMGL: 1,0,,')
  expect(await terminal.ask('AT+CMGL=0')).toBe('\r\nOK\r\n')
  expect(await terminal.ask('AT+CMGL=1')).toContain('+CMGL: 1,1,,')
})

test('an empty slot is an invalid index', async () => {
  const rig = await createRig()
  expect(await (await quietTerminal(rig)).ask('AT+CMGR=5')).toBe('\r\n+CMS ERROR: 321\r\n')
})

test('a Huawei stick counts its slots from 0', async () => {
  const rig = await createRig({ profile: huaweiProfile })
  const terminal = await quietTerminal(rig)
  await receive(rig, 'ноль')
  expect(await terminal.ask('AT+CMGR=0')).toContain('+CMGR: 0,,')
})

test('a slot is freed by its index, and deleting an empty one does no harm', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await receive(rig, 'один')
  await receive(rig, 'два')
  expect(await terminal.ask('AT+CMGD=1')).toBe('\r\nOK\r\n')
  expect(await terminal.ask('AT+CMGD=1')).toBe('\r\nOK\r\n')
  expect(await terminal.ask('AT+CMGD=?')).toContain('+CMGD: (2),(0-4)')
  expect(await terminal.ask('AT+CMGD=21')).toContain('+CMS ERROR: 321')
})

test.each([
  [1, [2, 3]],
  [2, [2, 3]],
  [3, [2]],
  [4, []],
])('delete flag %i leaves slots %j of one read, one unread and one draft', async (flag, left) => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await receive(rig, 'прочитано')
  await terminal.ask('AT+CMGR=1')
  await receive(rig, 'нет')
  await terminal.send('AT+CMGW=4\r0001000000\x1a')
  await terminal.ask(`AT+CMGD=1,${flag}`)
  expect(await terminal.ask('AT+CMGD=?')).toContain(`+CMGD: (${left.join(',')})`)
})

test('a routed message comes whole and is gone from the network', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await terminal.ask('AT+CNMI=2,2,0,1,0')
  terminal.clear()
  await rig.network.phoneSend(CLIENT, 'сразу')
  const text = await terminal.until('\r\n+CMT')
  expect(text).toMatch(/^\r\n\+CMT: ,\d+\r\n[0-9A-F]+\r\n$/)
  expect(await terminal.ask('AT+CPMS?')).toContain('"SM",0,20')
})

test('with message service 1 the next routed message waits for +CNMA', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await terminal.ask('AT+CSMS=1')
  await terminal.ask('AT+CNMI=2,2,0,0,0')
  expect(await terminal.ask('AT+CNMA')).toBe('\r\n+CMS ERROR: 340\r\n')
  await rig.network.phoneSend(CLIENT, 'один')
  await rig.network.phoneSend(CLIENT, 'два')
  await terminal.until('+CMT')
  expect((await terminal.ask('AT')).match(/\+CMT/g)).toBeNull()
  await terminal.ask('AT+CNMA')
  expect(await terminal.until('+CMT: ')).toContain('\r\nOK\r\n\r\n+CMT: ,')
})

test('a routed message never acknowledged turns routing off and is stored', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await terminal.ask('AT+CSMS=1')
  await terminal.ask('AT+CNMI=2,2,0,1,0')
  await rig.network.phoneSend(CLIENT, 'один')
  await terminal.until('+CMT')
  rig.timers.advance(15_000)
  await untilStored(rig, 1)
  expect(await terminal.ask('AT+CNMI?')).toContain('+CNMI: 2,0,0,0,0')
  expect(await terminal.ask('AT+CMGL=4')).toContain('+CMGL: 1,0,,')
})

test('a delivery report is handed over whole and names the reference and the recipient', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await terminal.ask('AT+CNMI=2,1,0,1,0')
  await sendText(terminal, 'Привет')
  const text = await terminal.until('+CDS')
  expect(text).toMatch(/\r\n\+CDS: \d+\r\n[0-9A-F]+\r\n$/)
  expect(decodeStatusReport(pdus(text)[0] ?? '')).toMatchObject({
    ok: true,
    report: { reference: 0, to: CLIENT, status: 0, outcome: 'delivered', sentAt: NOON },
  })
})

test('a delivery report can be stored and announced instead', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await terminal.ask('AT+CNMI=2,1,0,2,0')
  await sendText(terminal, 'Привет')
  expect(await terminal.until('+CDSI')).toContain('\r\n+CDSI: "SM",1\r\n')
  expect(decodeStatusReport(pdus(await terminal.ask('AT+CMGR=1'))[0] ?? '').ok).toBe(true)
})

test('a report nobody asked the modem for waits in the network until somebody does', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await sendText(terminal, 'Привет')
  expect(await terminal.ask('AT+CMGL=4')).toBe('\r\nOK\r\n')
  await terminal.type('AT+CNMI=2,1,0,1,0\r')
  expect(await terminal.until('+CDS')).toContain('\r\nOK\r\n\r\n+CDS: ')
})

test('a setting of indications the modem lacks is refused and changes nothing', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await terminal.ask('AT+CNMI=1,1,0,0,0')
  expect(await terminal.ask('AT+CNMI=3,1,0,0,0')).toContain('+CMS ERROR: 303')
  expect(await terminal.ask('AT+CNMI?')).toContain('+CNMI: 1,1,0,0,0')
})

test('a full store keeps messages in the network, says so, and takes them when there is room', async () => {
  const rig = await createRig({ profile: huaweiProfile, slots: 2 })
  const terminal = await quietTerminal(rig)
  await terminal.ask('AT+CNMI=2,1,0,0,0')
  for (const text of ['один', 'два', 'три']) await rig.network.phoneSend(CLIENT, text)
  await terminal.until('^SMMEMFULL: "SM"')
  expect(rig.network.phone(CLIENT)?.messages.map((message) => message.state)).toEqual([
    'in-modem',
    'in-modem',
    'waiting',
  ])
  await terminal.ask('AT+CMGD=0')
  expect(await terminal.until('+CMTI')).toContain('+CMTI: "SM",0')
})

test('what arrives while a command runs is announced after its answer', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await terminal.ask('AT+CNMI=2,1,0,0,0')
  rig.modem.faults.add({ kind: 'latency', command: '+CSQ', delay_ms: 1_000 })
  terminal.clear()
  await terminal.type('AT+CSQ\r')
  await rig.timers.untilPending()
  await rig.network.phoneSend(CLIENT, 'между делом')
  expect(terminal.text()).toBe('')
  rig.timers.advance(1_000)
  expect(await terminal.until('+CMTI')).toBe('\r\n+CSQ: 21,99\r\n\r\nOK\r\n\r\n+CMTI: "SM",1\r\n')
})
