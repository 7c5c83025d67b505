import { z } from 'zod'
import { DeskKey } from './desk-keys.ts'

/** Where the cashier is: each stage has one field that the number pad types into. */
export const DeskStage = z.enum(['search', 'bills', 'cash', 'confirm', 'done'])

const Kopecks = z.int()
const Id = z.int().positive()

/** What the cashier changed on a row; a row that is not here is as it came. */
const Entry = z.strictObject({
  ticked: z.boolean().nullable(),
  /** Null while the row pays what is owed. */
  sum_kop: Kopecks.nullable(),
})

/** A client called to the desk; by the numbers of accounts, or (null) by name with all they owe. */
const Opened = z.strictObject({ clientId: Id, accountIds: z.array(Id).nullable() })

const PayLine = z.strictObject({ accountId: Id, billId: Id.nullable(), sum_kop: Kopecks })

/** What the client was told: it does not change under the cashier's hands when the debt does. */
const Frozen = z.strictObject({
  lines: z.array(PayLine),
  shown: z.array(z.strictObject({ accountId: Id, debt_kop: Kopecks })),
})

const Done = z.strictObject({
  visitId: Id,
  numbers: z.array(z.int()),
  total_kop: Kopecks,
  received_kop: Kopecks,
  change_kop: Kopecks,
  sms: z.boolean(),
  printed: z.boolean(),
})

export const Notice = z.enum(['nothing', 'too-little', 'bad-sum', 'bad-received'])

/** The visit at the desk: plain data, kept over a reload, and put aside as it is. */
export const DeskState = z.strictObject({
  stage: DeskStage,
  opened: z.array(Opened),
  /** `+` was pressed: the next one found joins this visit. */
  adding: z.boolean(),
  entries: z.record(z.string(), Entry),
  /** Key of the row under the cursor; null = the first that is ticked. */
  cursor: z.string().nullable(),
  editing: z.strictObject({ key: z.string(), text: z.string() }).nullable(),
  frozen: Frozen.nullable(),
  received: z.string(),
  tender: z.enum(['cash', 'card']),
  sms: z.boolean(),
  /** The phone chosen for the confirmation; null = the first that can get one. */
  phoneId: Id.nullable(),
  orderId: Id.nullable(),
  /** The idempotency key of the payment and what it was made for. */
  intent: z.strictObject({ key: z.string(), asked: z.string() }).nullable(),
  notice: Notice.nullable(),
  /** Keys that were faster than the core: they count, in their order, as soon as its answer is here. */
  ahead: z.array(DeskKey).max(64),
  done: Done.nullable(),
})

export type DeskState = z.output<typeof DeskState>
export type DeskStage = z.output<typeof DeskStage>
export type Opened = z.output<typeof Opened>
export type PayLine = z.output<typeof PayLine>
export type Frozen = z.output<typeof Frozen>
export type Done = z.output<typeof Done>
export type Notice = z.output<typeof Notice>

export const emptyDesk: DeskState = {
  stage: 'search',
  opened: [],
  adding: false,
  entries: {},
  cursor: null,
  editing: null,
  frozen: null,
  received: '',
  tender: 'cash',
  sms: true,
  phoneId: null,
  orderId: null,
  intent: null,
  notice: null,
  ahead: [],
  done: null,
}

/** The state that was kept or put aside; an unreadable one is an empty desk. */
export function readDesk(kept: unknown): DeskState {
  const parsed = DeskState.safeParse(kept)
  return parsed.success ? parsed.data : emptyDesk
}

/** True when something would be lost if another client took the desk. */
export function isTyped(state: DeskState): boolean {
  if (state.stage === 'done' || state.opened.length === 0) return false
  return state.opened.length > 1 || Object.keys(state.entries).length > 0 || state.received !== ''
}
