import { createNodeSerialPorts } from '../../../src/main/hosts/serial/node-ports.ts'
import { createSystemClock } from '../../../src/main/platform/clock.ts'
import type { CallOutput } from '../../../src/shared/contract/contract.ts'
import { quietLogger } from '../../fakes/quiet-logger.ts'
import { type BenchCore, openBenchCore } from '../bench-core.ts'
import type { Outgoing, Told } from './sender.ts'

/** What the bench asks of the office's process, and what it is answered with. */
export type Ask =
  | {
      readonly do: 'begin'
      readonly folder: string
      readonly pty: string
      readonly messages: readonly Outgoing[]
    }
  | { readonly do: 'told' | 'cpu' | 'end' }

export type Reply =
  | { readonly kind: 'done' }
  | { readonly kind: 'told'; readonly all: readonly (readonly [string, Told])[] }
  | { readonly kind: 'cpu'; readonly seconds: number }

type Row = CallOutput<'messages.out'>['items'][number]

const stateOf = (row: Row): Told => {
  switch (row.status) {
    case 'sent':
    case 'delivered':
      return 'sent'
    case 'failed':
    case 'dropped':
      return 'failed'
    case 'uncertain':
      return 'uncertain'
    default:
      return 'waiting'
  }
}

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

const begin = async (ask: Extract<Ask, { do: 'begin' }>): Promise<void> => {
  const radio = { ports: createNodeSerialPorts(quietLogger()), port: ask.pty }
  office = await openBenchCore(ask.folder, radio, createSystemClock())
  const settings = await office.get('office.settings', {})
  await office.get('office.saveSettings', { ...settings, smsPerDay: 10_000, smsPerMinute: 600 })
  before = process.cpuUsage()
  for (const { to, text } of ask.messages) await office.get('messages.write', { phone: to, text })
}

const answer = async (ask: Ask): Promise<Reply> => {
  if (ask.do === 'begin') await begin(ask)
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
