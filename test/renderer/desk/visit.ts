import { type DeskKey, deskKeyOf } from '../../../src/renderer/screens/desk/desk-keys.ts'
import type { DeskClient, DeskRow } from '../../../src/renderer/screens/desk/desk-lines.ts'
import {
  type DeskEffect,
  type DeskEvent,
  type DeskView,
  deskStep,
} from '../../../src/renderer/screens/desk/desk-machine.ts'
import { type DeskState, emptyDesk } from '../../../src/renderer/screens/desk/desk-state.ts'

export function billRow(accountId: number, billId: number | null, left_kop: number): DeskRow {
  return {
    key: billId === null ? `account:${accountId}` : `bill:${billId}`,
    accountId,
    billId,
    provider: 'Водоканал',
    service: 'вода',
    number: String(100_000 + accountId),
    period: '2026-10',
    dueDay: '2026-11-16',
    overdue: false,
    left_kop,
    prepaid: false,
    creditingDay: '2026-11-17',
  }
}

export function client(id: number, rows: DeskRow[]): DeskClient {
  const ids = [...new Set(rows.map((row) => row.accountId))]
  return {
    id,
    name: 'Иванова Мария',
    address: '',
    note: '',
    phones: [
      { id: id * 10, e164: '+79123456789', kind: 'mobile', noReminders: false, noAds: false, consent: false },
    ],
    accounts: ids.map((accountId) => ({
      id: accountId,
      serviceId: 1,
      provider: 'Водоканал',
      service: 'вода',
      number: String(100_000 + accountId),
      holder: '',
      debt_kop: rows.filter((row) => row.accountId === accountId).reduce((sum, row) => sum + row.left_kop, 0),
      advance_kop: 0,
      debtDay: null,
      linkedPhoneIds: [],
    })),
    rows,
    warnings: [],
  }
}

/** A desk driven by events and key names, with the clients that the core would give. */
export class Visit {
  state: DeskState = emptyDesk
  effects: DeskEffect[] = []
  view: DeskView

  constructor(clients: DeskClient[], total_kop: number | null = null) {
    this.view = { clients, loaded: true, total_kop }
  }

  tell(...events: DeskEvent[]): this {
    for (const event of events) {
      const { state, effect } = deskStep(this.state, event, this.view)
      this.state = state
      if (effect !== null) this.effects.push(effect)
    }
    return this
  }

  /** Keys as the keyboard names them; digits reach a field that is being typed into, as in the window. */
  press(...names: string[]): this {
    for (const name of names) {
      const key = deskKeyOf({ key: name, ctrlKey: false, altKey: false, metaKey: false })
      if (this.state.stage === 'cash' && /^[\d,]$/.test(name)) {
        this.tell({ type: 'received', text: this.state.received + name })
      } else if (this.state.editing !== null && /^[\d,x]$/.test(name)) {
        const { key: row, text } = this.state.editing
        this.tell({ type: 'edit', row, text: text + name })
      } else if (key !== null) this.key(key)
    }
    return this
  }

  key(key: DeskKey): this {
    return this.tell({ type: 'key', key })
  }

  open(clientId: number, accountId: number | null = null): this {
    return this.tell({ type: 'open', hit: { clientId, accountId }, orderId: null, ahead: [] })
  }
}
