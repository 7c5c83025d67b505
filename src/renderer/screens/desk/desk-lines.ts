import type { CallOutput } from '../../../shared/contract/contract.ts'
import { type Kopecks, sumMoney } from '../../../shared/money.ts'
import type { DeskState, Frozen, PayLine } from './desk-state.ts'

export type DeskClient = CallOutput<'desk.client'>
export type DeskRow = DeskClient['rows'][number]

/** A row of the desk as the cashier left it. */
export interface DeskLine {
  readonly key: string
  readonly clientId: number
  readonly row: DeskRow
  readonly ticked: boolean
  /** What will be paid if it is ticked; 0 where nothing was typed and nothing is owed. */
  readonly sum_kop: Kopecks
}

/** Every row of the visit's clients in the order they came, with what the cashier did to it. */
export function linesOf(state: DeskState, clients: readonly DeskClient[]): DeskLine[] {
  return state.opened.flatMap(({ clientId, accountIds }) => {
    const client = clients.find((each) => each.id === clientId)
    return (client?.rows ?? []).map((row) => lineOf(state, row, clientId, accountIds))
  })
}

function lineOf(
  state: DeskState,
  row: DeskRow,
  clientId: number,
  accountIds: readonly number[] | null,
): DeskLine {
  const entry = state.entries[row.key]
  // Whoever gives one account pays that one; whoever gives a name pays all that is owed.
  const called = accountIds === null ? row.left_kop > 0 : accountIds.includes(row.accountId)
  const ticked = (entry?.ticked ?? called) && state.stage !== 'done'
  return { key: row.key, clientId, row, ticked, sum_kop: entry?.sum_kop ?? row.left_kop }
}

/** The place of the cursor in the list; -1 when it is empty. */
export function cursorAt(state: DeskState, lines: readonly DeskLine[]): number {
  const own = lines.findIndex((line) => line.key === state.cursor)
  if (own >= 0) return own
  const ticked = lines.findIndex((line) => line.ticked)
  return ticked >= 0 ? ticked : lines.length > 0 ? 0 : -1
}

export function payLinesOf(lines: readonly DeskLine[]): PayLine[] {
  return lines
    .filter((line) => line.ticked && line.sum_kop > 0)
    .map(({ row, sum_kop }) => ({ accountId: row.accountId, billId: row.billId, sum_kop }))
}

/** The debts that the screen showed for the accounts that are being paid. */
export function freeze(lines: readonly DeskLine[], clients: readonly DeskClient[]): Frozen {
  const paid = payLinesOf(lines)
  const ids = new Set(paid.map((line) => line.accountId))
  const shown = clients.flatMap(({ accounts }) =>
    accounts.filter(({ id }) => ids.has(id)).map(({ id, debt_kop }) => ({ accountId: id, debt_kop })),
  )
  return { lines: paid, shown }
}

export function sumOf(lines: readonly PayLine[]): Kopecks {
  return sumMoney(lines.map((line) => line.sum_kop))
}

export interface ReachablePhone {
  readonly id: number
  readonly e164: string
}

/** Phones that can get the confirmation, those linked to a paid account first. */
export function reachablePhones(
  clients: readonly DeskClient[],
  paid: readonly { accountId: number }[],
): ReachablePhone[] {
  const ids = new Set(paid.map((line) => line.accountId))
  const linked = new Set(
    clients.flatMap(({ accounts }) =>
      accounts.filter(({ id }) => ids.has(id)).flatMap((account) => account.linkedPhoneIds),
    ),
  )
  const mobiles = clients.flatMap(({ phones }) => phones.filter((phone) => phone.kind === 'mobile'))
  const first = mobiles.filter(({ id }) => linked.has(id))
  const rest = mobiles.filter(({ id }) => !linked.has(id))
  return [...first, ...rest].map(({ id, e164 }) => ({ id, e164 }))
}
