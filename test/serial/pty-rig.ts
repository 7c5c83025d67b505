import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { VirtualModem, VirtualModemOptions } from '../../src/main/modem/virtual/modem.ts'
import { createVirtualModem } from '../../src/main/modem/virtual/modem.ts'
import type { VirtualNetwork } from '../../src/main/modem/virtual/network.ts'
import { openVirtualNetwork } from '../../src/main/modem/virtual/network.ts'
import { openNetworkFile } from '../../src/main/modem/virtual/network-file.ts'
import type { PtyModem } from '../../src/main/modem/virtual/pty.ts'
import { startPtyModem } from '../../src/main/modem/virtual/pty.ts'
import { createSystemClock, createTimers } from '../../src/main/platform/clock.ts'
import { silentLogger } from '../fakes/silent-logger.ts'

export const IMSI = '250991234567890'
export const CLIENT = '+79001234567'

export interface PtyRig {
  readonly folder: string
  readonly path: string
  readonly network: VirtualNetwork
  readonly modem: VirtualModem
  readonly pty: PtyModem
}

/** Registers what is done when the test ends; concurrent tests bring their own. */
export type Finished = (end: () => Promise<void>) => void

/** A folder that goes with the test. */
export async function temporaryFolder(finished: Finished = onTestFinished): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kvitok-modem-'))
  finished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A virtual modem on a pseudo-terminal, with its network on a real file. */
export async function createPtyRig(
  options: Partial<VirtualModemOptions> = {},
  finished: Finished = onTestFinished,
): Promise<PtyRig> {
  const folder = await temporaryFolder(finished)
  const path = join(folder, 'modem')
  const clock = createSystemClock()
  const timers = createTimers()
  const network = await openVirtualNetwork({
    file: await openNetworkFile(join(folder, 'network.jsonl')),
    clock,
    timers,
    logger: silentLogger,
    sims: [{ imsi: IMSI, number: '+79161112233' }],
  })
  const modem = createVirtualModem({ network, imsi: IMSI, timers, clock, logger: silentLogger, ...options })
  const pty = await startPtyModem({ modem, path, logger: silentLogger })
  finished(async () => {
    await pty.stop()
    await network.close()
  })
  return { folder, path, network, modem, pty }
}

/** Resolves when a phone shows a whole message. */
export function shown(network: VirtualNetwork, number: string): Promise<string> {
  const text = (): string | undefined =>
    network.phone(number)?.messages.find((message) => message.state === 'shown')?.text
  return new Promise((resolve) => {
    const look = (): void => {
      const found = text()
      if (found === undefined) return
      stop()
      resolve(found)
    }
    const stop = network.subscribe(look)
    look()
  })
}

/** Resolves when the modem's store holds `count` messages. */
export function stored({ network, modem }: PtyRig, count: number): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (modem.state().usedSlots !== count) return
      stop()
      resolve()
    }
    const stop = network.subscribe(look)
    look()
  })
}

/** Resolves when every one of the messages is on its phone. */
export function allShown(rig: PtyRig, messages: readonly { readonly to: string }[]): Promise<void> {
  return new Promise((resolve) => {
    const left = new Set(messages.map(({ to }) => to))
    const look = (): void => {
      for (const number of left)
        if (rig.network.phone(number)?.messages.some(({ state }) => state === 'shown') === true)
          left.delete(number)
      if (left.size > 0) return
      stop()
      resolve()
    }
    const stop = rig.network.subscribe(look)
    look()
  })
}
