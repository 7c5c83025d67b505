import { mkdir, readdir, readFile, watch } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'vitest'
import { gammuSmsd } from '../bench/modem/gammu-smsd.ts'
import { type Outgoing, shortMessages } from '../bench/modem/sender.ts'
import { smstoolsWith } from '../bench/modem/smstools.ts'
import {
  allShown,
  CLIENT,
  createPtyRig,
  type Finished,
  type PtyRig,
  shown,
  stored,
} from '../serial/pty-rig.ts'

const LONG =
  'Оплата принята: 1 234,56 руб., комиссия 12,35 руб. Квартплата за октябрь 2026, лицевой счёт 100234. ' +
  'Засчитано сегодня, у поставщика 25.11. Погашен полностью. Спасибо! Ёлки-палки №5'

const begin = async (rig: PtyRig, finished: Finished, messages: readonly Outgoing[], own = '') => {
  const folder = join(rig.folder, 'smsd')
  await mkdir(folder)
  const sending = await smstoolsWith(own).begin({ folder, pty: rig.path }, messages)
  finished(() => sending.end())
  return { folder, sending }
}

/** Resolves with the text of the first file of the folder that holds these letters. */
const firstFile = async (folder: string, letters: string): Promise<string> => {
  const find = async (): Promise<string | null> => {
    for (const name of await readdir(folder)) {
      // Beside the message it makes files that are gone in a moment.
      if (!name.startsWith('GSM1.')) continue
      const text = await readFile(join(folder, name), 'utf8')
      if (text.includes(letters)) return text
    }
    return null
  }
  const changes = watch(folder)
  const before = await find()
  if (before !== null) return before
  for await (const _ of changes) {
    const found = await find()
    if (found !== null) return found
  }
  throw new Error(`${folder} is watched no more`)
}

test.concurrent('SMSTools3 sends a hundred queued messages and not one is refused', async ({
  expect,
  onTestFinished,
}) => {
  const rig = await createPtyRig({}, onTestFinished)
  const messages = shortMessages(100)
  const { folder, sending } = await begin(rig, onTestFinished, messages)
  await allShown(rig, messages)
  await sending.end()
  expect(await readdir(join(folder, 'failed'))).toEqual([])
  for (const { to, text } of messages)
    expect(rig.network.phone(to)?.messages.map((message) => message.text)).toEqual([text])
})

test.concurrent('a long Cyrillic message sent by SMSTools3 is on the phone as it was written', async ({
  expect,
  onTestFinished,
}) => {
  const rig = await createPtyRig({}, onTestFinished)
  await begin(rig, onTestFinished, [{ to: CLIENT, text: LONG }])
  expect(await shown(rig.network, CLIENT)).toBe(LONG)
})

test.concurrent('SMSTools3 reads what a phone sent and the modem has room again', async ({
  expect,
  onTestFinished,
}) => {
  const rig = await createPtyRig({}, onTestFinished)
  await rig.network.phoneSend(CLIENT, 'Сколько я должна за воду?')
  const { folder } = await begin(rig, onTestFinished, [])
  const text = await firstFile(join(folder, 'incoming'), 'Сколько')
  expect(text).toContain('From: 79001234567')
  expect(text).toContain('Сколько я должна за воду?')
  await stored(rig, 0)
})

test.concurrent('SMSTools3 asks for the balance by USSD and is answered', async ({
  expect,
  onTestFinished,
}) => {
  const rig = await createPtyRig({}, onTestFinished)
  const log = join(rig.folder, 'ussd')
  await mkdir(log)
  const ask = 'regular_run_cmd = AT+CUSD=1,"*100#",15;\nregular_run_interval = 1\n'
  await begin(rig, onTestFinished, [], `${ask}regular_run_logfile = ${join(log, 'GSM1.ussd')}\n`)
  expect(await firstFile(log, '+CUSD:')).toMatch(/\+CUSD: 0,"/)
})

// It sends one message a second.
const limit_ms = 240_000

test.concurrent('gammu-smsd sends a hundred queued messages and not one is refused', {
  timeout: limit_ms,
}, async ({ expect, onTestFinished }) => {
  const rig = await createPtyRig({}, onTestFinished)
  const folder = join(rig.folder, 'smsd')
  await mkdir(folder)
  const messages = shortMessages(100)
  const sending = await gammuSmsd.begin({ folder, pty: rig.path }, messages)
  onTestFinished(() => sending.end())
  await allShown(rig, messages)
  await sending.end()
  expect(await readdir(join(folder, 'error'))).toEqual([])
  for (const { to, text } of messages)
    expect(rig.network.phone(to)?.messages.map((message) => message.text)).toEqual([text])
})
