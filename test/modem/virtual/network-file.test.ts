import { appendFile, copyFile, readFile, writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { openNetworkFile } from '../../../src/main/modem/virtual/network-file.ts'
import {
  CLIENT,
  createRig,
  IMSI,
  onlyPart,
  quietTerminal,
  receive,
  sendText,
  shownOn,
  submitParts,
  temporaryFile,
} from './rig.ts'

async function allLines(path: string): Promise<string[]> {
  const file = await openNetworkFile(path)
  const lines: string[] = []
  for await (const line of file.lines()) lines.push(line)
  await file.close()
  return lines
}

test('lines come back in the order of the calls', async () => {
  const path = await temporaryFile()
  const file = await openNetworkFile(path)
  await Promise.all([file.append(['a', 'b']), file.append(['c']), file.append([])])
  await file.close()
  expect(await allLines(path)).toEqual(['a', 'b', 'c'])
})

test('a line torn by a crash is cut off and the next one stands alone', async () => {
  const path = await temporaryFile()
  await writeFile(path, '{"t":"a"}\n{"t":"to')
  const file = await openNetworkFile(path)
  await file.append(['next'])
  await file.close()
  expect(await allLines(path)).toEqual(['{"t":"a"}', 'next'])
})

test('a file that is one torn line is empty', async () => {
  const path = await temporaryFile()
  await writeFile(path, 'x'.repeat(200_000))
  expect(await allLines(path)).toEqual([])
})

test('Cyrillic across the pieces in which the file is read stays whole', async () => {
  const path = await temporaryFile()
  const line = `x${'ы'.repeat(70_000)}`
  await writeFile(path, `${line}\nend\n`)
  expect(await allLines(path)).toEqual([line, 'end'])
})

test('after a failed write every later one fails too', async () => {
  const path = await temporaryFile()
  const file = await openNetworkFile(path)
  await file.close()
  await expect(file.append(['a'])).rejects.toThrow()
  await expect(file.append(['b'])).rejects.toThrow()
})

test('killed between the network and the answer: sent once, nothing lost', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  rig.modem.faults.add({ kind: 'late-answer', command: '+CMGS', delay_ms: 60_000 })
  const part = onlyPart('Оплата принята')
  await terminal.type(`AT+CMGS=${part.length}\r${part.pdu}\x1a`)
  await rig.timers.untilPending()
  const after = await temporaryFile()
  await copyFile(rig.path, after)
  const again = await createRig({ path: after })
  await shownOn(again.network, CLIENT, 'Оплата принята')
  expect(again.network.phone(CLIENT)?.messages).toHaveLength(1)
  expect((await again.lines()).filter((line) => line.t === 'submit')).toHaveLength(1)
})

test('killed right after a part was written: its delivery and report come after the restart', async () => {
  const rig = await createRig()
  const part = onlyPart('Оплата принята')
  await rig.network.subscriber(IMSI).submit(part.pdu)
  const path = await temporaryFile()
  const [submitLine] = (await readFile(rig.path, 'utf8')).split('\n')
  await writeFile(path, `${submitLine}\n`)
  const again = await createRig({ path })
  const terminal = await quietTerminal(again)
  await terminal.type('AT+CNMI=2,1,0,1,0\r')
  expect(await terminal.until('+CDS')).toMatch(/00\r\n$/)
  await shownOn(again.network, CLIENT, 'Оплата принята')
})

test('the reference goes on where it was', async () => {
  const rig = await createRig()
  await sendText(await quietTerminal(rig), 'раз')
  const path = await temporaryFile()
  await copyFile(rig.path, path)
  const again = await createRig({ path })
  expect(await sendText(await quietTerminal(again), 'два')).toEqual(['\r\n+CMGS: 1\r\n\r\nOK\r\n'])
})

test('half of a long message is completed after a restart', async () => {
  const text = 'долгий '.repeat(15)
  const [first, second] = submitParts(text)
  const rig = await createRig()
  const changed = Promise.withResolvers<void>()
  rig.network.subscribe(() => changed.resolve())
  await rig.network.subscriber(IMSI).submit(first?.pdu ?? '')
  await changed.promise
  const path = await temporaryFile()
  await copyFile(rig.path, path)
  const again = await createRig({ path })
  await again.network.subscriber(IMSI).submit(second?.pdu ?? '')
  await shownOn(again.network, CLIENT, text)
  expect(again.network.phone(CLIENT)?.messages).toHaveLength(1)
})

test("the modem's store and what waits for it outlive a crash", async () => {
  const rig = await createRig({ slots: 2 })
  await receive(rig, 'один')
  await receive(rig, 'два')
  await rig.network.phoneSend(CLIENT, 'три')
  await (await quietTerminal(rig)).ask('AT+CMGD=1')
  const path = await temporaryFile()
  await rig.network.close()
  await copyFile(rig.path, path)
  const again = await createRig({ path, slots: 2 })
  const answer = await (await quietTerminal(again)).ask('AT+CMGD=?')
  expect(answer).toContain('+CMGD: (1,2)')
  expect(again.network.phone(CLIENT)?.messages.map((message) => message.state)).toEqual([
    'fetched',
    'in-modem',
    'in-modem',
  ])
})

test('a shown message whose line was lost in a crash gets it at the next start', async () => {
  const rig = await createRig()
  await sendText(await quietTerminal(rig), 'показано')
  await shownOn(rig.network, CLIENT, 'показано')
  await rig.network.close()
  const path = await temporaryFile()
  const lines = (await readFile(rig.path, 'utf8')).split('\n').filter((line) => !line.includes('"shown"'))
  await writeFile(path, lines.join('\n'))
  const again = await createRig({ path })
  await again.network.close()
  expect((await again.lines()).filter((line) => line.t === 'shown')).toMatchObject([{ text: 'показано' }])
})

test('lines that are none of ours are counted and passed over', async () => {
  const rig = await createRig()
  await rig.network.phoneSend(CLIENT, 'есть')
  await rig.network.close()
  await appendFile(rig.path, 'rubbish\n{"t":"submit"}\n')
  const again = await createRig({ path: rig.path })
  expect(again.network.recovery.unreadable).toBe(2)
  expect(again.network.phone(CLIENT)?.messages).toHaveLength(1)
})
