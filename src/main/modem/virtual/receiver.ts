import type { Device, Receiver } from './context.ts'
import { isFlash } from './flash.ts'
import type { Settings } from './settings.ts'
import type { HeldMessage } from './sim-memory.ts'

export interface ReceiverParts {
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
export class MessageReceiver implements Receiver {
  readonly #parts: ReceiverParts
  readonly #reserved = new Set<number>()
  #busy = false
  #again = false
  #toldFull = false
  #unacknowledged: { readonly message: HeldMessage; readonly cancel: () => void } | null = null

  constructor(parts: ReceiverParts) {
    this.#parts = parts
  }

  usedSlots(): number {
    const { faults, slots } = this.#parts.device
    return faults.find('storage-full') === undefined ? this.#used().size : slots
  }

  async occupy(keep: (slot: number) => Promise<void>): Promise<number | null> {
    const slot = this.#firstFree()
    if (slot === null) return null
    this.#reserved.add(slot)
    try {
      await keep(slot)
    } finally {
      this.#reserved.delete(slot)
    }
    return slot
  }

  pump(): void {
    this.#again = true
    if (this.#busy) return
    this.#busy = true
    this.#again = false
    this.#takeAll()
      .catch((error: unknown) => {
        this.#parts.device.logger.error('virtual modem: the network failed', { error })
      })
      .finally(() => {
        this.#busy = false
        if (this.#again) this.pump()
      })
  }

  acknowledge(positive: boolean): Promise<void> | null {
    const routed = this.#unacknowledged
    if (routed === null) return null
    routed.cancel()
    this.#unacknowledged = null
    if (positive) {
      return this.#parts.device.subscriber.handOver(routed.message.id).then(() => this.pump())
    }
    this.#stopRouting()
    return Promise.resolve()
  }

  #used(): Set<number | null> {
    return new Set(this.#parts.device.subscriber.stored().map((message) => message.slot))
  }

  #firstFree(): number | null {
    const { faults, profile, slots } = this.#parts.device
    if (faults.find('storage-full') !== undefined) return null
    const taken = this.#used()
    for (const slot of this.#reserved) taken.add(slot)
    for (let slot = profile.firstSlot; slot < profile.firstSlot + slots; slot += 1) {
      if (!taken.has(slot)) return slot
    }
    return null
  }

  #isRouted(message: HeldMessage): boolean {
    const { report, deliver } = this.#parts.settings.indications
    if (message.kind === 'report') return report === 1
    return deliver === 2 || (message.kind === 'deliver' && isFlash(message.pdu))
  }

  /** A report nobody asked for stays with the service centre, as an unacknowledged one does. */
  #isWanted(message: HeldMessage): boolean {
    if (this.#isRouted(message)) return this.#parts.device.isOpen()
    return message.kind === 'deliver' || this.#parts.settings.indications.report === 2
  }

  async #takeAll(): Promise<void> {
    while (await this.#takeOne());
  }

  async #takeOne(): Promise<boolean> {
    const { device, alive, registered } = this.#parts
    if (!alive() || !registered() || this.#unacknowledged !== null) return false
    const message = device.subscriber.nextWaiting((waiting) => this.#isWanted(waiting))
    if (message === undefined) return false
    if (this.#isRouted(message)) await this.#route(message)
    else if (message.kind === 'report' && device.profile.reportsHidden) await this.#hide(message)
    else return this.#store(message)
    return true
  }

  async #store(message: HeldMessage): Promise<boolean> {
    const { device, settings, unsolicited } = this.#parts
    const slot = await this.occupy((free) => device.subscriber.store(message.id, free))
    if (slot === null) {
      if (!this.#toldFull && settings.vendorLines) unsolicited(`^SMMEMFULL: "${settings.memory}"`)
      this.#toldFull = true
      return false
    }
    this.#toldFull = false
    if (message.kind === 'report') unsolicited(`+CDSI: "${settings.memory}",${slot}`)
    else if (settings.indications.deliver !== 0) unsolicited(`+CMTI: "${settings.memory}",${slot}`)
    return true
  }

  /** Announced under a name and an index where nothing is, as an EC25 does that keeps its reports elsewhere. */
  async #hide(message: HeldMessage): Promise<void> {
    this.#parts.unsolicited('+CDSI: "SM",0')
    await this.#parts.device.subscriber.handOver(message.id)
  }

  async #route(message: HeldMessage): Promise<void> {
    const { device, settings, unsolicited, after } = this.#parts
    const head = message.kind === 'report' ? '+CDS: ' : '+CMT: ,'
    unsolicited(`${head}${tpduLength(message.pdu)}\r\n${message.pdu}`)
    if (settings.messageService === 0) {
      await device.subscriber.handOver(message.id)
      return
    }
    const cancel = after(ACKNOWLEDGE_MS, () => {
      this.#unacknowledged = null
      this.#stopRouting()
    })
    this.#unacknowledged = { message, cancel }
  }

  #stopRouting(): void {
    const { settings } = this.#parts
    settings.indications = { ...settings.indications, deliver: 0, report: 0 }
    this.pump()
  }
}
