import { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { SerialPort } from 'serialport'
import { expect, onTestFinished, test } from 'vitest'
import { openPtyBridge } from '../../src/main/modem/virtual/pty-bridge.ts'
import { createPtyRig, temporaryFolder } from './pty-rig.ts'

interface Opened {
  readonly port: SerialPort
  until(piece: string): Promise<string>
  ask(line: string): Promise<string>
  readonly closed: Promise<{ disconnected: boolean }>
}

async function openSerial(path: string): Promise<Opened> {
  const port = new SerialPort({ path, baudRate: 115_200, autoOpen: false })
  let received = ''
  let watchers: (() => void)[] = []
  port.on('data', (chunk: Buffer) => {
    received += chunk.toString('latin1')
    for (const watcher of watchers.splice(0)) watcher()
  })
  const closed = new Promise<{ disconnected: boolean }>((resolve) => {
    port.once('close', (error: (Error & { disconnected?: boolean }) | null) =>
      resolve({ disconnected: error?.disconnected === true }),
    )
  })
  await new Promise<void>((resolve, reject) => {
    port.open((error) => (error === null || error === undefined ? resolve() : reject(error)))
  })
  onTestFinished(() => void (port.isOpen && port.close()))
  async function until(piece: string): Promise<string> {
    while (!received.includes(piece)) {
      const { promise, resolve } = Promise.withResolvers<void>()
      watchers.push(resolve)
      await promise
    }
    watchers = []
    return received
  }
  return {
    port,
    until,
    ask(line) {
      received = ''
      port.write(`${line}\r`)
      return until('OK\r\n')
    },
    closed,
  }
}

/**
 * Resolves when the package waits in poll for bytes. Pulled in the middle of a read it notices nothing: the read of a
 * hung-up terminal gives no bytes for ever (its Linux binding asks again at once), and only a write fails.
 */
async function idle(port: SerialPort): Promise<void> {
  const binding: unknown = port.port
  if (typeof binding !== 'object' || binding === null || !('poller' in binding)) throw new Error('no poller')
  const { poller } = binding
  if (!(poller instanceof EventEmitter)) throw new Error('no poller')
  while (poller.listenerCount('readable') === 0) await setImmediate()
}

const close = (port: SerialPort): Promise<void> =>
  new Promise((resolve, reject) => port.close((error) => (error === null ? resolve() : reject(error))))

test('the serialport package opens the terminal, writes and reads', async () => {
  const rig = await createPtyRig()
  const serial = await openSerial(rig.path)
  expect(await serial.ask('AT+CGMI')).toBe('AT+CGMI\r\r\nVirtual\r\n\r\nOK\r\n')
})

test('a pulled stick closes the port as disconnected and takes the link away', async () => {
  const rig = await createPtyRig()
  const serial = await openSerial(rig.path)
  await serial.ask('AT')
  await idle(serial.port)
  rig.modem.unplug()
  expect(await serial.closed).toEqual({ disconnected: true })
  await rig.pty.settled()
  expect(existsSync(rig.path)).toBe(false)
})

test('a stick pulled in the middle of a read closes the port at the next write at the latest', async () => {
  const rig = await createPtyRig()
  const serial = await openSerial(rig.path)
  // Without a listener the failed write would be an uncaught error.
  serial.port.on('error', () => {})
  await serial.ask('AT')
  rig.modem.unplug()
  await rig.pty.settled()
  serial.port.write('AT\r', () => {})
  await serial.closed
  expect(serial.port.isOpen).toBe(false)
})

test('plugged again, it opens under the same name with its settings forgotten', async () => {
  const rig = await createPtyRig()
  const first = await openSerial(rig.path)
  await first.ask('ATE0')
  await idle(first.port)
  rig.modem.unplug()
  await first.closed
  rig.modem.plug()
  await rig.pty.settled()
  const second = await openSerial(rig.path)
  expect(await second.ask('AT')).toBe('AT\r\r\nOK\r\n')
})

test('closed and opened again by the program, the modem is still the same', async () => {
  const rig = await createPtyRig()
  const first = await openSerial(rig.path)
  await first.ask('ATE0')
  await close(first.port)
  const second = await openSerial(rig.path)
  expect(await second.ask('AT')).toBe('\r\nOK\r\n')
})

test('a port that is open cannot be opened twice', async () => {
  const rig = await createPtyRig()
  await openSerial(rig.path)
  await expect(openSerial(rig.path)).rejects.toThrow(/lock/i)
})

test('every byte value crosses the terminal unchanged', async () => {
  const rig = await createPtyRig()
  const serial = await openSerial(rig.path)
  const all = Array.from({ length: 256 }, (_, index) => index)
  let received = Buffer.alloc(0)
  const arrived = Promise.withResolvers<void>()
  serial.port.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk])
    if (received.length >= all.length) arrived.resolve()
  })
  rig.modem.noise(Uint8Array.from(all))
  await arrived.promise
  expect([...received]).toEqual(all)
})

test('pulled and plugged many times over, the terminal is there at the end', async () => {
  const rig = await createPtyRig()
  for (let times = 0; times < 5; times += 1) {
    rig.modem.unplug()
    rig.modem.plug()
  }
  await rig.pty.settled()
  const serial = await openSerial(rig.path)
  expect(await serial.ask('AT')).toContain('OK')
})

test('stopping leaves nothing behind', async () => {
  const rig = await createPtyRig()
  await rig.pty.stop()
  expect(existsSync(rig.path)).toBe(false)
})

test('a terminal whose process was killed is a pulled stick', async () => {
  const rig = await createPtyRig()
  const pulled = Promise.withResolvers<boolean>()
  rig.modem.onPlug(pulled.resolve)
  process.kill(rig.pty.processId() ?? 0, 'SIGKILL')
  expect(await pulled.promise).toBe(false)
})

test('Python makes the terminal where socat is missing', async () => {
  const path = join(await temporaryFolder(), 'modem')
  const bridge = await openPtyBridge(path, ['no-such-socat', 'python3'])
  bridge.onData((bytes) => bridge.write(Buffer.from(`<${Buffer.from(bytes).toString('latin1')}>`)))
  const serial = await openSerial(path)
  serial.port.write('\x01\x1a\r')
  expect(await serial.until('>')).toBe('<\x01\x1a\r>')
  await idle(serial.port)
  await bridge.hangUp()
  expect(await serial.closed).toEqual({ disconnected: true })
  expect(existsSync(path)).toBe(false)
})

test('with neither, it says what to install', async () => {
  const path = join(await temporaryFolder(), 'modem')
  await expect(openPtyBridge(path, ['no-such-socat', 'no-such-python'])).rejects.toThrow(
    /apt-get install socat.*no-such-socat: .*ENOENT/s,
  )
})
