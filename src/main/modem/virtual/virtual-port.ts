import type { ByteLink, LinkClosed } from '../transport.ts'

/** The computer's end of the virtual modem's cable. */
export class VirtualPort implements ByteLink {
  readonly #toModem: (bytes: Uint8Array) => void
  readonly #released: () => void
  #data: (bytes: Uint8Array) => void = () => {}
  #closed: (reason: LinkClosed) => void = () => {}
  #open = true

  constructor(toModem: (bytes: Uint8Array) => void, released: () => void) {
    this.#toModem = toModem
    this.#released = released
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (!this.#open) throw new Error('the port is closed')
    this.#toModem(bytes)
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    this.#data = listener
  }

  onClose(listener: (reason: LinkClosed) => void): void {
    this.#closed = listener
  }

  async close(): Promise<void> {
    this.#released()
    this.end({ disconnected: false, message: null })
  }

  /** Bytes from the modem. */
  deliver(bytes: Uint8Array): void {
    if (this.#open) this.#data(bytes)
  }

  end(reason: LinkClosed): void {
    if (!this.#open) return
    this.#open = false
    this.#closed(reason)
  }
}
