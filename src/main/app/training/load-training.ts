import { instantOf } from '../../../shared/days.ts'
import type { ChainedLog } from '../calls/chained-log.ts'
import { addEntry, refreshAccount } from '../money/ledger.ts'
import { foundOffice } from '../office/found-office.ts'
import { defaultSettings, type Office, writeSetting } from '../office/office-book.ts'
import type { StoredPin } from '../office/pins.ts'
import { addAccount, addClient, addPhone, linkPhone } from '../people/write-people.ts'
import type { Instant } from '../ports/clock.ts'
import { sql } from '../ports/sql.ts'
import type { Writer } from '../ports/store.ts'
import type { TrainingOffice } from './data.ts'

export interface TrainingLoad {
  readonly data: TrainingOffice
  readonly pin: StoredPin
  readonly timeZone: string
  readonly at: Instant
}

const loadTrade = (tx: Writer, { data }: TrainingLoad) => {
  const providers = new Map<number, number>()
  const services = new Map<number, number>()
  for (const [priority, provider] of data.providers.entries()) {
    const id = tx.nextId('provider')
    providers.set(provider.id, id)
    tx.run(
      sql.insertInto('provider').values({
        id,
        name: provider.name,
        short_name: provider.shortName,
        legal: provider.legal,
        inn: provider.inn,
        phone: provider.phone,
        priority,
        active: 1,
      }),
    )
    const { contract } = provider
    tx.run(
      sql.insertInto('contract').values({
        id: tx.nextId('contract'),
        provider_id: id,
        number: contract.number,
        from_day: contract.fromDay,
        to_day: null,
        fee: JSON.stringify(contract.fee),
        lag_days: contract.lagDays,
        cutoff: contract.cutoff,
        early_cutoff: contract.earlyCutoff,
        transfer_weekdays: null,
        minimum_kop: contract.minimum_kop,
        maximum_kop: contract.maximum_kop,
        due_shift: contract.dueShift,
        penalty_first: contract.penaltyFirst ? 1 : 0,
      }),
    )
  }
  for (const service of data.services) {
    const id = tx.nextId('service')
    services.set(service.id, id)
    tx.run(
      sql.insertInto('service').values({
        id,
        provider_id: providers.get(service.providerId) ?? 0,
        name: service.name,
        short_name: service.shortName,
        billing: service.billing,
        unit: service.unit,
        account_mask: service.accountMask,
        active: 1,
      }),
    )
    for (const tariff of service.tariffs)
      tx.run(
        sql.insertInto('tariff').values({
          id: tx.nextId('tariff'),
          service_id: id,
          from_day: tariff.fromDay,
          price_kop: tariff.price_kop,
          unit: tariff.unit,
          note: tariff.note,
        }),
      )
  }
  return services
}

const loadPeople = (
  tx: Writer,
  { data, at, timeZone }: TrainingLoad,
  services: ReadonlyMap<number, number>,
) => {
  const clients = new Map<number, number>()
  const phones = new Map<number, number>()
  const accounts = new Map<number, number>()
  const of = (ids: ReadonlyMap<number, number>, id: number): number => ids.get(id) ?? 0
  for (const client of data.clients)
    clients.set(client.id, addClient(tx, { name: client.name, address: client.address, note: '', at }))
  for (const phone of data.phones)
    phones.set(
      phone.id,
      addPhone(tx, { clientId: of(clients, phone.clientId), e164: phone.e164, kind: phone.kind, at }),
    )
  for (const account of data.accounts)
    accounts.set(
      account.id,
      addAccount(tx, {
        serviceId: of(services, account.serviceId),
        clientId: of(clients, account.clientId),
        number: account.number,
        holder: account.holder,
        address: account.address,
        at,
      }),
    )
  for (const link of data.links)
    linkPhone(tx, {
      accountId: of(accounts, link.accountId),
      phoneId: of(phones, link.phoneId),
      proof: link.proof,
      at: instantOf(link.provenDay, '12:00', timeZone),
    })
  for (const consent of data.consents)
    tx.run(
      sql.insertInto('consent').values({
        id: tx.nextId('consent'),
        phone_id: of(phones, consent.phoneId),
        given_at: instantOf(consent.givenDay, '12:00', timeZone),
        how: consent.how,
        evidence: consent.evidence,
        text_version: consent.textVersion,
        operator_id: null,
        withdrawn_at: null,
      }),
    )
  return accounts
}

const loadBills = (tx: Writer, { data, at }: TrainingLoad, accounts: ReadonlyMap<number, number>): void => {
  for (const bill of data.bills) {
    const accountId = accounts.get(bill.accountId) ?? 0
    const id = tx.nextId('bill')
    tx.run(
      sql.insertInto('bill').values({
        id,
        account_id: accountId,
        registry_id: null,
        kind: bill.kind,
        period: bill.period,
        amount_kop: bill.amount_kop,
        paid_kop: 0,
        adjusted_kop: 0,
        left_kop: bill.amount_kop,
        issued_day: bill.issuedDay,
        due_day: bill.dueDay,
        row_key: bill.key,
        silenced: 0,
        created_at: at,
      }),
    )
    addEntry(tx, {
      accountId,
      kind: 'charge',
      amount_kop: bill.amount_kop,
      billId: id,
      paymentId: null,
      day: bill.issuedDay,
      at,
    })
    tx.run(sql.updateTable('account').set({ debt_day: bill.issuedDay }).where('id', '=', accountId))
  }
  for (const accountId of accounts.values()) refreshAccount(tx, accountId)
}

/** Fills a new training office: providers, invented clients, accounts, bills. All of it or nothing. */
export const loadTraining = (tx: Writer, load: TrainingLoad, log: ChainedLog): void => {
  const { office } = load.data
  foundOffice(
    tx,
    {
      kind: 'training',
      name: office.name,
      timeZone: load.timeZone,
      operator: { name: 'Анна Кассирова', pin: load.pin },
      at: load.at,
    },
    log,
  )
  const founded: Office = {
    kind: 'training',
    timeZone: load.timeZone,
    settings: {
      ...defaultSettings(office.name),
      smsName: office.smsName,
      address: office.address,
      phone: office.phone,
    },
  }
  writeSetting(tx, 'office', founded)
  const services = loadTrade(tx, load)
  const accounts = loadPeople(tx, load, services)
  loadBills(tx, load, accounts)
}
