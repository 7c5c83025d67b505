import { MessageArgs } from '../messages/message-args.ts'
import type { MessageRow, PartRow } from '../ports/tables/sms-rows.ts'
import type { Notes } from './notes.ts'

type PartStatus = PartRow['status']

/** How many parts of a message are in these states, and whether that can be. */
interface Rule {
  readonly only?: readonly PartStatus[]
  readonly some?: readonly PartStatus[]
}

const settled: readonly PartStatus[] = ['ready', 'accepted', 'delivered', 'failed']

/** What the parts of a message may be, by the message's own state (those of one that was never cut are none). */
const rules: Readonly<Record<MessageRow['status'], Rule>> = {
  // A part that was refused for the moment waits again; the ones before it may have failed since.
  queued: { only: settled, some: ['ready'] },
  sending: { some: ['submitting'] },
  sent: { only: ['accepted', 'delivered'], some: ['accepted'] },
  delivered: { only: ['delivered'] },
  failed: { only: [...settled, 'uncertain'], some: ['failed'] },
  uncertain: { only: [...settled, 'uncertain'], some: ['uncertain'] },
  dropped: { only: settled },
}

const statesOf = (parts: readonly PartRow[]): string => parts.map((part) => part.status).join(', ')

const checkStates = (message: MessageRow, parts: readonly PartRow[], notes: Notes): void => {
  // A person who knows that it arrived needs no report of every part.
  if (message.reason === 'person:arrived' && message.status === 'delivered') return
  const { only, some } = rules[message.status]
  const fits =
    parts.every((part) => only === undefined || only.includes(part.status)) &&
    (some === undefined || parts.some((part) => some.includes(part.status)))
  if (!fits) notes.wrong('message.parts', 'message', message.id, message.status, statesOf(parts))
}

const checkNumbers = (message: MessageRow, parts: readonly PartRow[], notes: Notes): void => {
  const inOrder = parts.every((part, index) => part.number === index + 1 && part.total === parts.length)
  if (parts.length !== message.parts || !inOrder)
    notes.wrong('message.parts', 'message', message.id, message.parts, parts.map((one) => one.number).join())
}

const partProblem = (part: PartRow, message: MessageRow): [expected: string, found: string | null] | null => {
  if (part.recipient !== message.recipient) return ['recipient', 'other']
  // Where the card's «sent» mark is the proof there is no reference.
  if (part.status === 'accepted' && part.reference === null && part.accepted_at === null)
    return ['accepted: reference', null]
  if (part.status === 'submitting' && part.submitted_at === null) return ['submitting: submitted_at', null]
  if (part.status === 'ready' && part.reference !== null) return ['ready', 'reference']
  return null
}

const checkArgs = (message: MessageRow, notes: Notes): void => {
  const kind = kindOf(message.args)
  notes.same('message.args', 'message', message.id, message.kind, kind)
}

const kindOf = (args: string): string | null => {
  try {
    const parsed = MessageArgs.safeParse(JSON.parse(args))
    return parsed.success ? parsed.data.kind : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** A message's state against those of its parts, in the order of their numbers. */
export const checkMessage = (message: MessageRow, parts: readonly PartRow[], notes: Notes): void => {
  checkArgs(message, notes)
  // A message that could not be cut has no parts, whatever its state was before.
  const cut = parts.length > 0 || !['queued', 'failed', 'dropped'].includes(message.status)
  if (cut) {
    checkNumbers(message, parts, notes)
    checkStates(message, parts, notes)
  }
  for (const part of parts) {
    const problem = partProblem(part, message)
    if (problem !== null) notes.wrong('part.state', 'part', part.id, ...problem)
  }
  notes.looked('message.args', 1)
  notes.looked('message.parts', 1)
  notes.looked('part.state', parts.length)
}
