import { MessageChannel, Worker } from 'node:worker_threads'
import { afterEach, describe, expect, test } from 'vitest'
import { serveSerialPorts } from '../../src/main/hosts/serial/bridge-server.ts'
import { createNodeSerialPorts } from '../../src/main/hosts/serial/node-ports.ts'
import type { LinkClosed } from '../../src/main/modem/transport.ts'
import { createPtyPair, type PtyPair } from '../fakes/pty-pair.ts'
import type { FromSerialWorker, ToSerialWorker } from '../fakes/serial-worker.ts'
import { createMemoryLogger, silentLogger } from '../fakes/silent-logger.ts'

const cleanups: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function ptyPair(): Promise<PtyPair> {
  const pair = await createPtyPair()
  cleanups.push(() => pair.unplug())
  return pair
}

/** The far end of the pair, opened by the same real package in this thread. */
async function openDevice(path: string) {
  const link = await createNodeSerialPorts(silentLogger).open(path, 115_200)
  cleanups.push(() => link.close())
  let heard = Buffer.alloc(0)
  let check = (): void => {}
  link.onData((bytes) => {
    heard = Buffer.concat([heard, bytes])
    check()
  })
  return {
    write: (text: string) => link.write(Buffer.from(text)),
    writeBytes: (bytes: Uint8Array) => link.write(bytes),
    heard: (length: number): Promise<Buffer> =>
      new Promise((resolve) => {
        check = () => {
          if (heard.length >= length) resolve(heard)
        }
        check()
      }),
  }
}

/** The bridge as the program builds it: ports here, the core's side in a real worker. */
function startBridge() {
  const channel = new MessageChannel()
  const bridge = serveSerialPorts(channel.port1, createNodeSerialPorts(silentLogger), silentLogger)
  const worker = new Worker(new URL('../fakes/serial-worker.ts', import.meta.url), {
    workerData: channel.port2,
    transferList: [channel.port2],
  })
  cleanups.push(async () => {
    await bridge.close()
    await worker.terminate()
  })
  const answers: ((answer: { error: string | null; value: unknown }) => void)[] = []
  let heard = Buffer.alloc(0)
  let closed: LinkClosed | null = null
  let check = (): void => {}
  worker.on('message', (message: FromSerialWorker) => {
    if (message.type === 'answer') answers.shift()?.(message)
    else if (message.type === 'data') heard = Buffer.concat([heard, message.bytes])
    else closed = message.reason
    check()
  })
  const until = <T>(found: () => T | null): Promise<T> =>
    new Promise((resolve) => {
      check = () => {
        const value = found()
        if (value !== null) resolve(value)
      }
      check()
    })
  return {
    bridge,
    worker,
    order: (order: ToSerialWorker): Promise<{ error: string | null; value: unknown }> =>
      new Promise((resolve) => {
        answers.push(resolve)
        worker.postMessage(order)
      }),
    heard: (length: number) => until(() => (heard.length >= length ? heard : null)),
    closed: () => until(() => closed),
  }
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('the serial bridge over a pseudo-terminal', () => {
  test('bytes written in the worker reach the device', async () => {
    const pair = await ptyPair()
    const device = await openDevice(pair.device)
    const core = startBridge()
    await core.order({ do: 'open', path: pair.port })
    expect(await core.order({ do: 'write', bytes: bytes('AT\r') })).toMatchObject({ error: null })
    expect((await device.heard(3)).toString()).toBe('AT\r')
  })

  test('bytes of the device reach the worker unchanged, all 256 values', async () => {
    const pair = await ptyPair()
    const device = await openDevice(pair.device)
    const core = startBridge()
    await core.order({ do: 'open', path: pair.port })
    await core.order({ do: 'listen' })
    const all = Uint8Array.from({ length: 256 }, (_, n) => n)
    await device.writeBytes(all)
    expect(await core.heard(256)).toEqual(Buffer.from(all))
  })

  test('a long answer arrives whole and in order', async () => {
    const pair = await ptyPair()
    const device = await openDevice(pair.device)
    const core = startBridge()
    await core.order({ do: 'open', path: pair.port })
    await core.order({ do: 'listen' })
    const text = Array.from({ length: 20_000 }, (_, n) => `${n}\r\n`).join('')
    await device.write(text)
    expect((await core.heard(text.length)).toString()).toBe(text)
  })

  test('what the device said before anyone listened is kept', async () => {
    const pair = await ptyPair()
    const device = await openDevice(pair.device)
    const core = startBridge()
    await core.order({ do: 'open', path: pair.port })
    await device.write('^BOOT\r\n')
    await core.order({ do: 'write', bytes: bytes('AT\r') })
    await device.heard(3)
    await core.order({ do: 'listen' })
    expect((await core.heard(7)).toString()).toBe('^BOOT\r\n')
  })

  test('an unplug reaches the worker as a disconnection without any write', async () => {
    const pair = await ptyPair()
    const core = startBridge()
    await core.order({ do: 'open', path: pair.port })
    await pair.unplug()
    expect(await core.closed()).toMatchObject({ disconnected: true })
  })

  test('a write after the unplug is refused', async () => {
    const pair = await ptyPair()
    const core = startBridge()
    await core.order({ do: 'open', path: pair.port })
    await pair.unplug()
    await core.closed()
    expect((await core.order({ do: 'write', bytes: bytes('AT\r') })).error).not.toBeNull()
  })

  test('a write under way while the device goes is settled, not left waiting', async () => {
    const pair = await ptyPair()
    const core = startBridge()
    await core.order({ do: 'open', path: pair.port })
    // Nobody reads the far end: the system's buffer fills and the write stays under way.
    const written = core.order({ do: 'write', bytes: new Uint8Array(900_000) })
    await pair.unplug()
    expect((await written).error).not.toBeNull()
  })

  test('writes that wait behind each other while the port is closed are settled', async () => {
    const pair = await ptyPair()
    const link = await createNodeSerialPorts(silentLogger).open(pair.port, 115_200)
    const writes = [1, 2, 3].map((n) => link.write(Uint8Array.of(n)))
    await link.close()
    const settled = await Promise.allSettled(writes)
    expect(settled.map((write) => write.status)).toContain('rejected')
  })

  test('closing is told as a close without disconnection, and the port can be opened again', async () => {
    const pair = await ptyPair()
    const core = startBridge()
    await core.order({ do: 'open', path: pair.port })
    expect(await core.order({ do: 'close' })).toMatchObject({ error: null })
    expect(await core.closed()).toEqual({ disconnected: false, message: null })
    expect(await core.order({ do: 'open', path: pair.port })).toMatchObject({ error: null })
  })

  test('closing twice is closing once', async () => {
    const pair = await ptyPair()
    const core = startBridge()
    await core.order({ do: 'open', path: pair.port })
    const both = [core.order({ do: 'close' }), core.order({ do: 'close' })]
    expect(await Promise.all(both)).toMatchObject([{ error: null }, { error: null }])
  })

  test('a port that is not there is refused with the reason', async () => {
    const core = startBridge()
    const answer = await core.order({ do: 'open', path: '/dev/kvitok-no-such-port' })
    expect(answer.error).toContain('No such file or directory')
  })

  test('a port that is open already is refused', async () => {
    const pair = await ptyPair()
    const core = startBridge()
    await core.order({ do: 'open', path: pair.port })
    expect((await core.order({ do: 'open', path: pair.port })).error).not.toBeNull()
  })

  test('more bytes than the bound are refused before they are sent', async () => {
    const pair = await ptyPair()
    const core = startBridge()
    await core.order({ do: 'open', path: pair.port })
    const answer = await core.order({ do: 'write', bytes: new Uint8Array(1024 * 1024 + 1) })
    expect(answer.error).toContain('too many bytes')
  })

  test('a device that floods a worker with no listener is closed, not hoarded', async () => {
    const pair = await ptyPair()
    const device = await openDevice(pair.device)
    const core = startBridge()
    await core.order({ do: 'open', path: pair.port })
    device.writeBytes(new Uint8Array(200_000)).catch(() => {})
    expect(await core.closed()).toMatchObject({ disconnected: false })
  })

  test('the list of ports crosses the bridge', async () => {
    const core = startBridge()
    const answer = await core.order({ do: 'list' })
    expect(answer.error).toBeNull()
    expect(Array.isArray(answer.value)).toBe(true)
  })

  test('when the main thread closes the bridge its ports are free for others', async () => {
    const pair = await ptyPair()
    const core = startBridge()
    await core.order({ do: 'open', path: pair.port })
    await core.bridge.close()
    expect(await core.closed()).toMatchObject({ disconnected: true })
    const link = await createNodeSerialPorts(silentLogger).open(pair.port, 115_200)
    await link.close()
  })
})

test('where the system cannot list ports the list is empty and the reason is logged', async () => {
  const { PATH } = process.env
  Object.assign(process.env, { PATH: '/nowhere' })
  cleanups.push(async () => Object.assign(process.env, { PATH }))
  const logger = createMemoryLogger()
  expect(await createNodeSerialPorts(logger).list()).toEqual([])
  expect(logger.lines).toEqual(['warn: the system cannot list serial ports'])
})
