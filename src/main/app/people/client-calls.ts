import { clientCalls } from '../../../shared/contract/clients.ts'
import { foldKey } from '../../../shared/fold.ts'
import { normalizePhone } from '../../../shared/phone.ts'
import type { AppDeps } from '../app-deps.ts'
import { type Failure, fail } from '../calls/failure.ts'
import { act, answer, type Routes } from '../calls/handlers.ts'
import { deskClient } from '../desk/desk-client.ts'
import { paymentsOfClient } from '../desk/payment-views.ts'
import { messagesOfPhones, messageView } from '../messages/message-views.ts'
import type { RenderMessage } from '../messages/renderer.ts'
import { sql } from '../ports/sql.ts'
import type { Reader, Writer } from '../ports/store.ts'
import { resumeReminders, stopAds, stopReminders } from '../requests/refusals.ts'
import { billsOfClient } from './bill-views.ts'
import { clientPage } from './client-list.ts'
import { indexClient, unindexPhone } from './search-index.ts'
import { addAccount, addClient, addPhone, linkPhone, numberKey } from './write-people.ts'

export interface ClientDeps extends Pick<AppDeps, 'offices' | 'calendars' | 'wake' | 'log'> {
  readonly render: RenderMessage
}

const historyMax = 100

const phoneRow = (read: Reader, id: number) =>
  read.first(sql.selectFrom('phone').selectAll().where('id', '=', id))

const removePhone = (tx: Writer, phoneId: number, at: number): Record<string, never> | Failure => {
  const phone = phoneRow(tx, phoneId)
  if (phone === undefined) return fail('not-found', { what: 'phone', id: phoneId })
  tx.run(sql.deleteFrom('link').where('phone_id', '=', phoneId))
  tx.run(
    sql
      .updateTable('consent')
      .set({ withdrawn_at: at })
      .where('phone_id', '=', phoneId)
      .where('withdrawn_at', 'is', null),
  )
  tx.run(
    sql
      .updateTable('occurrence')
      .set({ status: 'skipped', reason: 'gone' })
      .where('phone_id', '=', phoneId)
      .where('status', '=', 'planned'),
  )
  unindexPhone(tx, phone.client_id, phone.e164)
  tx.run(sql.deleteFrom('phone').where('id', '=', phoneId))
  return {}
}

const phoneActs = (deps: ClientDeps) => ({
  'clients.addPhone': act(clientCalls['clients.addPhone'], (tx, input, call) => {
    const phone = normalizePhone(input.phone)
    if (phone === null || phone.kind === 'short') return fail('phone.invalid')
    const kind = phone.kind === 'mobile' ? 'mobile' : 'landline'
    const twin = tx.first(
      sql
        .selectFrom('phone')
        .select('id')
        .where('e164', '=', phone.e164)
        .where('client_id', '=', input.clientId),
    )
    const id = twin?.id ?? addPhone(tx, { clientId: input.clientId, e164: phone.e164, kind, at: call.now })
    for (const accountId of input.linkAccountIds)
      linkPhone(tx, { accountId, phoneId: id, proof: 'desk', at: call.now })
    call.changed('clients', 'reminders')
    call.after(deps.wake.plan)
    return { id }
  }),
  'clients.removePhone': act(clientCalls['clients.removePhone'], (tx, input, call) => {
    call.changed('clients', 'reminders')
    return removePhone(tx, input.phoneId, call.now)
  }),
  'clients.link': act(clientCalls['clients.link'], (tx, input, call) => {
    if (input.linked)
      linkPhone(tx, { accountId: input.accountId, phoneId: input.phoneId, proof: 'desk', at: call.now })
    else
      tx.run(
        sql
          .deleteFrom('link')
          .where('account_id', '=', input.accountId)
          .where('phone_id', '=', input.phoneId),
      )
    call.changed('clients', 'reminders')
    call.after(deps.wake.plan)
    return {}
  }),
  'clients.setStops': act(clientCalls['clients.setStops'], (tx, input, call) => {
    const phone = phoneRow(tx, input.phoneId)
    if (phone === undefined) return fail('not-found', { what: 'phone', id: input.phoneId })
    const source = { at: call.now, inboxId: null, operatorId: call.operator?.id ?? null }
    if (input.noAds && phone.no_ads === 0) stopAds(tx, phone.e164, source)
    if (!input.noAds && phone.no_ads === 1)
      tx.run(sql.updateTable('phone').set({ no_ads: 0 }).where('e164', '=', phone.e164))
    if (input.noReminders && phone.no_reminders === 0) stopReminders(tx, phone.e164, source)
    if (!input.noReminders && phone.no_reminders === 1) resumeReminders(tx, phone.e164, call.now)
    call.changed('clients', 'messages', 'reminders')
    call.after(deps.wake.plan)
    return {}
  }),
  'clients.consent': act(clientCalls['clients.consent'], (tx, input, call) => {
    const phone = phoneRow(tx, input.phoneId)
    if (phone === undefined) return fail('not-found', { what: 'phone', id: input.phoneId })
    tx.run(
      sql
        .updateTable('consent')
        .set({ withdrawn_at: call.now })
        .where('phone_id', '=', input.phoneId)
        .where('withdrawn_at', 'is', null),
    )
    if (input.given) {
      tx.run(
        sql.insertInto('consent').values({
          id: tx.nextId('consent'),
          phone_id: input.phoneId,
          given_at: call.now,
          how: input.how,
          evidence: input.evidence,
          text_version: '1',
          operator_id: call.operator?.id ?? null,
          withdrawn_at: null,
        }),
      )
      tx.run(sql.updateTable('phone').set({ no_ads: 0 }).where('e164', '=', phone.e164))
    }
    deps.log.append(tx, {
      at: call.now,
      operatorId: call.operator?.id ?? null,
      action: input.given ? 'consent.give' : 'consent.withdraw',
      subject: 'phone',
      subjectId: input.phoneId,
      details: {},
    })
    call.changed('clients', 'campaigns')
    return {}
  }),
})

const clientCard = (deps: ClientDeps) =>
  answer(clientCalls['clients.get'], (read, input, call) => {
    const client = deskClient(read, input.id, call.now, deps)
    if (client === null) return fail('not-found', { what: 'client', id: input.id })
    const numbers = client.phones.map((phone) => phone.e164)
    const ids = client.phones.map((phone) => phone.id)
    const consents =
      ids.length === 0
        ? []
        : read.all(sql.selectFrom('consent').selectAll().where('phone_id', 'in', ids).orderBy('id', 'desc'))
    return {
      client,
      bills: billsOfClient(read, input.id, historyMax),
      payments: paymentsOfClient(read, input.id, historyMax),
      messages: messagesOfPhones(read, numbers, historyMax).map((row) =>
        messageView(read, row, deps.render, call.now),
      ),
      consents: consents.map((row) => ({
        id: row.id,
        phoneId: row.phone_id,
        givenAt: row.given_at,
        how: row.how,
        evidence: row.evidence,
        withdrawnAt: row.withdrawn_at,
      })),
    }
  })

/** Clients, their accounts and phones. */
export const clientRoutes = (deps: ClientDeps): Routes<'clients'> => ({
  ...phoneActs(deps),
  'clients.page': answer(clientCalls['clients.page'], (read, input) =>
    clientPage(read, input.text, input.cursor),
  ),
  'clients.get': clientCard(deps),
  'clients.save': act(clientCalls['clients.save'], (tx, input, call) => {
    call.changed('clients')
    if (input.id === null) return { id: addClient(tx, { ...input, at: call.now }) }
    tx.run(
      sql
        .updateTable('client')
        .set({
          name: input.name,
          name_key: foldKey(input.name),
          address: input.address,
          address_key: foldKey(input.address),
          note: input.note,
        })
        .where('id', '=', input.id),
    )
    indexClient(tx, input.id, input.name, input.address)
    return { id: input.id }
  }),
  'clients.addAccount': act(clientCalls['clients.addAccount'], (tx, input, call) => {
    const service = tx.first(sql.selectFrom('service').selectAll().where('id', '=', input.serviceId))
    const client = tx.first(sql.selectFrom('client').selectAll().where('id', '=', input.clientId))
    if (service === undefined || client === undefined)
      return fail('not-found', { what: 'client', id: input.clientId })
    if (service.account_mask !== null && !new RegExp(service.account_mask, 'u').test(input.number))
      return fail('account.mask', { mask: service.account_mask })
    const twin = tx.first(
      sql
        .selectFrom('account')
        .select('id')
        .where('service_id', '=', input.serviceId)
        .where('number_key', '=', numberKey(input.number)),
    )
    if (twin !== undefined) return fail('account.duplicate', { number: input.number })
    call.changed('clients', 'accounts')
    const id = addAccount(tx, { ...input, holder: client.name, address: client.address, at: call.now })
    return { id }
  }),
})
