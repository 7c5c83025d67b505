import type { MessagePort } from 'node:worker_threads'
import type { Logger } from '../../app/ports/logger.ts'
import type { ByteLink, SerialPorts } from '../../modem/transport.ts'
import { type FromPorts, inFlight_bytes_max, type ToPorts } from './bridge-messages.ts'

interface OpenLink {
  readonly link: ByteLink
  /** Received bytes that the worker has not yet taken. */
  waiting_bytes: number
}

/** Lends the main thread's ports to the worker at the other end; `close` closes every port it opened. */
export function serveSerialPorts(
  port: MessagePort,
  ports: SerialPorts,
  logger: Logger,
): { close(): Promise<void> } {
  const links = new Map<number, OpenLink>()
  let ended = false

  function post(message: FromPorts, bytes?: Uint8Array<ArrayBuffer>): void {
    if (!ended) port.postMessage(message, bytes ? [bytes.buffer] : [])
  }

  async function run(id: number, work: () => Promise<FromPorts | null>): Promise<void> {
    try {
      const answer = await work()
      if (answer !== null) post(answer)
    } catch (error) {
      post({ type: 'failed', id, message: error instanceof Error ? error.message : String(error) })
    }
  }

  async function open(id: number, path: string, baudRate: number): Promise<null> {
    const link = await ports.open(path, baudRate)
    if (ended) {
      await link.close()
      return null
    }
    const entry: OpenLink = { link, waiting_bytes: 0 }
    links.set(id, entry)
    // Answered before the listeners are set: what they say at once must not overtake it.
    post({ type: 'done', id })
    link.onClose((reason) => {
      links.delete(id)
      post({ type: 'closed', link: id, reason })
    })
    link.onData((bytes) => pass(id, entry, bytes))
    return null
  }

  function pass(id: number, entry: OpenLink, received: Uint8Array): void {
    entry.waiting_bytes += received.length
    if (entry.waiting_bytes > inFlight_bytes_max) {
      logger.warn('the core takes no bytes from the serial port; closing it', { bytes: entry.waiting_bytes })
      void entry.link.close()
      return
    }
    const bytes = new Uint8Array(received)
    post({ type: 'data', link: id, bytes }, bytes)
  }

  function linkOf(id: number): ByteLink {
    const entry = links.get(id)
    if (entry === undefined) throw new Error('the serial port is closed')
    return entry.link
  }

  function receive(message: ToPorts): void {
    const { type } = message
    if (type === 'taken') {
      const entry = links.get(message.link)
      if (entry !== undefined) entry.waiting_bytes -= message.bytes
      return
    }
    const { id } = message
    const done: FromPorts = { type: 'done', id }
    if (type === 'list') void run(id, async () => ({ type: 'listed', id, ports: await ports.list() }))
    else if (type === 'open') void run(id, () => open(id, message.path, message.baudRate))
    else if (type === 'write') {
      void run(id, async () => {
        await linkOf(message.link).write(message.bytes)
        return done
      })
    } else {
      void run(id, async () => {
        await links.get(message.link)?.link.close()
        return done
      })
    }
  }

  port.on('message', receive)
  return {
    async close() {
      if (ended) return
      ended = true
      port.close()
      await Promise.all([...links.values()].map(({ link }) => link.close()))
    },
  }
}
