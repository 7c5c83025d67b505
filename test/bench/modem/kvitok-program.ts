import { createNodeSerialPorts } from '../../../src/main/hosts/serial/node-ports.ts'
import { createSystemClock } from '../../../src/main/platform/clock.ts'
import type { CallOutput } from '../../../src/shared/contract/contract.ts'
import { quietLogger } from '../../fakes/quiet-logger.ts'
import { type BenchCore, openBenchCore } from '../bench-core.ts'
import { stateOf } from './kvitok-told.ts'
import type { Outgoing, Told } from './sender.ts'

/** What the bench asks of the office's process, and what it is answered with. */
export type Ask =
  | {
      readonly do: 'begin'
      readonly folder: string
      readonly pty: string
      readonly messages: readonly Outgoing[]
    }
  | { readonly do: 'told' | 'cpu' | 'inbox' | 'end' }

export type Reply =
  | { readonly kind: 'done' }
  | { readonly kind: 'begun'; readonly startedAt: number }
  /** When the inbox changed, UTC milliseconds. */
  | { readonly kind: 'inbox'; readonly times: readonly number[] }
  | { readonly kind: 'told'; readonly all: readonly (readonly [string, Told])[] }
  | { readonly kind: 'cpu'; readonly seconds: number }

const told = async (office: BenchCore): Promise<[string, Told][]> => {
  const all: [string, Told][] = []
  let cursor: string | null = null
  do {
    const page: CallOutput<'messages.out'> = await office.get('messages.out', {
      status: null,
      lane: null,
      cursor,
    })
    for (const row of page.items) all.push([row.recipient, stateOf(row)])
    cursor = page.next
  } while (cursor !== null)
  return all
}

let office: BenchCore | null = null
let before = process.cpuUsage()

/** An office without a modem, with the messages in its outbox. */
const fill = async (folder: string, messages: readonly Outgoing[]): Promise<void> => {
  const closed = await openBenchCore(folder, null, createSystemClock())
  const settings = await closed.get('office.settings', {})
  await closed.get('office.saveSettings', { ...settings, smsPerDay: 10_000, smsPerMinute: 600 })
  for (const { to, text } of messages) await closed.get('messages.write', { phone: to, text })
  await closed.stop()
}

const inboxTimes: number[] = []

const begin = async (ask: Extract<Ask, { do: 'begin' }>): Promise<number> => {
  await fill(ask.folder, ask.messages)
  const radio = { ports: createNodeSerialPorts(quietLogger()), port: ask.pty }
  before = process.cpuUsage()
  const startedAt = Date.now()
  office = await openBenchCore(ask.folder, radio, createSystemClock(), (event) => {
    if (event.type === 'changed' && event.topics.includes('inbox')) inboxTimes.push(Date.now())
  })
  return startedAt
}

const answer = async (ask: Ask): Promise<Reply> => {
  if (ask.do === 'begin') return { kind: 'begun', startedAt: await begin(ask) }
  if (ask.do === 'inbox') return { kind: 'inbox', times: inboxTimes }
  if (ask.do === 'end') await office?.stop()
  if (ask.do === 'told' && office !== null) return { kind: 'told', all: await told(office) }
  if (ask.do === 'cpu') {
    const { user, system } = process.cpuUsage(before)
    return { kind: 'cpu', seconds: (user + system) / 1e6 }
  }
  return { kind: 'done' }
}

process.on('message', (ask: Ask) => {
  answer(ask).then(
    (reply) => {
      process.send?.(reply)
      if (ask.do === 'end') process.disconnect()
    },
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
      process.exit(1)
    },
  )
})
