import { describe, expect, test } from 'vitest'
import type { DeskKey } from '../../../src/renderer/screens/desk/desk-keys.ts'
import { linesOf } from '../../../src/renderer/screens/desk/desk-lines.ts'
import { mustPutAside, receivedOf } from '../../../src/renderer/screens/desk/desk-machine.ts'
import { emptyDesk } from '../../../src/renderer/screens/desk/desk-state.ts'
import { billRow, client, Visit } from './visit.ts'

const water = [billRow(11, 100, 60_000), billRow(11, 101, 124_250)]
const power = billRow(13, 103, 350_010)
const ivanova = client(1, [...water, power])
const petrov = client(2, [billRow(21, 201, 45_000)])

const ticked = (visit: Visit) =>
  linesOf(visit.state, visit.view.clients)
    .filter((line) => line.ticked)
    .map((line) => line.key)

describe('the number pad alone', () => {
  test('account, Enter, cash, Enter, Enter pays all bills of that account', () => {
    const visit = new Visit([ivanova], 187_935)
      .open(1, 11)
      .press('Enter', '2', '0', '0', '0', 'Enter', 'Enter')
    expect(visit.effects).toEqual(['pay'])
    expect(visit.state.frozen).toEqual({
      lines: [
        { accountId: 11, billId: 100, sum_kop: 60_000 },
        { accountId: 11, billId: 101, sum_kop: 124_250 },
      ],
      shown: [{ accountId: 11, debt_kop: 184_250 }],
    })
  })

  test('Enter with no cash typed means the very sum', () => {
    const visit = new Visit([ivanova], 187_935).open(1, 11).press('Enter', 'Enter')
    expect(visit.state.stage).toBe('confirm')
    expect(receivedOf(visit.state, 187_935)).toBe(187_935)
  })

  test('less cash than the total stays where it is and says so', () => {
    const visit = new Visit([ivanova], 187_935).open(1, 11).press('Enter', '1', '0', '0', '0', 'Enter')
    expect(visit.state).toMatchObject({ stage: 'cash', notice: 'too-little', received: '1000' })
  })

  test('the paid visit shows its change until another client is opened', () => {
    const done = {
      visitId: 5,
      numbers: [4821],
      total_kop: 100,
      received_kop: 200,
      change_kop: 100,
      sms: true,
      printed: false,
    }
    const visit = new Visit([ivanova], 100).open(1, 11).press('Enter', 'Enter').tell({ type: 'paid', done })
    expect(visit.press('Escape', 'Enter').state).toMatchObject({ stage: 'done', done })
    expect(visit.open(2).state).toMatchObject({ stage: 'bills', done: null, received: '' })
  })
})

describe('keys faster than the core', () => {
  test('waits for the rows', () => {
    const visit = new Visit([], 187_935)
    visit.view = { ...visit.view, loaded: false }
    visit.open(1, 11).press('Enter')
    expect(visit.state).toMatchObject({ stage: 'bills', ahead: ['enter'] })
    visit.view = { ...visit.view, clients: [ivanova], loaded: true }
    expect(visit.tell({ type: 'ready' }).state).toMatchObject({ stage: 'cash', ahead: [] })
  })

  test('waits for the total', () => {
    const visit = new Visit([ivanova]).open(1, 11).press('Enter', 'Enter')
    expect(visit.state).toMatchObject({ stage: 'cash', ahead: ['enter'] })
    visit.view = { ...visit.view, total_kop: 187_935 }
    expect(visit.tell({ type: 'ready' }).state.stage).toBe('confirm')
  })

  test('are all kept: the whole payment may be typed before the rows are here', () => {
    const visit = new Visit([], null)
    visit.view = { ...visit.view, loaded: false }
    const ahead: DeskKey[] = ['enter', '2', '0', '0', '0', 'enter', 'enter']
    visit.tell({ type: 'open', hit: { clientId: 1, accountId: 11 }, orderId: null, ahead })
    visit.view = { ...visit.view, clients: [ivanova], loaded: true }
    visit.tell({ type: 'ready' })
    expect(visit.state).toMatchObject({ stage: 'cash', received: '2000', ahead: ['enter', 'enter'] })
    visit.view = { ...visit.view, total_kop: 187_935 }
    visit.tell({ type: 'ready' })
    expect(visit.state).toMatchObject({ stage: 'confirm', ahead: [] })
    expect(visit.effects).toEqual(['pay'])
  })

  test('do not pay by a total that belongs to other sums', () => {
    const visit = new Visit([], 1)
    visit.view = { ...visit.view, loaded: false }
    const ahead: DeskKey[] = ['5', 'enter', 'enter', 'enter', 'enter']
    visit.tell({ type: 'open', hit: { clientId: 1, accountId: 13 }, orderId: null, ahead })
    visit.view = { ...visit.view, clients: [ivanova], loaded: true }
    visit.tell({ type: 'ready' })
    expect(visit.state).toMatchObject({ stage: 'cash', ahead: ['enter', 'enter'] })
    expect(visit.effects).toEqual([])
  })

  test('are taken back by Esc', () => {
    const visit = new Visit([])
    visit.view = { ...visit.view, loaded: false }
    expect(visit.open(1, 11).press('Enter', 'Enter', 'Escape').state).toMatchObject({
      stage: 'bills',
      ahead: [],
    })
  })

  test('an answer nobody waited for moves nothing', () => {
    const visit = new Visit([ivanova], 187_935).open(1, 11)
    expect(visit.tell({ type: 'ready' }).state.stage).toBe('bills')
  })
})

describe('the rows', () => {
  test('a client opened by name pays all that is owed', () => {
    expect(ticked(new Visit([ivanova]).open(1))).toEqual(['bill:100', 'bill:101', 'bill:103'])
  })

  test('an account opened by number pays its own bills alone', () => {
    expect(ticked(new Visit([ivanova]).open(1, 13))).toEqual(['bill:103'])
  })

  test('star unticks the row under the cursor and ticks it again', () => {
    const visit = new Visit([ivanova]).open(1, 11).press('*')
    expect(ticked(visit)).toEqual(['bill:101'])
    expect(ticked(visit.press('*'))).toEqual(['bill:100', 'bill:101'])
  })

  test('digits change the sum of the row under the cursor, and tick it', () => {
    const visit = new Visit([ivanova])
      .open(1, 11)
      .press('ArrowDown', 'ArrowDown', '3', '0', '0', ',', '5', 'Enter')
    expect(linesOf(visit.state, [ivanova])[2]).toMatchObject({ ticked: true, sum_kop: 30_050 })
    expect(visit.state.stage).toBe('bills')
  })

  test('a sum of nothing takes the row out', () => {
    const visit = new Visit([ivanova]).open(1, 11).press('0', 'Enter', 'Enter')
    expect(visit.state.frozen?.lines).toEqual([{ accountId: 11, billId: 101, sum_kop: 124_250 }])
  })

  test('a text that is no sum stays in its field and nothing goes on', () => {
    const visit = new Visit([ivanova], 1).open(1, 11).press('1', 'x', 'F9')
    expect(visit.state).toMatchObject({ stage: 'bills', notice: 'bad-sum', editing: { text: '1x' } })
  })

  test('more than the debt is taken as it was typed', () => {
    const visit = new Visit([ivanova]).open(1, 13).press('9', '0', '0', '0', 'Enter', 'Enter')
    expect(visit.state.frozen?.lines).toEqual([{ accountId: 13, billId: 103, sum_kop: 900_000 }])
  })

  test('F9 counts a sum that is still being typed', () => {
    const visit = new Visit([ivanova]).open(1, 13).press('5', '0', 'F9')
    expect(visit.state.frozen?.lines).toEqual([{ accountId: 13, billId: 103, sum_kop: 5_000 }])
  })

  test('with nothing ticked there is no way to the money', () => {
    const visit = new Visit([ivanova]).open(1, 13).press('*', 'Enter')
    expect(visit.state).toMatchObject({ stage: 'bills', notice: 'nothing' })
  })

  test('Esc leaves the old sum when it is being changed', () => {
    const visit = new Visit([ivanova]).open(1, 13).press('5', 'Escape')
    expect(visit.state).toMatchObject({ stage: 'bills', editing: null, entries: {} })
  })
})

describe('what the client was told', () => {
  test('does not change when the debt does', () => {
    const visit = new Visit([ivanova], 350_010).open(1, 13).press('Enter')
    visit.view = { ...visit.view, clients: [client(1, [billRow(13, 103, 1)])] }
    expect(visit.press('Enter').state.frozen?.lines).toEqual([
      { accountId: 13, billId: 103, sum_kop: 350_010 },
    ])
  })

  test('no longer holds when a row is changed by the mouse', () => {
    const visit = new Visit([ivanova], 350_010)
      .open(1, 13)
      .press('Enter', '5')
      .tell({ type: 'tick', row: 'bill:100' })
    expect(visit.state).toMatchObject({ stage: 'bills', frozen: null, received: '5' })
    expect(ticked(visit)).toEqual(['bill:100', 'bill:103'])
  })

  test('is past when it is paid: the rows no longer answer', () => {
    const done = {
      visitId: 5,
      numbers: [1],
      total_kop: 1,
      received_kop: 1,
      change_kop: 0,
      sms: false,
      printed: false,
    }
    const visit = new Visit([ivanova], 1).open(1, 13).tell({ type: 'paid', done })
    const paid = visit.state
    visit.tell({ type: 'tick', row: 'bill:100' }, { type: 'edit', row: 'bill:100', text: '5' })
    expect(visit.state).toEqual(paid)
  })

  test('a new count goes back to the rows with all that was typed', () => {
    const visit = new Visit([ivanova], 350_010).open(1, 13).press('1', '0', 'Enter', 'Enter', '9', '9')
    const typed = visit.state
    expect(visit.tell({ type: 'recount' }).state).toEqual({ ...typed, stage: 'bills', frozen: null })
  })
})

describe('another account', () => {
  test('plus adds the next one found to the visit', () => {
    const visit = new Visit([ivanova, petrov]).open(1, 13).press('+').open(2, 21)
    expect(ticked(visit)).toEqual(['bill:103', 'bill:201'])
    expect(visit.state).toMatchObject({ stage: 'bills', adding: false })
  })

  test('without plus the next one found begins a new visit', () => {
    expect(ticked(new Visit([ivanova, petrov]).open(1, 13).open(2, 21))).toEqual(['bill:201'])
  })

  test('another account of a client who is here already brings no rows twice', () => {
    const visit = new Visit([ivanova]).open(1, 13).press('+').open(1, 11)
    expect(linesOf(visit.state, [ivanova])).toHaveLength(3)
    expect(ticked(visit)).toEqual(['bill:100', 'bill:101', 'bill:103'])
  })
})

describe('the other keys', () => {
  test('Esc goes back a stage at a time and keeps what was typed', () => {
    const visit = new Visit([ivanova], 1).open(1, 13).press('Enter', '5', 'Enter')
    expect(visit.press('Escape').state.stage).toBe('cash')
    expect(visit.press('Escape').state).toMatchObject({ stage: 'bills', frozen: null, received: '5' })
    expect(visit.press('Escape').state.stage).toBe('search')
    expect(visit.press('Escape').state.stage).toBe('bills')
  })

  test('F4 changes over to card, which always receives the very sum', () => {
    const visit = new Visit([ivanova], 357_000).open(1, 13).press('Enter', '5', 'F4', 'Enter', 'Enter')
    expect(visit.effects).toEqual(['pay'])
    expect(receivedOf(visit.state, 357_000)).toBe(357_000)
  })

  test('F7 puts a visit aside, and takes one up at an empty desk', () => {
    const visit = new Visit([ivanova]).open(1, 13).press('F7')
    expect(visit.tell({ type: 'aside' }).state).toEqual(emptyDesk)
    expect(visit.press('F7').effects).toEqual(['put-aside', 'take-up'])
  })

  test('F8 shows a receipt only when there is one', () => {
    const visit = new Visit([ivanova]).open(1, 13).press('F8')
    expect(visit.effects).toEqual([])
  })

  test('slash takes the SMS away and gives it back', () => {
    const visit = new Visit([ivanova]).open(1, 13).press('/')
    expect(visit.state.sms).toBe(false)
    expect(visit.press('/').state.sms).toBe(true)
  })
})

describe('a visit with something typed in it', () => {
  test('is put aside before another client takes the desk', () => {
    expect(mustPutAside(new Visit([ivanova]).open(1, 13).press('*').state)).toBe(true)
  })

  test('is not put aside when another account joins it, when nothing was typed, or when it is paid', () => {
    expect(mustPutAside(new Visit([ivanova]).open(1, 13).press('*', '+').state)).toBe(false)
    expect(mustPutAside(new Visit([ivanova]).open(1, 13).state)).toBe(false)
    const done = {
      visitId: 5,
      numbers: [1],
      total_kop: 1,
      received_kop: 1,
      change_kop: 0,
      sms: false,
      printed: false,
    }
    expect(mustPutAside(new Visit([ivanova]).open(1, 13).press('*').tell({ type: 'paid', done }).state)).toBe(
      false,
    )
  })
})
