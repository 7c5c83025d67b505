import type { Modem, ModemTools } from './modem.ts'

export type LinkNumber = 1 | 2

/** A modem of the office: the first, or the spare. */
export interface ModemLink {
  readonly number: LinkNumber
  readonly modem: Modem & ModemTools
}

/** Which modem sends, and why. */
export interface ModemLinks {
  readonly all: readonly ModemLink[]
  /** The link that sends now; null while none may. */
  active(): ModemLink | null
  /** Starts or stops the second modem as the office chose, and looks anew which one sends. */
  apply(): void
}
