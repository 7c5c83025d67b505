import { z } from 'zod'
import { billCalls, RegistryRowView } from '../../../shared/contract/bills.ts'
import { dayOf } from '../../../shared/days.ts'
import type { AppDeps } from '../app-deps.ts'
import { IdCursor, pageOf, pageSize, readCursor } from '../calls/cursor.ts'
import { Failure, fail } from '../calls/failure.ts'
import { act, actLong, answer, type Routes } from '../calls/handlers.ts'
import { billQuery, billView } from '../people/bill-views.ts'
import { sql } from '../ports/sql.ts'
import type { Reader } from '../ports/store.ts'
import { exampleRegistries } from '../training/examples.ts'
import { postRegistry } from './post.ts'
import { discardRegistry, previewRegistry } from './preview.ts'
import { registriesBefore, registryById } from './registry-views.ts'

export type RegistryDeps = Pick<
  AppDeps,
  'store' | 'offices' | 'registries' | 'digests' | 'timers' | 'emit' | 'log' | 'wake' | 'shipped'
>

const writing = (deps: RegistryDeps) => ({
  'registries.preview': actLong(billCalls['registries.preview'], async (input, call, finish) => {
    let view: ReturnType<typeof registryById>
    const failed = await previewRegistry(input, call, deps, async (work) => {
      let id: number | Failure = fail('call.bug')
      const kept = await finish((tx) => {
        id = work(tx)
        if (id instanceof Failure) return id
        view = registryById(tx, id)
        return view ?? fail('not-found', { what: 'registry', id })
      })
      return kept instanceof Failure ? kept : id
    })
    if (failed instanceof Failure) return failed
    call.changed('registries')
    return view ?? fail('not-found', { what: 'registry', id: failed })
  }),
  'registries.post': actLong(billCalls['registries.post'], async (input, call, finish) => {
    const posted = await postRegistry(input.id, call, deps, async (work) => {
      let sum: ReturnType<typeof work> = fail('call.bug')
      const kept = await finish((tx) => {
        sum = work(tx)
        return sum
      })
      return kept instanceof Failure ? kept : sum
    })
    call.changed('registries', 'bills', 'accounts', 'clients', 'claims', 'reminders')
    call.after(deps.wake.plan)
    return posted
  }),
  'registries.discard': act(billCalls['registries.discard'], (tx, input, call) => {
    const registry = registryById(tx, input.id)
    if (registry === undefined) return fail('not-found', { what: 'registry', id: input.id })
    if (registry.status === 'posted') return fail('registry.posted')
    const begun = tx.first(sql.selectFrom('bill').select('id').where('registry_id', '=', input.id).limit(1))
    if (begun !== undefined) return fail('registry.posted')
    discardRegistry(tx, input.id)
    call.changed('registries')
    return {}
  }),
})

const examples = (deps: RegistryDeps) => ({
  'registries.examples': answer(billCalls['registries.examples'], (read) => ({
    items: exampleRegistries().map((example) => ({
      fileName: example.fileName,
      title: example.title,
      serviceId:
        read.first(sql.selectFrom('service').select('id').where('short_name', '=', example.service).limit(1))
          ?.id ?? null,
      kind: example.kind,
      asOfDay: example.asOf,
    })),
  })),
  'registries.example': answer(billCalls['registries.example'], async (_read, input) => {
    const known = exampleRegistries().find((example) => example.fileName === input.fileName)
    if (known === undefined) return fail('not-found', { what: 'example' })
    return { bytes: await deps.shipped.read(`registries/${known.fileName}`) }
  }),
})

const RowPosition = z.tuple([RegistryRowView.shape.state, z.int(), z.int()])

/** Files of bills: previewed, posted once, looked at. */
export const registryRoutes = (deps: RegistryDeps): Routes<'registries'> => ({
  ...writing(deps),
  ...examples(deps),
  'registries.page': answer(billCalls['registries.page'], (read, input) =>
    pageOf(registriesBefore(read, readCursor(input.cursor, IdCursor), pageSize + 1), (row) => row.id),
  ),
  'registries.get': answer(
    billCalls['registries.get'],
    (read, input) => registryById(read, input.id) ?? fail('not-found', { what: 'registry', id: input.id }),
  ),
  'registries.rows': answer(billCalls['registries.rows'], (read, input) => {
    const after = readCursor(input.cursor, RowPosition)
    let query = sql
      .selectFrom('registry_row')
      .selectAll()
      .where('registry_id', '=', input.id)
      .orderBy('state')
      .orderBy('row')
      .orderBy('id')
      .limit(pageSize + 1)
    if (input.state !== null) query = query.where('state', '=', input.state)
    if (after !== null) {
      const [state, row, id] = after
      query = query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('state', 'row', 'id'), '>', tuple(state, row, id)),
      )
    }
    const { items, next } = pageOf(read.all(query), (row) => [row.state, row.row, row.id])
    return {
      items: items.map((row) => ({
        id: row.id,
        row: row.row,
        state: row.state,
        account: row.account_number,
        name: row.name,
        address: row.address,
        period: row.period,
        amount_kop: row.amount_kop,
        dueDay: row.due_day,
        code: row.code,
        raw: row.raw,
      })),
      next,
    }
  }),
})

const BillPosition = z.tuple([z.string(), z.int()])

const bigService_accounts = 2000

/** Whether a service has so many accounts that its bills are sooner found among all than sorted by themselves. */
const isBig = (read: Reader, serviceId: number): boolean =>
  read.first(
    sql
      .selectFrom('account')
      .select('id')
      .where('service_id', '=', serviceId)
      .limit(1)
      .offset(bigService_accounts),
  ) !== undefined

/** Bills by due day. */
export const billRoutes = (deps: Pick<AppDeps, 'offices' | 'wake'>): Routes<'bills'> => ({
  'bills.page': answer(billCalls['bills.page'], (read, input, call) => {
    const today = dayOf(call.now, deps.offices.get(read).timeZone)
    const after = readCursor(input.cursor, BillPosition)
    let query = billQuery
      .orderBy('bill.due_day')
      .orderBy('bill.id')
      .limit(pageSize + 1)
    if (input.state !== 'all') query = query.where('bill.left_kop', '>', 0)
    if (input.state === 'overdue') query = query.where('bill.due_day', '<', today)
    const { serviceId } = input
    if (serviceId !== null && isBig(read, serviceId)) {
      // A sum is no column of an index: the bills come in the order of their days until the page is full.
      query = query.where(({ eb }) => eb(eb('account.service_id', '+', 0), '=', serviceId))
    } else if (serviceId !== null) {
      query = query.where('account.service_id', '=', serviceId)
    }
    if (after !== null) {
      const [day, id] = after
      query = query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('bill.due_day', 'bill.id'), '>', tuple(day, id)),
      )
    }
    const { items, next } = pageOf(read.all(query), (row) => [row.dueDay, row.id])
    return { items: items.map(billView), next }
  }),
  'bills.silence': act(billCalls['bills.silence'], (tx, input, call) => {
    tx.run(
      sql
        .updateTable('bill')
        .set({ silenced: input.silenced ? 1 : 0 })
        .where('id', '=', input.billId),
    )
    call.changed('bills', 'reminders')
    call.after(deps.wake.plan)
    return {}
  }),
})
