import type { CorePort } from '../../../shared/contract/envelope.ts'
import { callBody_bytes_max } from '../../../shared/contract/loopback.ts'
import type { Timers } from '../../app/ports/clock.ts'
import type { Logger } from '../../app/ports/logger.ts'
import type { Random } from '../../app/ports/random.ts'

export interface LoopbackOptions {
  readonly core: CorePort
  /** 0 picks a free one. */
  readonly port: number
  /** Absolute path of the renderer's build. */
  readonly rendererDir: string
  /** By it a second start of the program asks for a window; null: none may. */
  readonly startSecret: string | null
  readonly random: Random
  readonly timers: Timers
  readonly logger: Logger
  readonly limits?: Partial<LoopbackLimits>
}

export interface LoopbackLimits {
  readonly body_bytes_max: number
  /** Over all windows at once. */
  readonly bodies_bytes_max: number
  /** From the first byte of a request to its last. */
  readonly request_ms_max: number
  readonly connections_max: number
  readonly streams_max: number
  readonly streamsOfWindow_max: number
  readonly callsOfWindow_max: number
}

export const defaultLimits: LoopbackLimits = {
  body_bytes_max: callBody_bytes_max,
  bodies_bytes_max: 64 * 1024 * 1024,
  request_ms_max: 30_000,
  connections_max: 128,
  streams_max: 64,
  streamsOfWindow_max: 4,
  callsOfWindow_max: 64,
}
