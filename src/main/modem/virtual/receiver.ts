import type { Device, Receiver } from './context.ts'
import type { Settings } from './settings.ts'
import type { HeldMessage } from './sim-memory.ts'

interface Parts {
  readonly device: Device
  readonly settings: Settings
  readonly registered: () => boolean
  readonly unsolicited: (line: string) => void
  readonly after: (delay_ms: number, fire: () => void) => () => void
  readonly alive: () => boolean
}

/** How long a routed message may stay unacknowledged (3GPP TS 27.005, 3.4.4). */
const ACKNOWLEDGE_MS = 15_000

/** Octets of a TPDU, without the service-centre octets before it. */
export function tpduLength(pdu: string): number {
  return pdu.length / 2 - 1 - Number.parseInt(pdu.slice(0, 2), 16)
}

/** Takes what waits in the network: into a slot, or straight to the computer, as +CNMI says (27.005, 3.4.1). */
export function createReceiver(parts: Parts): Receiver {
  const { device, settings } = parts
  const { subscriber, faults } = device
  const reserved = new Set<number>()
  let busy = false
  let again = false
  let toldFull = false
  let unacknowledged: { readonly message: HeldMessage; readonly cancel: () => void } | null = null

  const routed = (message: HeldMessage): boolean =>
    message.kind === 'report' ? settings.indications.report === 1 : settings.indications.deliver === 2

  // A report nobody asked for stays with the service centre, as an unacknowledged one does.
  const wanted = (message: HeldMessage): boolean =>
    routed(message) ? device.isOpen() : message.kind === 'deliver' || settings.indications.report === 2

  const used = (): Set<number | null> => new Set(subscriber.stored().map((message) => message.slot))

  function firstFree(): number | null {
    if (faults.find('storage-full') !== undefined) return null
    const taken = used()
    for (const slot of reserved) taken.add(slot)
    const { firstSlot } = device.profile
    for (let slot = firstSlot; slot < firstSlot + device.slots; slot += 1) {
      if (!taken.has(slot)) return slot
    }
    return null
  }

  async function occupy(keep: (slot: number) => Promise<void>): Promise<number | null> {
    const slot = firstFree()
    if (slot === null) return null
    reserved.add(slot)
    try {
      await keep(slot)
    } finally {
      reserved.delete(slot)
    }
    return slot
  }

  function announceFull(): void {
    if (!toldFull && settings.vendorLines) parts.unsolicited('^SMMEMFULL: "SM"')
    toldFull = true
  }

  async function route(message: HeldMessage): Promise<void> {
    const head = message.kind === 'report' ? '+CDS: ' : '+CMT: ,'
    parts.unsolicited(`${head}${tpduLength(message.pdu)}\r\n${message.pdu}`)
    if (settings.messageService === 0) {
      await subscriber.handOver(message.id)
      return
    }
    const cancel = parts.after(ACKNOWLEDGE_MS, () => {
      unacknowledged = null
      settings.indications = { ...settings.indications, deliver: 0, report: 0 }
      pump()
    })
    unacknowledged = { message, cancel }
  }

  async function takeOne(): Promise<boolean> {
    if (!parts.alive() || !parts.registered() || unacknowledged !== null) return false
    const message = subscriber.nextWaiting(wanted)
    if (message === undefined) return false
    if (routed(message)) {
      await route(message)
      return true
    }
    const slot = await occupy((free) => subscriber.store(message.id, free))
    if (slot === null) {
      announceFull()
      return false
    }
    toldFull = false
    if (message.kind === 'report') parts.unsolicited(`+CDSI: "SM",${slot}`)
    else if (settings.indications.deliver !== 0) parts.unsolicited(`+CMTI: "SM",${slot}`)
    return true
  }

  async function takeAll(): Promise<void> {
    while (await takeOne());
  }

  function pump(): void {
    again = true
    if (busy) return
    busy = true
    again = false
    takeAll()
      .catch((error: unknown) => device.logger.error('virtual modem: the network failed', { error }))
      .finally(() => {
        busy = false
        if (again) pump()
      })
  }

  return {
    usedSlots: () => (faults.find('storage-full') === undefined ? used().size : device.slots),
    occupy,
    pump,
    acknowledge(positive) {
      if (unacknowledged === null) return null
      const { message, cancel } = unacknowledged
      cancel()
      unacknowledged = null
      if (positive) return subscriber.handOver(message.id).then(pump)
      settings.indications = { ...settings.indications, deliver: 0, report: 0 }
      pump()
      return Promise.resolve()
    },
  }
}
