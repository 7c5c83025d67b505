import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OfficeCore, openDesk } from '../../fakes/office-core.ts'
import { linkPhone, newAccount, pay, water } from '../kit.ts'

const loan = 6
let office: OfficeCore

beforeAll(async () => {
  office = await openDesk()
})

afterAll(async () => {
  await office.close()
})

/** The confirmation of the only payment to a number, as it left. */
const confirmationTo = async (phone: string): Promise<string> => {
  const { items } = await office.until(
    'messages.out',
    { status: null, lane: 'confirmation', cursor: null },
    (page) => page.items.some((one) => one.recipient === phone && one.sentAt !== null),
  )
  return items.find((one) => one.recipient === phone)?.text ?? ''
}

/** A phone on the client's card that may not ask about the account. */
const strangerPhone = async (clientId: number, phone: string): Promise<number> =>
  (await office.get('clients.addPhone', { clientId, phone, linkAccountIds: [] })).id

describe('the confirmation of a payment', () => {
  test('to a lender tells an unlinked phone when the money counts, and no balance', async () => {
    const account = await newAccount(office, '700000001', loan)
    const phoneId = await strangerPhone(account.clientId, '+79161110001')
    await pay(office, account, 50_000, { phoneId })
    const text = await confirmationTo('+79161110001')
    expect(text).toContain('Дойдет и засчитается')
    expect(text).not.toMatch(/аванс|еще|баланс/)
  })

  test('to a lender tells a linked phone the same, never «погашен»', async () => {
    const account = await newAccount(office, '700000002', loan)
    const phoneId = await linkPhone(office, account, '+79161110002')
    await pay(office, account, 50_000, { phoneId })
    const text = await confirmationTo('+79161110002')
    expect(text).toContain('Дойдет и засчитается')
    expect(text).not.toContain('погашен')
  })

  test('to an agent’s provider tells an unlinked phone no balance', async () => {
    const account = await newAccount(office, '100900', water)
    const phoneId = await strangerPhone(account.clientId, '+79161110003')
    await pay(office, account, 50_000, { phoneId })
    const text = await confirmationTo('+79161110003')
    expect(text).toContain('принято 500')
    expect(text).not.toMatch(/аванс|погашен|засчитается/)
  })

  test('to a prepaid service of a lender is a lender’s', async () => {
    const { items } = await office.get('providers.list', {})
    const lender = items.find((provider) => provider.legal === 'lender')
    if (lender === undefined) throw new Error('no lender')
    const [first] = lender.services
    if (first === undefined) throw new Error('no service')
    const { id: serviceId } = await office.get('providers.saveService', {
      ...first,
      id: null,
      providerId: lender.id,
      name: 'Карта займа',
      shortName: 'карта',
      billing: 'prepaid',
    })
    const account = await newAccount(office, '700000004', serviceId)
    const phoneId = await linkPhone(office, account, '+79161110004')
    await pay(office, account, 50_000, { phoneId })
    expect(await confirmationTo('+79161110004')).toContain('Дойдет и засчитается')
  })
})
