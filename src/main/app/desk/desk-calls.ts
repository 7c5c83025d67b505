import { deskCalls } from '../../../shared/contract/desk.ts'
import type { AppDeps } from '../app-deps.ts'
import { IdCursor, pageOf, pageSize, readCursor } from '../calls/cursor.ts'
import { Failure, fail } from '../calls/failure.ts'
import { act, answer, type Routes } from '../calls/handlers.ts'
import { sql } from '../ports/sql.ts'
import { deskClient } from './desk-client.ts'
import { deskSearch } from './desk-search.ts'
import { pay } from './pay.ts'
import { paymentById, paymentsOfVisit, paymentsPage } from './payment-views.ts'
import { quotePayments, quoteView } from './quote.ts'
import { receiptParts } from './receipts.ts'
import { reversePayment } from './reverse.ts'

type DeskDeps = Pick<AppDeps, 'offices' | 'calendars' | 'log' | 'documents' | 'wake'>

const draftsMax = 50

const draftRoutes = {
  'desk.putAside': act(deskCalls['desk.putAside'], (tx, input, call) => {
    const id = tx.nextId('draft')
    tx.run(
      sql.insertInto('draft').values({
        id,
        operator_id: call.operator?.id ?? 0,
        title: input.title,
        data: input.data,
        at: call.now,
      }),
    )
    call.changed('drafts')
    return { id }
  }),
  'desk.drafts': answer(deskCalls['desk.drafts'], (read) => ({
    items: read.all(
      sql.selectFrom('draft').select(['id', 'title', 'data', 'at']).orderBy('id', 'desc').limit(draftsMax),
    ),
  })),
  'desk.takeUp': act(deskCalls['desk.takeUp'], (tx, input, call) => {
    const draft = tx.first(
      sql.selectFrom('draft').select(['id', 'title', 'data', 'at']).where('id', '=', input.id),
    )
    if (draft === undefined) return fail('not-found', { what: 'draft', id: input.id })
    tx.run(sql.deleteFrom('draft').where('id', '=', input.id))
    call.changed('drafts')
    return draft
  }),
}

const moneyRoutes = (deps: DeskDeps) => ({
  'desk.quote': answer(deskCalls['desk.quote'], (read, input, call) => {
    const payments = quotePayments(read, input.lines, call.now, deps)
    return payments instanceof Failure ? payments : quoteView(payments)
  }),
  'desk.pay': act(deskCalls['desk.pay'], (tx, input, call) => {
    const paid = pay(tx, input, call, deps, deps.log)
    if (paid instanceof Failure) return paid
    call.changed('payments', 'accounts', 'bills', 'shift', 'messages', 'orders', 'reminders')
    call.after(deps.wake.outbox)
    return { ...paid, payments: paymentsOfVisit(tx, paid.visitId) }
  }),
  'desk.reverse': act(deskCalls['desk.reverse'], (tx, input, call) => {
    const id = reversePayment(tx, input, call, deps, deps.log)
    if (id instanceof Failure) return id
    call.changed('payments', 'accounts', 'bills', 'shift', 'messages', 'reminders')
    call.after(deps.wake.outbox)
    call.after(deps.wake.plan)
    const payment = paymentById(tx, id)
    return payment === undefined ? fail('not-found', { what: 'payment', id }) : { payment }
  }),
})

/** The desk: find, see, take, print, undo. */
export const deskRoutes = (deps: DeskDeps): Routes<'desk'> => ({
  ...draftRoutes,
  ...moneyRoutes(deps),
  'desk.search': answer(deskCalls['desk.search'], (read, input) => deskSearch(read, input.text)),
  'desk.client': answer(
    deskCalls['desk.client'],
    (read, input, call) =>
      deskClient(read, input.clientId, call.now, deps) ??
      fail('not-found', { what: 'client', id: input.clientId }),
  ),
  'desk.receipt': answer(deskCalls['desk.receipt'], async (read, input) => {
    const printed = read.first(sql.selectFrom('visit').select('printed_at').where('id', '=', input.visitId))
    const copy = input.copy || (printed?.printed_at ?? null) !== null
    const parts = receiptParts(read, input.visitId, copy, deps.offices)
    if (parts instanceof Failure) return parts
    const paper = deps.offices.get(read).settings.receiptPaper
    const pdf = await deps.documents.receipts(parts, paper === 'roll80' ? 'roll80' : 'a5')
    return { fileName: `kvitok-${parts[0]?.number ?? input.visitId}.pdf`, pdf }
  }),
  'desk.printed': act(deskCalls['desk.printed'], (tx, input, call) => {
    tx.run(
      sql
        .updateTable('visit')
        .set({ printed_at: call.now })
        .where('id', '=', input.visitId)
        .where('printed_at', 'is', null),
    )
    return {}
  }),
  'desk.payments': answer(deskCalls['desk.payments'], (read, input) => {
    const before = readCursor(input.cursor, IdCursor)
    return pageOf(paymentsPage(read, input.day, before, pageSize + 1), (row) => row.id)
  }),
})
