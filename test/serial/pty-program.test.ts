import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { SerialPort } from 'serialport'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { encodeSubmit } from '../../src/main/modem/pdu/submit.ts'
import { readNetworkLines } from '../../src/main/modem/virtual/network-file.ts'
import { CLIENT, temporaryFolder } from './pty-rig.ts'

const replySchema = z.object({
  ready: z.boolean().optional(),
  path: z.string().optional(),
  ok: z.boolean().optional(),
  result: z.unknown().optional(),
})

type Reply = z.infer<typeof replySchema>

interface Program {
  readonly first: Reply
  ask(request: unknown): Promise<Reply>
  /** The same for a line of the console. */
  say(line: string): Promise<Reply>
  kill(signal: NodeJS.Signals): Promise<number | null>
}

async function startProgram(folder: string, ...more: string[]): Promise<Program> {
  const args = ['scripts/modem.mjs', '--pty', join(folder, 'modem'), '--state', folder, ...more]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await exited
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async (): Promise<Reply> => replySchema.parse(JSON.parse(String((await lines.next()).value)))
  return {
    first: await next(),
    ask(request) {
      child.stdin.write(`${JSON.stringify(request)}\n`)
      return next()
    },
    say(line) {
      child.stdin.write(`${line}\n`)
      return next()
    },
    async kill(signal) {
      child.kill(signal)
      return exited
    },
  }
}

async function openSerial(path: string): Promise<{ port: SerialPort; until(piece: string): Promise<void> }> {
  const port = new SerialPort({ path, baudRate: 115_200, autoOpen: false })
  let received = ''
  let watch: () => void = () => {}
  port.on('data', (chunk: Buffer) => {
    received += chunk.toString('latin1')
    watch()
  })
  port.on('error', () => {})
  await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())))
  onTestFinished(() => void (port.isOpen && port.close()))
  return {
    port,
    until: (piece) =>
      new Promise((resolve) => {
        watch = () => {
          if (!received.includes(piece)) return
          received = ''
          resolve()
        }
        watch()
      }),
  }
}

test('the program says in one line where it can be opened, and answers its control channel', async () => {
  const folder = await temporaryFolder()
  const program = await startProgram(folder)
  expect(program.first).toMatchObject({ ready: true, path: join(folder, 'modem') })
  expect(await program.ask({ do: 'phone', from: CLIENT, text: 'долг' })).toMatchObject({ ok: true })
  expect(await program.ask({ do: 'phones' })).toMatchObject({ result: [{ number: CLIENT }] })
  expect(await program.kill('SIGTERM')).toBe(0)
})

test('asked to stop, it answers and ends', async () => {
  const program = await startProgram(await temporaryFolder())
  expect(await program.ask({ do: 'stop' })).toMatchObject({ ok: true })
})

test('killed after the network took a part and before the answer: sent once, shown once', async () => {
  const folder = await temporaryFolder()
  const program = await startProgram(folder)
  await program.ask({ do: 'fault', fault: { kind: 'late-answer', command: '+CMGS', delay_ms: 3_600_000 } })
  const { port, until } = await openSerial(join(folder, 'modem'))
  const [part] = encodeSubmit({
    to: CLIENT,
    text: 'Оплата принята',
    concatReference: 1,
    validity_minutes: 1_440,
    statusReport: true,
  })
  port.write(`AT+CMGS=${part?.length}\r`)
  await until('> ')
  port.write(`${part?.pdu}\x1a`)
  await until('\x1a')
  let seen = await program.ask({ do: 'phones' })
  while (JSON.stringify(seen.result) === '[]') seen = await program.ask({ do: 'phones' })
  await program.kill('SIGKILL')

  const again = await startProgram(folder)
  const { result } = await again.ask({ do: 'phones' })
  expect(result).toMatchObject([{ number: CLIENT, messages: [{ text: 'Оплата принята', state: 'shown' }] }])
  const lines = await readNetworkLines(join(folder, 'network.jsonl'))
  expect(lines.filter((line) => line.t === 'submit')).toHaveLength(1)
})

test('a second modem stands beside the first, with its own card, and takes words', async () => {
  const folder = await temporaryFolder()
  const program = await startProgram(folder, '--spare', join(folder, 'spare'))
  const { port, until } = await openSerial(join(folder, 'spare'))
  port.write('ATE0+CIMI\r')
  await until('250991234567891')
  expect(await program.say('2: fault final text=ERROR command=+CSQ')).toMatchObject({ ok: true })
  port.write('AT+CSQ\r')
  await until('\r\nERROR\r\n')
  expect((await program.say('help')).result).toContain('unplug')
  expect(await program.say('unplugg')).toMatchObject({ ok: false })
  expect(await program.say('stop')).toMatchObject({ ok: true })
})
