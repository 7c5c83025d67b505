import { expect, test } from 'vitest'
import { createNodeSerialPorts } from '../../src/main/hosts/serial/node-ports.ts'
import type { LinkClosed } from '../../src/main/modem/transport.ts'
import { createTimers } from '../../src/main/platform/clock.ts'
import { silentLogger } from '../fakes/silent-logger.ts'
import { createPtyRig } from './pty-rig.ts'

/** The hang-up meets a read under way in about one round of thirteen; then the package itself tells nothing. */
const rounds = 60
const patience_ms = 5_000

/** How a link whose stick was pulled ended, null when it was never told. */
async function pullStick(write: boolean): Promise<LinkClosed | null> {
  const rig = await createPtyRig()
  const link = await createNodeSerialPorts(silentLogger).open(rig.path, 115_200)
  link.onData(() => {})
  const closed = new Promise<LinkClosed>((resolve) => link.onClose(resolve))
  const tooLate = new Promise<null>((resolve) => createTimers().after(patience_ms, () => resolve(null)))
  const written = write ? link.write(new TextEncoder().encode('AT\r')) : Promise.resolve()
  rig.modem.unplug()
  await Promise.allSettled([written, rig.pty.settled()])
  return Promise.race([closed, tooLate])
}

test('a stick that is pulled is told as gone every time, whatever the port was doing', async () => {
  const ends: (LinkClosed | null)[] = []
  for (let round = 0; round < rounds; round += 1) ends.push(await pullStick(round % 2 === 0))
  expect(ends.filter((end) => end?.disconnected !== true)).toEqual([])
})

test('a write that finds the stick gone fails, and the link ends as disconnected', async () => {
  const rig = await createPtyRig()
  const link = await createNodeSerialPorts(silentLogger).open(rig.path, 115_200)
  const closed = new Promise<LinkClosed>((resolve) => link.onClose(resolve))
  rig.modem.unplug()
  await rig.pty.settled()
  await expect(link.write(new TextEncoder().encode('AT\r'))).rejects.toThrow()
  expect(await closed).toMatchObject({ disconnected: true })
})
