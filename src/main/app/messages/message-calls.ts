import { messageCalls } from '../../../shared/contract/messages.ts'
import { normalizePhone } from '../../../shared/phone.ts'
import { toLatin } from '../../domain/latin-letters.ts'
import type { AppDeps } from '../app-deps.ts'
import { IdCursor, pageOf, pageSize, readCursor } from '../calls/cursor.ts'
import { Failure, fail } from '../calls/failure.ts'
import { act, answer, type Routes } from '../calls/handlers.ts'
import { heldBy, releaseHold } from '../office/clock-guard.ts'
import { writeSetting } from '../office/office-book.ts'
import { sql } from '../ports/sql.ts'
import { partsOfForms } from './latin-form.ts'
import { incomingViews, messageView, outgoingRows } from './message-views.ts'
import { queueMessage } from './queue-message.ts'
import type { RenderMessage } from './renderer.ts'
import { resolveUncertain } from './resolve.ts'

export interface MessageDeps extends Pick<AppDeps, 'modem' | 'wake' | 'log' | 'random'> {
  readonly render: RenderMessage
}

const token = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

const lists = (deps: MessageDeps) => ({
  'messages.out': answer(messageCalls['messages.out'], (read, input, call) => {
    const before = readCursor(input.cursor, IdCursor)
    const rows = outgoingRows(read, { status: input.status, lane: input.lane, before }, pageSize + 1)
    const { items, next } = pageOf(rows, (row) => row.id)
    return { items: items.map((row) => messageView(read, row, deps.render, call.now)), next }
  }),
  'messages.in': answer(messageCalls['messages.in'], (read, input) => {
    const before = readCursor(input.cursor, IdCursor)
    const rows = incomingViews(read, { unreadOnly: input.unreadOnly, before }, pageSize + 1)
    return pageOf(rows, (row) => row.id)
  }),
  'messages.measure': answer(messageCalls['messages.measure'], (_read, input) => ({
    ...deps.modem.measure(input.latin === true ? toLatin(input.text) : input.text),
    ...partsOfForms(input.text, deps.modem),
  })),
})

/** Messages both ways, and what a person does with those that need one. */
export const messageRoutes = (deps: MessageDeps): Routes<'messages'> => ({
  ...lists(deps),
  'messages.markRead': act(messageCalls['messages.markRead'], (tx, input, call) => {
    tx.run(
      sql
        .updateTable('inbox')
        .set({ read_at: call.now })
        .where('id', 'in', input.ids)
        .where('read_at', 'is', null),
    )
    call.changed('inbox')
    return {}
  }),
  'messages.resolve': act(messageCalls['messages.resolve'], (tx, input, call) => {
    const settled = resolveUncertain(tx, input, call.operator?.id ?? 0, call.now)
    if (settled instanceof Failure) return settled
    deps.log.append(tx, {
      at: call.now,
      operatorId: call.operator?.id ?? null,
      action: `message.${input.as}`,
      subject: 'message',
      subjectId: input.id,
      details: {},
    })
    call.changed('messages')
    call.after(deps.wake.outbox)
    return {}
  }),
  'messages.cancel': act(messageCalls['messages.cancel'], (tx, input, call) => {
    const row = tx.first(sql.selectFrom('message').select('status').where('id', '=', input.id))
    if (row === undefined) return fail('not-found', { what: 'message', id: input.id })
    if (row.status !== 'queued') return fail('conflict.changed')
    tx.run(
      sql
        .updateTable('message')
        .set({ status: 'dropped', reason: 'cancelled', done_at: call.now })
        .where('id', '=', input.id),
    )
    call.changed('messages')
    return {}
  }),
  'messages.write': act(messageCalls['messages.write'], (tx, input, call) => {
    const phone = normalizePhone(input.phone)
    if (phone === null || phone.kind === 'landline') return fail('phone.invalid')
    const id = queueMessage(tx, {
      lane: 'reply',
      args: { kind: 'manual', text: input.latin === true ? toLatin(input.text) : input.text },
      recipient: phone.e164,
      dedupeKey: `manual:${token(deps.random.bytes(12))}`,
      at: call.now,
      operatorId: call.operator?.id ?? 0,
    })
    if (id === null) return fail('conflict.changed')
    call.changed('messages')
    call.after(deps.wake.outbox)
    return { id }
  }),
  'messages.hold': act(messageCalls['messages.hold'], (tx, input, call) => {
    const restored = heldBy(tx) === 'restored'
    // What was restored stays so called until somebody has looked and lets it go.
    if (input.held && !restored) writeSetting(tx, 'hold', { by: call.operator?.id ?? 0, at: call.now })
    if (!input.held) releaseHold(tx)
    if (!input.held && restored)
      deps.log.append(tx, {
        at: call.now,
        operatorId: call.operator?.id ?? null,
        action: 'office.looked',
        subject: 'office',
        subjectId: null,
        details: {},
      })
    call.changed('messages', 'office')
    call.after(deps.wake.outbox)
    return {}
  }),
})
