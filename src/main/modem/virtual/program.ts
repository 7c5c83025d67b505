import { join } from 'node:path'
import type { Clock, Timers } from '../../app/ports/clock.ts'
import type { Logger } from '../../app/ports/logger.ts'
import type { ControlReply } from './control.ts'
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
  /** Time the network takes over each part. */
  readonly latency_ms: number
  readonly clock: Clock
  readonly timers: Timers
  readonly logger: Logger
}

export interface ModemProgram {
  control(line: string): Promise<ControlReply>
  stopped(): boolean
  stop(): Promise<void>
}

const IMSI = '250991234567890'

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
  const network = await openVirtualNetwork({ file, clock, timers, logger, sims: [{ imsi: IMSI, number }] })
  const modem = createVirtualModem({ network, imsi: IMSI, clock, timers, logger, profile, slots, pin })
  if (options.latency_ms > 0) modem.faults.add({ kind: 'submit-latency', delay_ms: options.latency_ms })
  const pty = await startPtyModem({ modem, path, logger })
  let stopped = false
  async function stop(): Promise<void> {
    if (stopped) return
    stopped = true
    await pty.stop()
    await network.close()
  }
  return {
    control: (line) => control(line, { network, modem, settled: pty.settled, stop }),
    stopped: () => stopped,
    stop,
  }
}
