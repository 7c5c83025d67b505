import type { LinkClosed, PortInfo, UsbDevice } from '../../modem/transport.ts'

/** From the core's worker. Every `id` gets exactly one `done` or `failed`. */
export type ToPorts =
  | { readonly type: 'list'; readonly id: number }
  | { readonly type: 'devices'; readonly id: number }
  | { readonly type: 'open'; readonly id: number; readonly path: string; readonly baudRate: number }
  | { readonly type: 'write'; readonly id: number; readonly link: number; readonly bytes: Uint8Array }
  | { readonly type: 'close'; readonly id: number; readonly link: number }
  /** The worker took this many received bytes off its queue. */
  | { readonly type: 'taken'; readonly link: number; readonly bytes: number }

/** From the main thread, where the ports are. A link's number is the `id` of its `open`. */
export type FromPorts =
  | { readonly type: 'listed'; readonly id: number; readonly ports: readonly PortInfo[] }
  | { readonly type: 'found'; readonly id: number; readonly devices: readonly UsbDevice[] }
  | { readonly type: 'done'; readonly id: number }
  | { readonly type: 'failed'; readonly id: number; readonly message: string }
  | { readonly type: 'data'; readonly link: number; readonly bytes: Uint8Array }
  | { readonly type: 'closed'; readonly link: number; readonly reason: LinkClosed }

/** Bytes on their way and not yet confirmed, for each link and direction; beyond it a write fails, a flood closes. */
export const inFlight_bytes_max = 1024 * 1024
