import { type Kopecks, parseMoney } from '../../../shared/money.ts'
import { type DeskKey, isDigit } from './desk-keys.ts'
import { cursorAt, type DeskClient, freeze, linesOf, payLinesOf } from './desk-lines.ts'
import { type DeskState, type Done, emptyDesk, isTyped, type Opened } from './desk-state.ts'

/** What the machine must know beside its own state. */
export interface DeskView {
  readonly clients: readonly DeskClient[]
  /** False while a client of the visit is still being read. */
  readonly loaded: boolean
  /** Sum with fees by the core, null while it is being computed. */
  readonly total_kop: Kopecks | null
}

/** What was found: a person, or one of their accounts. */
export interface DeskHit {
  readonly clientId: number
  readonly accountId: number | null
}

export type DeskEvent =
  | {
      readonly type: 'open'
      readonly hit: DeskHit
      readonly orderId: number | null
      /** Keys that were pressed while the search was still under way. */
      readonly ahead: readonly DeskKey[]
    }
  | { readonly type: 'key'; readonly key: DeskKey }
  /** The core's answer came; an Enter that was waiting for it counts now. */
  | { readonly type: 'ready' }
  | { readonly type: 'tick'; readonly row: string }
  | { readonly type: 'edit'; readonly row: string; readonly text: string }
  | { readonly type: 'received'; readonly text: string }
  | { readonly type: 'tender'; readonly tender: DeskState['tender'] }
  | { readonly type: 'sms'; readonly on: boolean; readonly phoneId: number | null }
  | { readonly type: 'intent'; readonly key: string; readonly asked: string }
  | { readonly type: 'paid'; readonly done: Done }
  | { readonly type: 'printed'; readonly visitId: number }
  /** The debt changed: back to the rows, with all that was typed. */
  | { readonly type: 'recount' }
  /** The visit was put aside: the desk is free. */
  | { readonly type: 'aside' }
  | { readonly type: 'restore'; readonly state: DeskState }

export type DeskEffect = 'pay' | 'put-aside' | 'take-up' | 'receipt' | null

export interface DeskStep {
  readonly state: DeskState
  readonly effect: DeskEffect
}

/** More keys than that nobody types ahead: the core is gone. */
const ahead_max = 64

const stay = (state: DeskState): DeskStep => ({ state, effect: null })

/** One step of the desk: pure, so that no key is ever lost to what the screen was doing. */
export function deskStep(state: DeskState, event: DeskEvent, view: DeskView): DeskStep {
  switch (event.type) {
    case 'open':
      return stay({ ...open(state, event.hit, event.orderId), ahead: [...event.ahead] })
    case 'key':
      return press(state, event.key, view)
    case 'ready':
      return replay(state, view)
    case 'tick':
      return stay(state.stage === 'done' ? state : tick(atRows(state), event.row, view))
    case 'edit':
      return stay(state.stage === 'done' ? state : edit(atRows(state), event.row, event.text))
    case 'received':
      return stay({ ...state, stage: 'cash', received: event.text, notice: null })
    case 'tender':
      return stay({ ...state, tender: event.tender, notice: null })
    case 'sms':
      return stay({ ...state, sms: event.on, phoneId: event.phoneId })
    case 'intent':
      return stay({ ...state, intent: { key: event.key, asked: event.asked } })
    case 'paid':
      return stay({
        ...emptyDesk,
        stage: 'done',
        opened: state.opened,
        tender: state.tender,
        done: event.done,
      })
    case 'printed':
      return stay(printed(state, event.visitId))
    case 'recount':
      return stay({ ...state, stage: 'bills', frozen: null, notice: null })
    case 'aside':
      return stay(emptyDesk)
    case 'restore':
      return stay(event.state)
  }
}

/** Whoever changes a row is back at the rows: what was told to the client no longer holds. */
function atRows(state: DeskState): DeskState {
  return { ...state, stage: 'bills', adding: false, frozen: null, notice: null }
}

function edit(state: DeskState, row: string, text: string): DeskState {
  return { ...state, cursor: row, editing: { key: row, text } }
}

function printed(state: DeskState, visitId: number): DeskState {
  return state.done?.visitId === visitId ? { ...state, done: { ...state.done, printed: true } } : state
}

function open(state: DeskState, hit: DeskHit, orderId: number | null): DeskState {
  const joins = state.adding && state.stage !== 'done' && state.opened.length > 0
  if (!joins) return { ...emptyDesk, stage: 'bills', opened: joined([], hit), orderId }
  const opened = joined(state.opened, hit)
  return { ...state, stage: 'bills', opened, adding: false, frozen: null, cursor: null, editing: null }
}

function joined(opened: readonly Opened[], { clientId, accountId }: DeskHit): Opened[] {
  const known = opened.find((each) => each.clientId === clientId)
  if (known === undefined)
    return [...opened, { clientId, accountIds: accountId === null ? null : [accountId] }]
  const all = accountId === null || known.accountIds === null
  const accountIds = all ? null : [...(known.accountIds ?? []), accountId]
  return opened.map((each) => (each === known ? { clientId, accountIds } : each))
}

function press(state: DeskState, key: DeskKey, view: DeskView): DeskStep {
  if (state.ahead.length === 0) return onKey({ ...state, notice: null }, key, view)
  // Esc takes back what was typed ahead; any other key waits behind it.
  return stay({ ...state, ahead: key === 'esc' ? [] : [...state.ahead, key].slice(0, ahead_max) })
}

/** The keys that waited, one after another, until one of them has to wait again. */
function replay(start: DeskState, view: DeskView): DeskStep {
  let state = start
  let seen = view
  while (state.ahead.length > 0) {
    const [key, ...rest] = state.ahead
    if (key === undefined) break
    const { stage } = state
    const step = typed({ ...state, ahead: [], notice: null }, key, seen)
    if (step.effect !== null) return step
    const waits = step.state.ahead.length > 0
    state = { ...step.state, ahead: [...step.state.ahead, ...rest] }
    if (waits) break
    // The total that is known belongs to the rows as they were.
    if (state.stage !== stage) seen = { ...view, total_kop: null }
  }
  return stay(state)
}

/** A key with no field under it: digits of the sum and of the cash go where the field will be. */
function typed(state: DeskState, key: DeskKey, view: DeskView): DeskStep {
  if (!isDigit(key)) return onKey(state, key, view)
  if (state.stage === 'cash') return stay({ ...state, received: state.received + key })
  const { editing } = state
  if (editing !== null) return stay({ ...state, editing: { ...editing, text: editing.text + key } })
  return onKey(state, key, view)
}

function onKey(state: DeskState, key: DeskKey, view: DeskView): DeskStep {
  if (key === 'f7') return putAside(state)
  if (key === 'f8') return { state, effect: state.done === null ? null : 'receipt' }
  if (key === 'f4') return stay({ ...state, tender: state.tender === 'cash' ? 'card' : 'cash' })
  if (key === 'plus') return stay(another(state))
  if (key === 'slash') return stay({ ...state, sms: !state.sms })
  if (key === 'f9') return payNow(state, view)
  switch (state.stage) {
    case 'bills':
      return onBillsKey(state, key, view)
    case 'cash':
      return onCashKey(state, key, view)
    case 'confirm':
      if (key === 'enter') return { state, effect: 'pay' }
      return stay(key === 'esc' ? { ...state, stage: 'cash' } : state)
    case 'search':
    case 'done':
      return stay(key === 'esc' ? leaveSearch(state) : state)
  }
}

/** Esc in the empty search line: back to the visit that is still on the screen. */
function leaveSearch(state: DeskState): DeskState {
  if (state.stage === 'done' || state.opened.length === 0) return state
  return { ...state, stage: 'bills', adding: false }
}

function another(state: DeskState): DeskState {
  if (state.stage === 'done' || state.opened.length === 0) return state
  return { ...commit(state), stage: 'search', adding: true, frozen: null }
}

function putAside(state: DeskState): DeskStep {
  if (state.opened.length > 0 && state.stage !== 'done') return { state: commit(state), effect: 'put-aside' }
  return { state, effect: 'take-up' }
}

function onBillsKey(state: DeskState, key: DeskKey, view: DeskView): DeskStep {
  const lines = linesOf(state, view.clients)
  const at = cursorAt(state, lines)
  const line = lines[at]
  if (key === 'esc') {
    if (state.editing !== null) return stay({ ...state, editing: null })
    return stay({ ...state, stage: 'search', adding: false })
  }
  if (key === 'enter') return enterBills(state, view)
  if (line === undefined) return stay(state)
  if (key === 'up' || key === 'down') {
    const next = lines[key === 'up' ? at - 1 : at + 1] ?? line
    return stay({ ...commit(state), cursor: next.key })
  }
  if (key === 'star') return stay(tick(state, line.key, view))
  if (key === 'delete') return stay({ ...state, cursor: line.key, editing: { key: line.key, text: '' } })
  if (isDigit(key) && state.editing === null) {
    return stay({ ...state, cursor: line.key, editing: { key: line.key, text: key } })
  }
  return stay(state)
}

function enterBills(state: DeskState, view: DeskView): DeskStep {
  if (state.editing !== null) return stay(commit(state))
  if (!view.loaded) return stay({ ...state, ahead: ['enter'] })
  const lines = linesOf(state, view.clients)
  if (payLinesOf(lines).length === 0) return stay({ ...state, notice: 'nothing' })
  return stay({ ...state, stage: 'cash', frozen: freeze(lines, view.clients) })
}

function onCashKey(state: DeskState, key: DeskKey, view: DeskView): DeskStep {
  if (key === 'esc') return stay({ ...state, stage: 'bills', frozen: null })
  if (key !== 'enter') return stay(state)
  if (view.total_kop === null) return stay({ ...state, ahead: ['enter'] })
  const problem = receivedProblem(state, view.total_kop)
  return stay(problem === null ? { ...state, stage: 'confirm' } : { ...state, notice: problem })
}

function payNow(state: DeskState, view: DeskView): DeskStep {
  if (state.stage === 'bills') return enterBills(commit(state), view)
  if (state.stage === 'cash') return onCashKey(state, 'enter', view)
  return state.stage === 'confirm' ? { state, effect: 'pay' } : stay(state)
}

/** What was received; nothing typed, or a card, means the very sum. Null when it is no amount. */
export function receivedOf(
  state: Pick<DeskState, 'tender' | 'received'>,
  total_kop: Kopecks,
): Kopecks | null {
  if (state.tender === 'card' || state.received.trim() === '') return total_kop
  return parseMoney(state.received)
}

function receivedProblem(state: DeskState, total_kop: Kopecks): DeskState['notice'] {
  const received_kop = receivedOf(state, total_kop)
  if (received_kop === null) return 'bad-received'
  return received_kop < total_kop ? 'too-little' : null
}

function tick(state: DeskState, row: string, view: DeskView): DeskState {
  const committed = commit(state)
  const line = linesOf(committed, view.clients).find((each) => each.key === row)
  if (line === undefined) return committed
  const entry = committed.entries[row]
  const entries = { ...committed.entries, [row]: { sum_kop: entry?.sum_kop ?? null, ticked: !line.ticked } }
  return { ...committed, cursor: row, entries }
}

/** Ends the editing of a sum: a text that is no amount stays in the field and says so. */
function commit(state: DeskState): DeskState {
  const { editing } = state
  if (editing === null) return state
  const text = editing.text.trim()
  const sum_kop = text === '' ? null : parseMoney(text)
  if (text !== '' && sum_kop === null) return { ...state, notice: 'bad-sum' }
  const ticked = sum_kop === null ? (state.entries[editing.key]?.ticked ?? null) : sum_kop > 0
  return { ...state, editing: null, entries: { ...state.entries, [editing.key]: { ticked, sum_kop } } }
}

/** True when the visit on the desk has to be put aside before another client takes its place. */
export function mustPutAside(state: DeskState): boolean {
  return !state.adding && isTyped(state)
}
