import type { MessagePort } from 'node:worker_threads'
import type { ByteLink, PortInfo, SerialPorts, UsbDevice } from '../../modem/transport.ts'
import { type FromPorts, inFlight_bytes_max, type ToPorts } from './bridge-messages.ts'
import { createLinkEvents, type LinkEvents } from './link-events.ts'

/** `Omit` over each member of a union. */
type WithoutId<T> = T extends { id: number } ? Omit<T, 'id'> : never

/** The ports listed, the devices found, or nothing. */
interface Answer {
  readonly ports: readonly PortInfo[]
  readonly devices: readonly UsbDevice[]
}

/** Questions to the main thread, each with its one answer. */
interface Questions {
  /** The question's number and its answer. */
  ask(message: WithoutId<ToPorts>, transfer?: ArrayBuffer[]): [number, Promise<Answer>]
  settle(message: Extract<FromPorts, { id: number }>): void
  /** Rejects all that wait and all that come. */
  end(): void
}

const bridgeClosed = 'the serial bridge is closed'

/** The main thread's serial ports, as the core's worker sees them. Closes every link when the bridge goes. */
export function connectSerialPorts(port: MessagePort): SerialPorts {
  const questions = createQuestions(port)
  const links = new Map<number, LinkEvents>()

  function end(): void {
    questions.end()
    for (const events of links.values()) events.closed({ disconnected: true, message: bridgeClosed })
    links.clear()
  }

  function take(link: number, bytes: Uint8Array): void {
    if (links.get(link)?.data(bytes) === false) {
      // A flood that nobody listens to: the close comes back as `closed`.
      questions.ask({ type: 'close', link })[1].catch(() => end())
      return
    }
    const taken: ToPorts = { type: 'taken', link, bytes: bytes.length }
    port.postMessage(taken)
  }

  port.on('message', (message: FromPorts) => {
    if (message.type === 'data') take(message.link, message.bytes)
    else if (message.type === 'closed') {
      const events = links.get(message.link)
      links.delete(message.link)
      events?.closed(message.reason)
    } else questions.settle(message)
  })
  port.on('close', end)

  return {
    async list() {
      return [...(await questions.ask({ type: 'list' })[1]).ports]
    },
    async usbNetworkDevices() {
      return [...(await questions.ask({ type: 'devices' })[1]).devices]
    },
    async open(path, baudRate) {
      const [id, opened] = questions.ask({ type: 'open', path, baudRate })
      const events = createLinkEvents()
      links.set(id, events)
      try {
        await opened
      } catch (error) {
        links.delete(id)
        throw error
      }
      return bridgedLink(id, events, questions)
    },
  }
}

function createQuestions(port: MessagePort): Questions {
  const waiting = new Map<number, PromiseWithResolvers<Answer>>()
  let lastId = 0
  let ended = false
  return {
    ask(message, transfer = []) {
      lastId += 1
      const id = lastId
      if (ended) return [id, Promise.reject(new Error(bridgeClosed))]
      const answer = Promise.withResolvers<Answer>()
      waiting.set(id, answer)
      port.postMessage({ ...message, id }, transfer)
      return [id, answer.promise]
    },
    settle(message) {
      const asked = waiting.get(message.id)
      waiting.delete(message.id)
      if (message.type === 'failed') asked?.reject(new Error(message.message))
      else {
        const ports = message.type === 'listed' ? message.ports : []
        asked?.resolve({ ports, devices: message.type === 'found' ? message.devices : [] })
      }
    },
    end() {
      ended = true
      for (const { reject } of waiting.values()) reject(new Error(bridgeClosed))
      waiting.clear()
    },
  }
}

function bridgedLink(link: number, events: LinkEvents, { ask }: Questions): ByteLink {
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
      if (events.reason() !== null) return
      await ask({ type: 'close', link })[1]
    },
  }
}
