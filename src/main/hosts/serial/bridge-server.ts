import type { MessagePort } from 'node:worker_threads'
import type { Logger } from '../../app/ports/logger.ts'
import type { ByteLink, SerialPorts } from '../../modem/transport.ts'
import { type FromPorts, inFlight_bytes_max, type ToPorts } from './bridge-messages.ts'

interface OpenLink {
  readonly link: ByteLink
  /** Received bytes that the worker has not yet taken. */
  waiting_bytes: number
}

/** One bridge's end in the main thread. */
interface Lender {
  readonly ports: SerialPorts
  readonly links: Map<number, OpenLink>
  readonly logger: Logger
  ended(): boolean
  post(message: FromPorts, bytes?: Uint8Array<ArrayBuffer>): void
}

/** Lends the main thread's ports to the worker at the other end; `close` closes every port it opened. */
export function serveSerialPorts(
  port: MessagePort,
  ports: SerialPorts,
  logger: Logger,
): { close(): Promise<void> } {
  let ended = false
  const lender: Lender = {
    ports,
    links: new Map(),
    logger,
    ended: () => ended,
    post(message, bytes) {
      if (!ended) port.postMessage(message, bytes ? [bytes.buffer] : [])
    },
  }
  port.on('message', (message: ToPorts) => {
    if (message.type !== 'taken') {
      void answer(lender, message)
      return
    }
    const entry = lender.links.get(message.link)
    if (entry !== undefined) entry.waiting_bytes -= message.bytes
  })
  return {
    async close() {
      if (ended) return
      ended = true
      port.close()
      await Promise.all([...lender.links.values()].map(({ link }) => link.close()))
    },
  }
}

type Asked = Exclude<ToPorts, { type: 'taken' }>

async function answer(lender: Lender, message: Asked): Promise<void> {
  const { id } = message
  try {
    if (message.type === 'list') lender.post({ type: 'listed', id, ports: await lender.ports.list() })
    else if (message.type === 'devices') {
      const devices = (await lender.ports.usbNetworkDevices?.()) ?? []
      lender.post({ type: 'found', id, devices })
    } else if (message.type === 'open') await open(lender, id, message.path, message.baudRate)
    else await use(lender, message)
  } catch (error) {
    lender.post({ type: 'failed', id, message: error instanceof Error ? error.message : String(error) })
  }
}

async function use(lender: Lender, message: Extract<Asked, { type: 'write' | 'close' }>): Promise<void> {
  const link = lender.links.get(message.link)?.link
  if (message.type === 'close') await link?.close()
  else if (link === undefined) throw new Error('the serial port is closed')
  else await link.write(message.bytes)
  lender.post({ type: 'done', id: message.id })
}

async function open(lender: Lender, id: number, path: string, baudRate: number): Promise<void> {
  const link = await lender.ports.open(path, baudRate)
  if (lender.ended()) {
    await link.close()
    return
  }
  const entry: OpenLink = { link, waiting_bytes: 0 }
  lender.links.set(id, entry)
  // Answered before the listeners are set: what they say at once must not overtake it.
  lender.post({ type: 'done', id })
  link.onClose((reason) => {
    lender.links.delete(id)
    lender.post({ type: 'closed', link: id, reason })
  })
  link.onData((bytes) => pass(lender, id, entry, bytes))
}

function pass(lender: Lender, id: number, entry: OpenLink, received: Uint8Array): void {
  entry.waiting_bytes += received.length
  if (entry.waiting_bytes > inFlight_bytes_max) {
    lender.logger.warn('the core takes no bytes from the serial port; closing it', {
      bytes: entry.waiting_bytes,
    })
    void entry.link.close()
    return
  }
  const bytes = new Uint8Array(received)
  lender.post({ type: 'data', link: id, bytes }, bytes)
}
