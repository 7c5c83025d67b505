import { describe, expect, test } from 'vitest'
import { trainingSeed } from '../../../src/main/app/training/examples.ts'
import { lessonAccount, trainingOffice } from '../../../src/main/app/training/training-office.ts'
import { checkInn } from '../../../src/main/domain/check-digits.ts'
import { addDays, isDay } from '../../../src/shared/days.ts'
import { normalizePhone } from '../../../src/shared/phone.ts'

const today = '2026-11-22'
const office = trainingOffice(trainingSeed, today)

describe('the training office', () => {
  test('is the same for the same seed and day, another for another seed', () => {
    expect(trainingOffice(trainingSeed, today)).toEqual(office)
    expect(trainingOffice(trainingSeed + 1, today).clients).not.toEqual(office.clients)
  })

  test('has the same clients and accounts on every day', () => {
    const later = trainingOffice(trainingSeed, '2027-03-01')
    expect(later.clients).toEqual(office.clients)
    expect(later.accounts).toEqual(office.accounts)
  })

  test('has 200 clients, none at the address of another', () => {
    expect(office.clients).toHaveLength(200)
    expect(new Set(office.clients.map((client) => client.address)).size).toBe(200)
  })

  test('has providers that bill, one of prepaid services and a lender, each with a right INN of no region', () => {
    expect(office.providers.map((provider) => provider.legal).sort()).toEqual([
      'agent',
      'agent',
      'agent',
      'agent',
      'lender',
    ])
    for (const { inn } of office.providers) {
      expect(checkInn(inn)).toBe('ok')
      expect(inn).toMatch(/^00/)
    }
  })

  test('names its services in at most eight letters, as the texts need', () => {
    expect(office.services.map((service) => service.shortName)).toEqual([
      'вода',
      'свет',
      'дом',
      'телефон',
      'интернет',
      'заём',
    ])
    for (const { shortName } of office.services) expect(shortName.length).toBeLessThanOrEqual(8)
  })

  test('raises the price of water from the first of the next month', () => {
    const water = office.services.find((service) => service.shortName === 'вода')
    expect(water?.tariffs.map(({ fromDay, price_kop }) => [fromDay, price_kop])).toEqual([
      ['2025-07-01', 3520],
      ['2026-12-01', 3890],
    ])
  })
})

describe('its phones', () => {
  test('are valid numbers of the kind they say', () => {
    for (const { e164, kind } of office.phones) expect(normalizePhone(e164)).toMatchObject({ e164, kind })
  })

  test('are mobiles of +7 900 555, some landlines, and some clients have none', () => {
    const mobiles = office.phones.filter((phone) => phone.kind === 'mobile')
    expect(mobiles.every((phone) => phone.e164.startsWith('+7900555'))).toBe(true)
    expect(office.phones.length - mobiles.length).toBeGreaterThan(5)
    const reachable = new Set(office.phones.map((phone) => phone.clientId)).size
    expect(reachable).toBeGreaterThan(150)
    expect(reachable).toBeLessThan(200)
  })

  test('are shared by two clients five times, and never listed twice for one', () => {
    const owners = Map.groupBy(office.phones, (phone) => phone.e164)
    expect([...owners.values()].filter((phones) => phones.length === 2)).toHaveLength(5)
    for (const phones of owners.values())
      expect(new Set(phones.map((phone) => phone.clientId)).size).toBe(phones.length)
  })
})

describe('its accounts and bills', () => {
  test('have numbers that fit the mask of their service, each once', () => {
    for (const { serviceId, number } of office.accounts) {
      const mask = office.services.find((service) => service.id === serviceId)?.accountMask
      expect(number).toMatch(new RegExp(mask ?? '^$'))
    }
    const numbers = new Set(office.accounts.map((account) => account.number))
    expect(numbers.size).toBe(office.accounts.length)
  })

  test('100234 is water of a client with a linked mobile and a consent, who owes 1 842,50', () => {
    const account = office.accounts.find(({ number }) => number === lessonAccount)
    const phone = office.phones.find((one) => one.clientId === account?.clientId)
    expect(phone).toMatchObject({ e164: '+79005550234', kind: 'mobile', language: 'ru' })
    expect(office.links).toContainEqual(
      expect.objectContaining({ accountId: account?.id, phoneId: phone?.id }),
    )
    expect(office.consents).toContainEqual(expect.objectContaining({ phoneId: phone?.id }))
    const bills = office.bills.filter((bill) => bill.accountId === account?.id)
    expect(bills.map(({ period, amount_kop, dueDay }) => [period, amount_kop, dueDay])).toEqual([
      ['2026-10', 94_250, '2026-11-15'],
      ['2026-11', 90_000, '2026-12-15'],
    ])
  })

  test('bills are whole kopecks above nothing, due on a 15th or, for a new loan, in eight days, issued no later than today', () => {
    expect(office.bills.length).toBeGreaterThan(400)
    for (const { amount_kop, dueDay, issuedDay } of office.bills) {
      expect(Number.isSafeInteger(amount_kop) && amount_kop > 0).toBe(true)
      expect(isDay(dueDay) && (dueDay.endsWith('-15') || dueDay === addDays(today, 8))).toBe(true)
      expect(issuedDay <= today).toBe(true)
    }
  })

  test('no bill is of a prepaid service, and no key comes twice', () => {
    const prepaid = new Set(
      office.services.filter((service) => service.billing === 'prepaid').map((service) => service.id),
    )
    const billed = office.accounts.filter((account) =>
      office.bills.some((bill) => bill.accountId === account.id),
    )
    expect(billed.some((account) => prepaid.has(account.serviceId))).toBe(false)
    expect(new Set(office.bills.map((bill) => bill.key)).size).toBe(office.bills.length)
  })

  test('on the last day of January the months before are still months', () => {
    const periods = new Set(
      trainingOffice(trainingSeed, '2027-01-31').bills.map((bill) => `${bill.period} ${bill.dueDay}`),
    )
    expect([...periods].sort()).toEqual([
      '2026-11 2026-12-15',
      '2026-12 2027-01-15',
      '2027-01 2027-02-08',
      '2027-01 2027-02-15',
    ])
  })

  test('landlines are not linked and give no consent; some mobiles are known and not linked', () => {
    const linked = new Set(office.links.map((link) => link.phoneId))
    const consented = new Set(office.consents.map((consent) => consent.phoneId))
    const mobiles = office.phones.filter((phone) => phone.kind === 'mobile')
    for (const { id, kind } of office.phones)
      if (kind === 'landline') expect(linked.has(id) || consented.has(id)).toBe(false)
    expect(mobiles.some((phone) => !linked.has(phone.id))).toBe(true)
    expect(consented.size).toBeLessThan(mobiles.length)
  })
})
