import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { connectSerialPorts } from '../../src/main/hosts/serial/bridge-client.ts'
import type { ByteLink, LinkClosed } from '../../src/main/modem/transport.ts'

export type ToSerialWorker =
  | { readonly do: 'list' }
  | { readonly do: 'open'; readonly path: string }
  | { readonly do: 'listen' }
  | { readonly do: 'write'; readonly bytes: Uint8Array }
  | { readonly do: 'close' }

export type FromSerialWorker =
  | { readonly type: 'answer'; readonly error: string | null; readonly value: unknown }
  | { readonly type: 'data'; readonly bytes: Uint8Array }
  | { readonly type: 'closed'; readonly reason: LinkClosed }

/** Does to the bridge what a test says, one order after another, and reports all that it hears. */
function obey(orders: MessagePort, bridge: MessagePort): void {
  const ports = connectSerialPorts(bridge)
  const post = (message: FromSerialWorker): void => orders.postMessage(message)
  let link: ByteLink | null = null

  async function act(order: ToSerialWorker): Promise<unknown> {
    if (order.do === 'list') return ports.list()
    if (order.do === 'open') {
      link = await ports.open(order.path, 115_200)
      link.onClose((reason) => post({ type: 'closed', reason }))
      return null
    }
    if (link === null) throw new Error('open first')
    if (order.do === 'listen') link.onData((bytes) => post({ type: 'data', bytes }))
    else if (order.do === 'write') await link.write(order.bytes)
    else await link.close()
    return null
  }

  orders.on('message', (order: ToSerialWorker) => {
    act(order).then(
      (value) => post({ type: 'answer', error: null, value }),
      (error: unknown) => post({ type: 'answer', error: String(error), value: null }),
    )
  })
}

if (parentPort !== null) obey(parentPort, workerData)
