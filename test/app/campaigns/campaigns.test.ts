import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type OfficeCore, openDesk } from '../../fakes/office-core.ts'
import { lessonPhone } from '../kit.ts'
import { ask, letPass, readPhone, tell } from '../requests/talk.ts'

let office: OfficeCore

beforeEach(async () => {
  office = await openDesk()
  const settings = await office.get('office.settings', {})
  await office.get('office.saveSettings', { ...settings, smsPerDay: 10_000, smsPerMinute: 600 })
})

afterEach(async () => {
  await office.close()
})

const text = 'Платите за воду у нас, без очереди.'
const audience = { serviceId: null, withDebt: null }

const draft = () => office.get('campaigns.save', { id: null, name: 'Осень', text, audience })
const ads = async (status: 'queued' | 'dropped' | null = null) =>
  (await office.get('messages.out', { status, lane: 'campaign', cursor: null })).items

/** The advertisements a phone got, its reminders left aside. */
const adsOn = async (phone: string): Promise<string[]> =>
  (await readPhone(office, phone)).filter((message) => message.includes(text))

const campaign = async () => {
  const [first] = (await office.get('campaigns.list', {})).items
  if (first === undefined) throw new Error('no campaign')
  return first
}

describe('advertising', () => {
  test('does not leave before a person starts it', async () => {
    await draft()
    await letPass(office, 24 * 3_600_000)
    expect(await ads()).toEqual([])
  })

  test('goes to those who agreed, with the way to refuse, and to nobody else', async () => {
    const { id } = await draft()
    const seen = await office.get('campaigns.preview', { text, audience })
    expect(seen.text).toBe(`Квиток: ${text} Отказ: СТОП`)
    expect(seen.recipients).toBeGreaterThan(10)
    expect(seen.withoutConsent).toBeGreaterThan(10)
    expect(await office.get('campaigns.start', { id, recipients: seen.recipients })).toEqual({
      queued: seen.recipients,
    })
    await office.until('campaigns.list', {}, (list) => list.items[0]?.delivered === seen.recipients)
    expect(await adsOn(lessonPhone)).toEqual([seen.text])
    expect(await campaign()).toMatchObject({
      status: 'done',
      waiting: 0,
      failed: 0,
      startedBy: 'Анна Кассирова',
    })
    const { items } = await office.get('phones.list', { text: '' })
    const reached = await Promise.all(items.map((phone) => adsOn(phone.number)))
    expect(reached.flat()).toHaveLength(seen.recipients)
  })

  test('is not started for another number of people than was shown', async () => {
    const { id } = await draft()
    const { recipients } = await office.get('campaigns.preview', { text, audience })
    expect(await office.call('campaigns.start', { id, recipients: recipients + 1 })).toMatchObject({
      error: { code: 'conflict.changed', details: { recipients } },
    })
    expect(await ads()).toEqual([])
  })

  test('is started once', async () => {
    const { id } = await draft()
    const { recipients } = await office.get('campaigns.preview', { text, audience })
    await office.get('campaigns.start', { id, recipients })
    expect(await office.call('campaigns.start', { id, recipients })).toMatchObject({
      error: { code: 'campaign.not-draft' },
    })
    expect(await office.call('campaigns.save', { id, name: 'Другое', text, audience })).toMatchObject({
      error: { code: 'campaign.not-draft' },
    })
  })

  test('for nobody is refused', async () => {
    const nobody = { serviceId: 999, withDebt: null }
    const { id } = await office.get('campaigns.save', { id: null, name: 'Никому', text, audience: nobody })
    expect(await office.call('campaigns.start', { id, recipients: 1 })).toMatchObject({
      error: { code: 'campaign.no-audience' },
    })
  })

  test('a СТОП between queueing and sending keeps that phone out, and the others get theirs', async () => {
    await office.get('messages.hold', { held: true })
    const { id } = await draft()
    const { recipients } = await office.get('campaigns.preview', { text, audience })
    await office.get('campaigns.start', { id, recipients })
    await tell(office, lessonPhone, 'СТОП')
    await office.get('messages.hold', { held: false })
    await office.until('campaigns.list', {}, (list) => list.items[0]?.delivered === recipients - 1)
    expect(await adsOn(lessonPhone)).toEqual([])
    expect(await ads('dropped')).toMatchObject([{ recipient: lessonPhone, reason: 'stopped' }])
  })

  test('after a СТОП from the phone counts it out of the next audience', async () => {
    const before = await office.get('campaigns.preview', { text, audience })
    await ask(office, lessonPhone, 'СТОП')
    const after = await office.get('campaigns.preview', { text, audience })
    expect(after).toMatchObject({ recipients: before.recipients - 1, stopped: before.stopped + 1 })
  })

  test('stopped by a person sends no more', async () => {
    await office.get('messages.hold', { held: true })
    const { id } = await draft()
    const { recipients } = await office.get('campaigns.preview', { text, audience })
    await office.get('campaigns.start', { id, recipients })
    expect(await office.get('campaigns.stop', { id })).toEqual({ dropped: recipients })
    await office.get('messages.hold', { held: false })
    await letPass(office, 3_600_000)
    expect(await adsOn(lessonPhone)).toEqual([])
    expect(await campaign()).toMatchObject({ status: 'stopped', sent: 0, dropped: recipients })
  })

  test('is not for a cashier to start', async () => {
    const { id } = await draft()
    const cashier = { id: null, name: 'Кассир', role: 'cashier', pin: '2222', active: true } as const
    const person = await office.get('operators.save', cashier)
    await office.login(person.id, '2222')
    expect(await office.call('campaigns.start', { id, recipients: 1 })).toMatchObject({
      error: { code: 'session.forbidden' },
    })
  })
})
