import { FeeTerms, providerCalls } from '../../../shared/contract/providers.ts'
import { checkInn } from '../../domain/check-digits.ts'
import type { AppDeps } from '../app-deps.ts'
import { fail } from '../calls/failure.ts'
import { act, answer, type CallContext, type Routes } from '../calls/handlers.ts'
import { sql } from '../ports/sql.ts'
import type { Reader, Writer } from '../ports/store.ts'
import type { ContractRow, ProviderRow, ServiceRow } from '../ports/tables/trade-rows.ts'

type ProviderDeps = Pick<AppDeps, 'log' | 'wake'>

const serviceView = (row: ServiceRow) => ({
  id: row.id,
  providerId: row.provider_id,
  name: row.name,
  shortName: row.short_name,
  billing: row.billing,
  unit: row.unit,
  accountMask: row.account_mask,
  active: row.active === 1,
})

const contractView = (row: ContractRow) => ({
  id: row.id,
  providerId: row.provider_id,
  number: row.number,
  fromDay: row.from_day,
  toDay: row.to_day,
  fee: FeeTerms.parse(JSON.parse(row.fee)),
  lagDays: row.lag_days,
  cutoff: row.cutoff,
  earlyCutoff: row.early_cutoff,
  minimum_kop: row.minimum_kop,
  maximum_kop: row.maximum_kop,
  dueShift: row.due_shift,
  penaltyFirst: row.penalty_first === 1,
})

const providerView = (read: Reader, row: ProviderRow) => {
  const services = read.all(
    sql.selectFrom('service').selectAll().where('provider_id', '=', row.id).orderBy('id'),
  )
  const sums = read.first(
    sql
      .selectFrom('account')
      .innerJoin('service', 'service.id', 'account.service_id')
      .select(({ fn }) => [
        fn.countAll<number>().as('accounts'),
        fn.sum<number | null>('account.debt_kop').as('debt'),
      ])
      .where('service.provider_id', '=', row.id),
  )
  return {
    id: row.id,
    name: row.name,
    shortName: row.short_name,
    legal: row.legal,
    inn: row.inn,
    phone: row.phone,
    priority: row.priority,
    active: row.active === 1,
    services: services.map(serviceView),
    accounts: sums?.accounts ?? 0,
    debt_kop: sums?.debt ?? 0,
    innValid: row.inn === null || checkInn(row.inn) === 'ok',
  }
}

/** Saves a row under its id, or under a new one. */
const save = (
  tx: Writer,
  table: 'provider' | 'service' | 'contract' | 'tariff',
  id: number | null,
  write: { readonly insert: (id: number) => void; readonly update: (id: number) => void },
): number => {
  if (id !== null) {
    write.update(id)
    return id
  }
  const fresh = tx.nextId(table)
  write.insert(fresh)
  return fresh
}

const isPattern = (text: string): boolean => {
  try {
    return new RegExp(text, 'u').source !== ''
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}

const terms = (deps: ProviderDeps) => {
  const noted = (tx: Writer, call: CallContext, subject: string, id: number): { id: number } => {
    deps.log.append(tx, {
      at: call.now,
      operatorId: call.operator?.id ?? null,
      action: `${subject}.save`,
      subject,
      subjectId: id,
      details: {},
    })
    call.changed('providers', 'accounts', 'reminders')
    call.after(deps.wake.plan)
    return { id }
  }
  return {
    'providers.save': act(providerCalls['providers.save'], (tx, input, call) => {
      const { id: given, shortName, active, ...rest } = input
      const values = { ...rest, short_name: shortName, active: active ? 1 : 0 }
      const id = save(tx, 'provider', given, {
        insert: (id) => tx.run(sql.insertInto('provider').values({ ...values, id })),
        update: (id) => tx.run(sql.updateTable('provider').set(values).where('id', '=', id)),
      })
      return noted(tx, call, 'provider', id)
    }),
    'providers.saveContract': act(providerCalls['providers.saveContract'], (tx, input, call) => {
      if (input.minimum_kop > input.maximum_kop) return fail('call.input', { path: 'minimum_kop' })
      const values = {
        provider_id: input.providerId,
        number: input.number,
        from_day: input.fromDay,
        to_day: input.toDay,
        fee: JSON.stringify(input.fee),
        lag_days: input.lagDays,
        cutoff: input.cutoff,
        early_cutoff: input.earlyCutoff,
        transfer_weekdays: null,
        minimum_kop: input.minimum_kop,
        maximum_kop: input.maximum_kop,
        due_shift: input.dueShift,
        penalty_first: input.penaltyFirst ? 1 : 0,
      }
      const id = save(tx, 'contract', input.id, {
        insert: (id) => tx.run(sql.insertInto('contract').values({ ...values, id })),
        update: (id) => tx.run(sql.updateTable('contract').set(values).where('id', '=', id)),
      })
      return noted(tx, call, 'contract', id)
    }),
    'providers.saveService': act(providerCalls['providers.saveService'], (tx, input, call) => {
      if (input.accountMask !== null && !isPattern(input.accountMask))
        return fail('call.input', { path: 'accountMask' })
      const values = {
        provider_id: input.providerId,
        name: input.name,
        short_name: input.shortName,
        billing: input.billing,
        unit: input.unit,
        account_mask: input.accountMask,
        active: input.active ? 1 : 0,
      }
      const id = save(tx, 'service', input.id, {
        insert: (id) => tx.run(sql.insertInto('service').values({ ...values, id })),
        update: (id) => tx.run(sql.updateTable('service').set(values).where('id', '=', id)),
      })
      return noted(tx, call, 'service', id)
    }),
    'providers.saveTariff': act(providerCalls['providers.saveTariff'], (tx, input, call) => {
      const values = {
        service_id: input.serviceId,
        from_day: input.fromDay,
        price_kop: input.price_kop,
        unit: input.unit,
        note: input.note,
      }
      const twin = tx.first(
        sql
          .selectFrom('tariff')
          .select('id')
          .where('service_id', '=', input.serviceId)
          .where('from_day', '=', input.fromDay)
          .where('unit', '=', input.unit),
      )
      const id = save(tx, 'tariff', input.id ?? twin?.id ?? null, {
        insert: (id) => tx.run(sql.insertInto('tariff').values({ ...values, id })),
        update: (id) => tx.run(sql.updateTable('tariff').set(values).where('id', '=', id)),
      })
      return noted(tx, call, 'tariff', id)
    }),
    'providers.removeTariff': act(providerCalls['providers.removeTariff'], (tx, input, call) => {
      tx.run(sql.deleteFrom('tariff').where('id', '=', input.id))
      noted(tx, call, 'tariff', input.id)
      return {}
    }),
  }
}

/** Who is paid, on what terms, for what, at which price. */
export const providerRoutes = (deps: ProviderDeps): Routes<'providers'> => ({
  ...terms(deps),
  'providers.list': answer(providerCalls['providers.list'], (read) => ({
    items: read
      .all(sql.selectFrom('provider').selectAll().orderBy('priority').orderBy('id'))
      .map((row) => providerView(read, row)),
  })),
  'providers.get': answer(providerCalls['providers.get'], (read, input) => {
    const row = read.first(sql.selectFrom('provider').selectAll().where('id', '=', input.id))
    if (row === undefined) return fail('not-found', { what: 'provider', id: input.id })
    const contracts = read.all(
      sql
        .selectFrom('contract')
        .selectAll()
        .where('provider_id', '=', input.id)
        .orderBy('from_day', 'desc')
        .orderBy('id', 'desc'),
    )
    const tariffs = read.all(
      sql
        .selectFrom('tariff')
        .innerJoin('service', 'service.id', 'tariff.service_id')
        .selectAll('tariff')
        .where('service.provider_id', '=', input.id)
        .orderBy('tariff.from_day', 'desc'),
    )
    return {
      provider: providerView(read, row),
      contracts: contracts.map(contractView),
      tariffs: tariffs.map((tariff) => ({
        id: tariff.id,
        serviceId: tariff.service_id,
        fromDay: tariff.from_day,
        price_kop: tariff.price_kop,
        unit: tariff.unit,
        note: tariff.note,
      })),
    }
  }),
})
