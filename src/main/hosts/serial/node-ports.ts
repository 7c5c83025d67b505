import type { SerialPort } from 'serialport'
import type { Logger } from '../../app/ports/logger.ts'
import type { ByteLink, LinkClosed, PortInfo, SerialPorts } from '../../modem/transport.ts'
import { createLinkEvents, type LinkEvents } from './link-events.ts'
import { usbNetworkDevices } from './usb-network.ts'

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
    usbNetworkDevices: () => usbNetworkDevices(process.platform),
  }
}

interface ListedPort {
  readonly path: string
  readonly manufacturer?: string | undefined
  readonly vendorId?: string | undefined
  readonly productId?: string | undefined
  readonly serialNumber?: string | undefined
  readonly pnpId?: string | undefined
  readonly locationId?: string | undefined
}

function describePort(port: ListedPort): PortInfo {
  return {
    path: port.path,
    manufacturer: port.manufacturer ?? null,
    vendorId: port.vendorId ?? null,
    productId: port.productId ?? null,
    serialNumber: port.serialNumber ?? null,
    pnpId: port.pnpId ?? null,
    locationId: port.locationId ?? null,
  }
}

interface LinkPort {
  readonly port: SerialPort
  readonly events: LinkEvents
  /** Why a close is coming that the package itself tells nothing about. */
  expected: LinkClosed | null
}

const ownClose: LinkClosed = { disconnected: false, message: null }

function openLink(port: SerialPort, logger: Logger): Promise<ByteLink> {
  const link: LinkPort = { port, events: createLinkEvents(), expected: null }
  // A data listener from the start: without one an unplug is noticed only when a write fails.
  port.on('data', (chunk: Uint8Array) => {
    if (link.events.data(chunk)) return
    logger.warn('bytes from the serial port had no listener', { path: port.path })
    closePort(link, ownClose)
  })
  // `close` fires twice when a failed write noticed the unplug, and the first one carries no error.
  port.on('close', (error: unknown) => link.events.closed(link.expected ?? lostBy(error)))
  port.on('error', (error: Error) => {
    link.expected ??= lostBy(error)
    logger.warn('serial port', { path: port.path, error: error.message })
  })

  return new Promise((resolve, reject) => {
    port.open((error) => {
      if (error) {
        reject(error)
        return
      }
      closeWhenHungUp(link)
      resolve({
        write: (bytes) => writeBytes(link, bytes),
        onData: link.events.onData,
        onClose: link.events.onClose,
        close: () => closeLink(link),
      })
    })
  })
}

/** A close that was not asked for is the device's. */
function lostBy(error: unknown): LinkClosed {
  return { disconnected: true, message: error instanceof Error ? error.message : null }
}

/**
 * A read that is under way while a terminal is hung up gets no error but zero bytes, and the package reads again for
 * ever, using a whole processor; the poll of the same descriptor does tell. Windows has no such poll and no such gap.
 */
function closeWhenHungUp(link: LinkPort): void {
  const binding = link.port.port
  if (binding === undefined || !('poller' in binding)) return
  binding.poller.once('disconnect', (error) => closePort(link, lostBy(error)))
}

/** Settles when the system took the bytes. A drain to the wire is not awaited: a hung modem would hold a thread by it. */
function writeBytes({ port, events }: LinkPort, bytes: Uint8Array): Promise<void> {
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

function closeLink(link: LinkPort): Promise<void> {
  return new Promise((resolve) => {
    if (link.events.reason() !== null) {
      resolve()
      return
    }
    link.port.once('close', () => resolve())
    closePort(link, ownClose)
  })
}

/** Closing a port that is closing already is not an error: its `close` event comes all the same. */
function closePort(link: LinkPort, reason: LinkClosed): void {
  if (!link.port.isOpen) return
  link.expected ??= reason
  link.port.close()
}
