import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'vitest'
import { gammuSmsd } from '../bench/modem/gammu-smsd.ts'
import { shortMessages } from '../bench/modem/sender.ts'
import { allShown, createPtyRig } from './pty-rig.ts'

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
