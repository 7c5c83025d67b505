import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { test } from 'vitest'
import { huaweiProfile } from '../../src/main/modem/virtual/profile.ts'
import type { PtyRig } from './pty-rig.ts'
import { CLIENT, createPtyRig, shown, stored } from './pty-rig.ts'

const run = promisify(execFile)

const LONG =
  'Оплата принята: 1 234,56 руб., комиссия 12,35 руб. Квартплата за октябрь 2026, лицевой счёт 100234. ' +
  'Засчитано сегодня, у поставщика 25.11. Погашен полностью. Спасибо! Ёлки-палки №5'
const QUESTION =
  'Здравствуйте! Сколько я должна за воду по лицевому счёту 100234 и успею ли заплатить до пятницы? Спасибо'

async function gammu(rig: PtyRig, ...args: string[]): Promise<string> {
  const config = join(rig.folder, 'gammurc')
  await writeFile(config, `[gammu]\ndevice = ${rig.path}\nconnection = at115200\n`)
  const { stdout } = await run('gammu', ['-c', config, ...args], {
    timeout: 60_000,
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  })
  return stdout
}

test.concurrent('gammu identifies the modem and its card', async ({ expect, onTestFinished }) => {
  const answer = await gammu(await createPtyRig({}, onTestFinished), 'identify')
  expect(answer).toContain('Manufacturer         : Virtual')
  expect(answer).toContain('IMEI                 : 490154203237518')
  expect(answer).toContain('SIM IMSI             : 250991234567890')
})

test.concurrent('gammu identifies a Huawei stick that talks by itself', async ({
  expect,
  onTestFinished,
}) => {
  const rig = await createPtyRig({ profile: huaweiProfile }, onTestFinished)
  expect(await gammu(rig, 'identify')).toContain('IMEI                 : 353069041234561')
})

test.concurrent('a long Cyrillic message sent by gammu is on the phone as it was written', async ({
  expect,
  onTestFinished,
}) => {
  const rig = await createPtyRig({}, onTestFinished)
  await gammu(rig, 'sendsms', 'TEXT', CLIENT, '-autolen', '300', '-unicode', '-text', LONG)
  expect(await shown(rig.network, CLIENT)).toBe(LONG)
})

test.concurrent('gammu sends plain Latin text in seven bits', async ({ expect, onTestFinished }) => {
  const rig = await createPtyRig({}, onTestFinished)
  await gammu(rig, 'sendsms', 'TEXT', CLIENT, '-text', 'DOLG 100234 {euro}')
  expect(await shown(rig.network, CLIENT)).toBe('DOLG 100234 {euro}')
})

test.concurrent('gammu joins and reads what a phone sent', async ({ expect, onTestFinished }) => {
  const rig = await createPtyRig({}, onTestFinished)
  await rig.network.phoneSend(CLIENT, QUESTION)
  await stored(rig, 2)
  const inbox = await gammu(rig, 'geteachsms')
  expect(inbox).toContain(`"${CLIENT}"`)
  expect(inbox).toContain('2 SMS parts in 1 SMS sequences')
  expect(inbox).toContain(QUESTION)
})

test.concurrent('gammu lists all parts of the inbox', async ({ expect, onTestFinished }) => {
  const rig = await createPtyRig({}, onTestFinished)
  await rig.network.phoneSend(CLIENT, QUESTION)
  await stored(rig, 2)
  const inbox = await gammu(rig, 'getallsms')
  expect(inbox).toContain('part 1 of 2')
  expect(inbox).toContain('part 2 of 2')
  expect(inbox).toContain('2 SMS parts in 2 SMS sequences')
  expect(inbox).toContain(QUESTION.slice(0, 60))
})

test.concurrent('gammu deletes a message and the modem has room again', async ({
  expect,
  onTestFinished,
}) => {
  const rig = await createPtyRig({}, onTestFinished)
  await rig.network.phoneSend(CLIENT, 'долг')
  await stored(rig, 1)
  await gammu(rig, 'deletesms', '0', '1')
  expect(rig.modem.state().usedSlots).toBe(0)
  expect(rig.network.phone(CLIENT)?.messages[0]?.state).toBe('fetched')
})

test.concurrent('gammu sees the network, the signal and the service centre', async ({
  expect,
  onTestFinished,
}) => {
  const rig = await createPtyRig({}, onTestFinished)
  const monitor = await gammu(rig, 'networkinfo')
  expect(monitor).toContain('home network')
  expect(await gammu(rig, 'getsmsc')).toContain('+79168999100')
})

test.concurrent('gammu asks for the balance by USSD and is answered', async ({ expect, onTestFinished }) => {
  const rig = await createPtyRig({}, onTestFinished)
  expect(await gammu(rig, 'getussd', '*100#')).toContain('Баланс: 123,45')
})
