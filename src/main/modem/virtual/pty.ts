import { rm } from 'node:fs/promises'
import type { Logger } from '../../app/ports/logger.ts'
import type { ByteLink } from '../transport.ts'
import type { VirtualModem } from './modem.ts'
import type { PtyBridge } from './pty-bridge.ts'
import { openPtyBridge } from './pty-bridge.ts'

export interface PtyModemOptions {
  readonly modem: VirtualModem
  /** Where the pseudo-terminal's link is made: what a program opens as its serial port. */
  readonly path: string
  readonly logger: Logger
}

export interface PtyModem {
  readonly path: string
  /** Resolves when the terminal agrees with the stick: there when plugged, gone when pulled. */
  settled(): Promise<void>
  /** The process that holds the terminal's master end; undefined while the stick is out. */
  processId(): number | undefined
  /** Pulls the stick and resolves when nothing is left of the terminal. */
  stop(): Promise<void>
}

/**
 * Serves a virtual modem on a pseudo-terminal (POSIX; socat or python3). `modem.unplug()` hangs up whoever has it
 * open and removes the link, `modem.plug()` makes it anew; closing and opening again by the program is seamless.
 *
 * For a test of the whole program:
 *
 *     const network = await openVirtualNetwork({ file: await openNetworkFile(`${dir}/network.jsonl`), … })
 *     const modem = createVirtualModem({ network, imsi, … })
 *     const pty = await startPtyModem({ modem, path: `${dir}/modem`, logger })   // then: --modem `${dir}/modem`
 *     await network.phoneSend('+79001234567', 'долг 100234')
 *     modem.faults.add({ kind: 'drop-answer', command: '+CMGS', when: 'after' })
 *     modem.unplug(); await pty.settled()
 *     await pty.stop(); await network.close()
 *
 * The same over a process: `node scripts/modem.mjs --pty PATH --state DIR`. Rejects when no terminal can be made.
 */
export async function startPtyModem({ modem, path, logger }: PtyModemOptions): Promise<PtyModem> {
  let live: { readonly bridge: PtyBridge; readonly link: ByteLink } | null = null
  let changes: Promise<void> = Promise.resolve()

  async function raise(): Promise<void> {
    if (live !== null || !modem.state().plugged) return
    await rm(path, { force: true })
    const bridge = await openPtyBridge(path)
    if (!modem.state().plugged) return bridge.hangUp()
    const link = modem.connect()
    link.onData((bytes) => bridge.write(bytes))
    // The stick may be pulled under a write: the plug listener then hangs up.
    bridge.onData((bytes) => void link.write(bytes).catch(() => {}))
    bridge.onLost(() => modem.unplug())
    live = { bridge, link }
  }

  async function lower(): Promise<void> {
    const ending = live
    live = null
    if (ending === null) return
    await ending.bridge.hangUp()
    await ending.link.close()
    await rm(path, { force: true })
  }

  const stopListening = modem.onPlug((plugged) => {
    changes = changes.then(plugged ? raise : lower)
    changes.catch((error: unknown) =>
      logger.error('the pseudo-terminal of the virtual modem failed', { error }),
    )
  })
  await raise()
  return {
    path,
    settled: () => changes,
    processId: () => live?.bridge.processId,
    async stop() {
      stopListening()
      changes = changes.then(lower)
      await changes
    },
  }
}
