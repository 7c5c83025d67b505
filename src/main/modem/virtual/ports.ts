import type { SerialPorts } from '../transport.ts'
import type { VirtualModem } from './modem.ts'

/** The name under which a training office opens its modem. */
export const VIRTUAL_PATH = 'virtual'

/** Ports of a training office: the virtual modem under `virtual` while it is plugged, and nothing else. */
export function virtualPorts(modem: VirtualModem): SerialPorts {
  return {
    async list() {
      if (!modem.state().plugged) return []
      return [
        {
          path: VIRTUAL_PATH,
          manufacturer: 'Virtual',
          vendorId: null,
          productId: null,
          serialNumber: null,
          pnpId: null,
        },
      ]
    },
    async open(path) {
      if (path !== VIRTUAL_PATH) throw new Error(`no such port: ${path}`)
      return modem.connect()
    },
  }
}
