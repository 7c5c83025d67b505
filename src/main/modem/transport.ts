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
  /** Where the device is plugged in, null where the system does not say. */
  readonly locationId?: string | null
}

/** A USB device that is no serial port. */
export interface UsbDevice {
  readonly vendorId: string
  readonly productId: string
}

export interface SerialPorts {
  /** Empty where the system cannot list ports; pseudo-terminals are never listed. */
  list(): Promise<PortInfo[]>
  /** Rejects where the port is not there, is another program's, or does not open. */
  open(path: string, baudRate: number): Promise<ByteLink>
  /** Network cards on USB, so that a stick without a serial port can be told; left out where nobody can say. */
  usbNetworkDevices?(): Promise<UsbDevice[]>
}
