import { join } from 'node:path'
import type { Clock, Timers } from '../../app/ports/clock.ts'
import type { Logger } from '../../app/ports/logger.ts'
import { parseConsole } from './console.ts'
import type { Controlled, ControlReply } from './control.ts'
import { control } from './control.ts'
import { createVirtualModem } from './modem.ts'
import { openVirtualNetwork } from './network.ts'
import { forgetfulNetworkFile, openNetworkFile } from './network-file.ts'
import { profileByName } from './profile.ts'
import { startPtyModem } from './pty.ts'

export interface ModemProgramOptions {
  readonly path: string
  /** Folder of `network.jsonl`; null = nothing is kept. */
  readonly stateFolder: string | null
  readonly profile: string
  readonly slots: number
  readonly pin: string | null
  readonly number: string
  /** A second modem with a card of its own, on a pseudo-terminal of its own; null = none. */
  readonly sparePath: string | null
  /** Time the network takes over each part. */
  readonly latency_ms: number
  readonly clock: Clock
  readonly timers: Timers
  readonly logger: Logger
}

export interface ModemProgram {
  /** A line of JSON (control.ts) or of the console (console.ts). */
  control(line: string): Promise<ControlReply>
  stopped(): boolean
  stop(): Promise<void>
}

const IMSI = '250991234567890'
const SPARE = { imsi: '250991234567891', number: '+79161112244' }
/** Two sticks of one make still have numbers of their own. */
const SPARE_IMEI = '490154203237526'

/** The network, one modem and its pseudo-terminal, ready. Rejects with a message for a person. */
export async function runVirtualModem(options: ModemProgramOptions): Promise<ModemProgram> {
  const { clock, timers, logger, path, number, slots, pin } = options
  const profile = profileByName(options.profile)
  if (profile === undefined) throw new Error(`no such profile: ${options.profile} (generic, huawei)`)
  if (!Number.isInteger(slots) || slots < 1 || slots > 255) throw new Error('--slots takes 1 to 255')
  const file =
    options.stateFolder === null
      ? forgetfulNetworkFile()
      : await openNetworkFile(join(options.stateFolder, 'network.jsonl'))
  const sims = [{ imsi: IMSI, number }, SPARE]
  const network = await openVirtualNetwork({ file, clock, timers, logger, sims })
  const shared = { network, clock, timers, logger, slots }
  const modem = createVirtualModem({ ...shared, imsi: IMSI, profile, pin })
  const other = { ...profile, imei: SPARE_IMEI }
  const second = options.sparePath === null ? null : { path: options.sparePath }
  const spare = second === null ? null : createVirtualModem({ ...shared, imsi: SPARE.imsi, profile: other })
  const modems = spare === null ? [modem] : [modem, spare]
  for (const each of modems) {
    if (options.latency_ms > 0) each.faults.add({ kind: 'submit-latency', delay_ms: options.latency_ms })
  }
  const ptys = [await startPtyModem({ modem, path, logger })]
  if (spare !== null && second !== null) {
    ptys.push(await startPtyModem({ modem: spare, path: second.path, logger }))
  }
  let stopped = false
  async function stop(): Promise<void> {
    if (stopped) return
    stopped = true
    for (const pty of ptys) await pty.stop()
    await network.close()
  }
  const settled = async (): Promise<void> => void (await Promise.all(ptys.map((pty) => pty.settled())))
  const parts = { network, modem, ...(spare === null ? {} : { spare }), settled, stop }
  return {
    control: (line) => (line.trimStart().startsWith('{') ? control(line, parts) : typed(line, parts)),
    stopped: () => stopped,
    stop,
  }
}

async function typed(line: string, parts: Controlled): Promise<ControlReply> {
  const said = parseConsole(line)
  if (said.kind === 'text') return { ok: true, result: said.text }
  if (said.kind === 'wrong') return { ok: false, error: said.text }
  return control(JSON.stringify(said.request), parts)
}
