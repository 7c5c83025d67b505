import type { Logger } from '../../app/ports/logger.ts'
import type { ModemSink } from '../../app/ports/modem.ts'
import { type ListedHeader, parseListed, parseRead } from '../at/answers.ts'
import { isBusy } from '../at/errors.ts'
import type { Exchange } from '../at/exchange.ts'
import { fitsLength, store } from './arrival.ts'
import { deleteStored, LIST_ALL, readStored } from './commands.ts'
import type { Handled } from './handled.ts'
import { type Storage, selectMemory } from './storage.ts'
import type { MarkProof } from './stored-sends.ts'

export interface InboxDeps {
  readonly exchange: Exchange
  readonly sink: ModemSink
  readonly logger: Logger
  readonly handled: Handled
  readonly storage: Storage
  /** Slots of the memory, where the modem said so: for modems that cannot list. */
  readonly total: () => number | null
  /** Not null where drafts in the memory are ours: what an interrupted sending left is told and cleared away. */
  readonly ownDrafts: MarkProof | null
}

/** The messages and reports waiting in the modem: stored by the sink first, then deleted, one step at a time. */
export interface Inbox {
  /** There is something in this memory; null = in the one chosen for receiving. */
  want(memory: string | null): void
  /** The memory is full: empty it before anything else. */
  wantUrgently(): void
  hasWork(): boolean
  isUrgent(): boolean
  /** A new message was found that the modem should have announced. */
  foundUnannounced(): boolean
  /** Lists a memory, or stores and deletes one message. */
  step(): Promise<void>
}

interface Slot extends ListedHeader {
  readonly pdu: string
}

const UNREAD = 0
const SENT = 3
const RECEIVED_MAX = 1
/** CMS 321: there is nothing at this index (any more). */
const EMPTY_INDEX = 321
const UNKNOWN_TOTAL = 50
const SCAN_LIMIT = 1000
/** Listed messages stored by one sync, before the first of them is deleted. */
const KEPT_TOGETHER = 16

export function createInbox(deps: InboxDeps): Inbox {
  const main = deps.storage.memory
  const wanted = new Set<string | null>()
  let slots: Slot[] = []
  let selected = main
  let urgent = false
  let lists = 0
  let unannounced = false

  const remove = async (slot: Slot): Promise<void> => {
    const answer = await deps.exchange.run(deleteStored(slot.index))
    if (answer.kind === 'ok' || answer.error?.code === EMPTY_INDEX) deps.handled.forget(slot.index, slot.pdu)
    else deps.logger.warn('a stored message could not be deleted from the modem', { answer: answer.kind })
  }

  /** A set mark is proof; one that is not set is, where the modem was seen to set it. */
  const clearDraft = async (draft: Slot, mark: MarkProof): Promise<void> => {
    const sent = draft.status === SENT
    if (sent || mark.isProven()) {
      try {
        await deps.sink.leftover?.({ pdu: draft.pdu, sent })
      } catch (problem) {
        deps.logger.error('what the card says of a part could not be stored', { problem: String(problem) })
        slots = []
        return
      }
    }
    await remove(draft)
  }

  /** Stores a message, and with it those listed next, so that they share a sync; false where its own was refused. */
  const keep = async (slot: Slot): Promise<boolean> => {
    const plain = slots
      .slice(0, KEPT_TOGETHER - 1)
      .filter(({ status, pdu, length }) => status <= RECEIVED_MAX && fitsLength(pdu, length))
      .filter(({ index, pdu }) => !deps.handled.has(index, pdu))
    const all = [slot, ...plain]
    const kept = await Promise.all(all.map(({ pdu, index }) => store(deps.sink, deps.logger, pdu, index)))
    for (const [at, { index, pdu }] of all.entries()) if (kept[at] === true) deps.handled.add(index, pdu)
    return kept[0] === true
  }

  const handle = async (listed: Slot): Promise<void> => {
    if (listed.status > RECEIVED_MAX) {
      if (deps.ownDrafts !== null) await clearDraft(listed, deps.ownDrafts)
      else if (urgent && listed.status === SENT) await remove(listed)
      return
    }
    const slot = fitsLength(listed.pdu, listed.length) ? listed : await readAgain(deps.exchange, listed)
    if (!deps.handled.has(slot.index, slot.pdu) && !(await keep(slot))) {
      slots = []
      return
    }
    await remove(slot)
  }

  const list = async (memory: string | null): Promise<void> => {
    if (memory !== selected && memory !== null) {
      if ((await selectMemory(deps.exchange, memory, 1)) === null) {
        if (memory !== main) wanted.add(main)
        return
      }
      selected = memory
    }
    slots = await listSlots(deps)
    lists += 1
    if (lists > 1 && slots.some((slot) => slot.status === UNREAD)) unannounced = true
    // Whatever was read elsewhere, new messages are looked for in the main memory.
    if (selected !== main) wanted.add(main)
  }

  return {
    want(memory) {
      // A modem that could not be asked for its memories has one, whatever it calls it.
      wanted.add(main === null ? null : (memory ?? main))
    },
    wantUrgently() {
      urgent = true
      wanted.add(main)
    },
    hasWork: () => slots.length > 0 || wanted.size > 0,
    isUrgent: () => urgent,
    foundUnannounced: () => unannounced,
    async step() {
      const slot = slots.shift()
      if (slot !== undefined) await handle(slot)
      else {
        for (const memory of wanted) {
          wanted.delete(memory)
          await list(memory)
          break
        }
      }
      if (slots.length === 0 && wanted.size === 0) urgent = false
    },
  }
}

/** Everything in the selected memory. */
async function listSlots(deps: InboxDeps): Promise<Slot[]> {
  const answer = await deps.exchange.run(LIST_ALL)
  if (answer.kind === 'error' && answer.error !== null && !isBusy(answer.error)) {
    return scanSlots(deps.exchange, Math.min(deps.total() ?? UNKNOWN_TOTAL, SCAN_LIMIT))
  }
  const slots: Slot[] = []
  for (const line of answer.lines) {
    const header = parseListed(line.text)
    if (header !== null && line.pdu !== null) slots.push({ ...header, pdu: line.pdu })
  }
  return slots
}

/** Reads slot by slot, for modems whose AT+CMGL is broken. Indexes begin at 0 or 1. */
async function scanSlots(exchange: Exchange, total: number): Promise<Slot[]> {
  const slots: Slot[] = []
  for (let index = 0; index <= total; index += 1) {
    const slot = await readSlot(exchange, index)
    if (slot === 'closed') return slots
    if (slot !== null) slots.push(slot)
  }
  return slots
}

async function readSlot(exchange: Exchange, index: number): Promise<Slot | 'closed' | null> {
  const answer = await exchange.run(readStored(index))
  if (answer.kind === 'closed') return 'closed'
  const line = answer.lines[0]
  const header = line === undefined ? null : parseRead(line.text, index)
  return header === null || line?.pdu == null ? null : { ...header, pdu: line.pdu }
}

/** A second reading of a PDU that lost octets on the way; what came first where there is none. */
async function readAgain(exchange: Exchange, slot: Slot): Promise<Slot> {
  const again = await readSlot(exchange, slot.index)
  return again === null || again === 'closed' ? slot : again
}
