import type { MessagePort } from 'node:worker_threads'
import type { ByteLink, PortInfo, SerialPorts } from '../../modem/transport.ts'
import { type FromPorts, inFlight_bytes_max, type ToPorts } from './bridge-messages.ts'
import { createLinkEvents, type LinkEvents } from './link-events.ts'

interface Waiting {
  resolve(ports: readonly PortInfo[]): void
  reject(error: Error): void
}

/** `Omit` over each member of a union. */
type WithoutId<T> = T extends { id: number } ? Omit<T, 'id'> : never

/** The main thread's serial ports, as the core's worker sees them. Closes every link when the bridge goes. */
export function connectSerialPorts(port: MessagePort): SerialPorts {
  const waiting = new Map<number, Waiting>()
  const links = new Map<number, LinkEvents>()
  let lastId = 0
  let ended = false

  function ask(
    message: WithoutId<ToPorts>,
    transfer: ArrayBuffer[] = [],
  ): [number, Promise<readonly PortInfo[]>] {
    lastId += 1
    const id = lastId
    if (ended) return [id, Promise.reject(new Error('the serial bridge is closed'))]
    const answer = new Promise<readonly PortInfo[]>((resolve, reject) => waiting.set(id, { resolve, reject }))
    port.postMessage({ ...message, id }, transfer)
    return [id, answer]
  }

  function take(link: number, bytes: Uint8Array): void {
    if (links.get(link)?.data(bytes) === false) {
      // A flood that nobody listens to: the close comes back as `closed`.
      ask({ type: 'close', link })[1].catch(() => end())
      return
    }
    const taken: ToPorts = { type: 'taken', link, bytes: bytes.length }
    port.postMessage(taken)
  }

  function receive(message: FromPorts): void {
    if (message.type === 'data') {
      take(message.link, message.bytes)
      return
    }
    if (message.type === 'closed') {
      const events = links.get(message.link)
      links.delete(message.link)
      events?.closed(message.reason)
      return
    }
    const asked = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.type === 'failed') asked?.reject(new Error(message.message))
    else asked?.resolve(message.type === 'listed' ? message.ports : [])
  }

  function end(): void {
    ended = true
    const message = 'the serial bridge is closed'
    for (const { reject } of waiting.values()) reject(new Error(message))
    waiting.clear()
    for (const events of links.values()) events.closed({ disconnected: true, message })
    links.clear()
  }

  port.on('message', receive)
  port.on('close', end)

  return {
    async list() {
      return [...(await ask({ type: 'list' })[1])]
    },
    async open(path, baudRate) {
      const [id, opened] = ask({ type: 'open', path, baudRate })
      const events = createLinkEvents()
      links.set(id, events)
      try {
        await opened
      } catch (error) {
        links.delete(id)
        throw error
      }
      return bridgedLink(id, events, ask)
    },
  }
}

function bridgedLink(
  link: number,
  events: LinkEvents,
  ask: (message: WithoutId<ToPorts>, transfer?: ArrayBuffer[]) => [number, Promise<unknown>],
): ByteLink {
  let unconfirmed_bytes = 0
  return {
    onData: events.onData,
    onClose: events.onClose,
    async write(given) {
      const reason = events.reason()
      if (reason !== null) throw new Error(reason.message ?? 'the serial port is closed')
      if (unconfirmed_bytes + given.length > inFlight_bytes_max) {
        throw new Error('too many bytes wait for the serial port')
      }
      unconfirmed_bytes += given.length
      // A copy is transferred: the caller keeps its own.
      const bytes = new Uint8Array(given)
      try {
        await ask({ type: 'write', link, bytes }, [bytes.buffer])[1]
      } finally {
        unconfirmed_bytes -= given.length
      }
    },
    async close() {
      await ask({ type: 'close', link })[1]
    },
  }
}
