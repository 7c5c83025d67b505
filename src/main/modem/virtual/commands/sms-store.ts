import { intArg } from '../at-line.ts'
import type { Handler, Handlers, ModemContext } from '../context.ts'
import { tpduLength } from '../receiver.ts'
import { CMS, cms, ok } from '../result.ts'
import type { HeldMessage } from '../sim-memory.ts'
import { needsCardForSms } from './guards.ts'

const UNREAD = 0
const READ = 1
const UNSENT = 2
const SENT = 3
const ALL = 4

function statusOf(message: HeldMessage): number {
  if (message.kind === 'draft') return message.read ? SENT : UNSENT
  return message.read ? READ : UNREAD
}

function lastSlot({ profile, slots }: ModemContext): number {
  return profile.firstSlot + slots - 1
}

function slotArg(value: string | null | undefined, context: ModemContext): number | null {
  return intArg(value, context.profile.firstSlot, lastSlot(context))
}

function describe(message: HeldMessage): string {
  return `${statusOf(message)},,${tpduLength(message.pdu)}`
}

/** A received message counts as read once it was shown (27.005, 3.4.2 and 3.4.3). */
function markRead(message: HeldMessage): void {
  if (message.kind !== 'draft') message.read = true
}

const list: Handler = (command, { subscriber }) => {
  if (command.op === 'test') return ok('+CMGL: (0-4)')
  const status = intArg(command.args[0] ?? '0', UNREAD, ALL)
  if (status === null) return cms(CMS.notSupported)
  const lines: string[] = []
  for (const message of subscriber.stored()) {
    if (status !== ALL && statusOf(message) !== status) continue
    lines.push(`+CMGL: ${message.slot},${describe(message)}`, message.pdu)
    markRead(message)
  }
  return ok(...lines)
}

const read: Handler = (command, context) => {
  if (command.op === 'test') return ok()
  const slot = slotArg(command.args[0], context)
  const message = slot === null ? undefined : context.subscriber.inSlot(slot)
  if (message === undefined) return cms(CMS.badIndex)
  const head = `+CMGR: ${describe(message)}`
  markRead(message)
  return ok(head, message.pdu)
}

/** Which statuses a delete flag takes (27.005, 3.5.4); 0 goes by index. */
const DELETED_STATUSES: readonly (readonly number[])[] = [
  [],
  [READ],
  [READ, SENT],
  [READ, SENT, UNSENT],
  [UNREAD, READ, UNSENT, SENT],
]

const remove: Handler = async (command, context) => {
  const { subscriber, receiver } = context
  const stored = subscriber.stored()
  if (command.op === 'test') {
    return ok(`+CMGD: (${stored.map((message) => message.slot).join(',')}),(0-4)`)
  }
  const flag = intArg(command.args[1] ?? '0', 0, 4)
  const slot = slotArg(command.args[0], context)
  if (flag === null || (flag === 0 && slot === null)) return cms(CMS.badIndex)
  const statuses = DELETED_STATUSES[flag] ?? []
  const doomed = stored.filter((message) =>
    flag === 0 ? message.slot === slot : statuses.includes(statusOf(message)),
  )
  await subscriber.remove(doomed.map((message) => message.id))
  receiver.pump()
  return ok()
}

/** Reading and deleting stored messages: 3GPP TS 27.005, 3.4.2, 3.4.3 and 3.5.4. */
export const smsStoreCommands: Handlers = {
  '+CMGL': needsCardForSms(list),
  '+CMGR': needsCardForSms(read),
  '+CMGD': needsCardForSms(remove),
}
