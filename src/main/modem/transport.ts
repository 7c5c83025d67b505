/** A byte stream to a modem: a serial port, a pseudo-terminal, or the virtual modem in process. */
export interface ByteLink {
  /** Resolves when the bytes were handed to the system; rejects once the link is closed. */
  write(bytes: Uint8Array): Promise<void>
  /** Exactly one listener; set before the first byte can arrive. */
  onData(listener: (bytes: Uint8Array) => void): void
  /** Called once, whatever closed the link. */
  onClose(listener: (reason: LinkClosed) => void): void
  close(): Promise<void>
}

export interface LinkClosed {
  /** True when the device went away by itself. */
  readonly disconnected: boolean
  readonly message: string | null
}

export interface PortInfo {
  readonly path: string
  readonly manufacturer: string | null
  readonly vendorId: string | null
  readonly productId: string | null
  readonly serialNumber: string | null
  readonly pnpId: string | null
}

export interface SerialPorts {
  /** Empty where the system cannot list ports; pseudo-terminals are never listed. */
  list(): Promise<PortInfo[]>
  open(path: string, baudRate: number): Promise<ByteLink>
}
