import type { SerialPort } from 'serialport'
import type { Logger } from '../../app/ports/logger.ts'
import type { ByteLink, LinkClosed, PortInfo, SerialPorts } from '../../modem/transport.ts'
import { createLinkEvents } from './link-events.ts'

/**
 * The machine's serial ports by the `serialport` package, for the main thread alone: in a worker its native binding
 * aborts the process. The package is loaded at first use, so that an office without a modem never loads it.
 */
export function createNodeSerialPorts(logger: Logger): SerialPorts {
  return {
    async list() {
      const { SerialPort } = await import('serialport')
      try {
        return (await SerialPort.list()).map(describePort)
      } catch (error) {
        // Linux without udev: there is nothing to ask. A port can still be named by hand.
        logger.warn('the system cannot list serial ports', { error: String(error) })
        return []
      }
    },
    async open(path, baudRate) {
      const { SerialPort } = await import('serialport')
      return openLink(new SerialPort({ path, baudRate, autoOpen: false }), logger)
    },
  }
}

interface ListedPort {
  readonly path: string
  readonly manufacturer?: string | undefined
  readonly vendorId?: string | undefined
  readonly productId?: string | undefined
  readonly serialNumber?: string | undefined
  readonly pnpId?: string | undefined
}

function describePort(port: ListedPort): PortInfo {
  return {
    path: port.path,
    manufacturer: port.manufacturer ?? null,
    vendorId: port.vendorId ?? null,
    productId: port.productId ?? null,
    serialNumber: port.serialNumber ?? null,
    pnpId: port.pnpId ?? null,
  }
}

function openLink(port: SerialPort, logger: Logger): Promise<ByteLink> {
  const events = createLinkEvents()
  // A data listener from the start: without one an unplug is noticed only when a write fails.
  port.on('data', (chunk: Uint8Array) => {
    if (events.data(chunk)) return
    logger.warn('bytes from the serial port had no listener', { path: port.path })
    closePort(port)
  })
  // `close` fires twice when a failed write noticed the unplug; the first one counts.
  port.on('close', (error: unknown) => events.closed(closeReason(error)))
  port.on('error', (error: Error) => logger.warn('serial port', { path: port.path, error: error.message }))

  return new Promise((resolve, reject) => {
    port.open((error) => {
      if (error) {
        reject(error)
        return
      }
      resolve({
        write: (bytes) => writeBytes(port, events, bytes),
        onData: events.onData,
        onClose: events.onClose,
        close: () => closeLink(port, events),
      })
    })
  })
}

function closeReason(error: unknown): LinkClosed {
  if (!(error instanceof Error)) return { disconnected: false, message: null }
  return { disconnected: 'disconnected' in error && error.disconnected === true, message: error.message }
}

/** Settles when the system took the bytes. A drain to the wire is not awaited: a hung modem would hold a thread by it. */
function writeBytes(
  port: SerialPort,
  events: ReturnType<typeof createLinkEvents>,
  bytes: Uint8Array,
): Promise<void> {
  // The package keeps a write to a closed port for its next opening: it would never settle.
  if (!port.isOpen) {
    return Promise.reject(new Error(events.reason()?.message ?? 'the serial port is closed'))
  }
  return new Promise((resolve, reject) => {
    const closed = (error: unknown): void => {
      reject(error instanceof Error ? error : new Error('the serial port was closed'))
    }
    port.once('close', closed)
    port.write(bytes, (error) => {
      port.off('close', closed)
      if (error) reject(error)
      else resolve()
    })
  })
}

function closeLink(port: SerialPort, events: ReturnType<typeof createLinkEvents>): Promise<void> {
  return new Promise((resolve) => {
    if (events.reason() !== null) {
      resolve()
      return
    }
    port.once('close', () => resolve())
    closePort(port)
  })
}

/** Closing a port that is closing already is not an error: its `close` event comes all the same. */
function closePort(port: SerialPort): void {
  if (port.isOpen) port.close()
}
