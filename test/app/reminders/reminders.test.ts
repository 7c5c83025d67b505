import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSystemClock } from '../../../src/main/platform/clock.ts'
import type { CallOutput } from '../../../src/shared/contract/contract.ts'
import { type OfficeCore, openDesk } from '../../fakes/office-core.ts'
import { type Account, accountOf, linkPhone, newAccount, pay, postCharges } from '../kit.ts'
import { ask, readPhone } from '../requests/talk.ts'

type Occurrence = CallOutput<'calendar.day'>['items'][number]

/** Monday 16.11.2026, noon in Moscow. */
const monday = Date.UTC(2026, 10, 16, 9, 0)
const day_ms = 24 * 3_600_000

/** A clock that a test may set ahead while the office is closed. */
const createMovedClock = () => {
  const system = createSystemClock()
  let shift_ms = monday - system.now()
  return {
    now: () => system.now() + shift_ms,
    skip: (by_ms: number) => {
      shift_ms += by_ms
    },
  }
}

const clock = createMovedClock()
let office: OfficeCore

beforeAll(async () => {
  office = await openDesk({ clock })
})

afterAll(async () => {
  await office.close()
})

const ofNumber = (number: string) => (page: { readonly items: readonly Occurrence[] }) =>
  page.items.find((item) => item.number === number)

/** Every page of a day. */
const onDay = async (day: string): Promise<Occurrence[]> => {
  const items: Occurrence[] = []
  for (let cursor: string | null = null; ; ) {
    const page: CallOutput<'calendar.day'> = await office.get('calendar.day', { day, cursor })
    items.push(...page.items)
    cursor = page.next
    if (cursor === null) return items
  }
}

/** Waits until the plan has the account's reminder on a day. */
const plannedOn = async (day: string, number: string): Promise<Occurrence> => {
  const page = await office.until(
    'calendar.day',
    { day, cursor: null },
    (seen) => ofNumber(number)(seen) !== undefined,
  )
  const found = ofNumber(number)(page)
  if (found === undefined) throw new Error('not planned')
  return found
}

const dueOn = async (number: string, phone: string, due: string): Promise<Account> => {
  const account = await newAccount(office, number)
  await linkPhone(office, account, phone)
  await postCharges(office, [{ account: number, period: '10.2026', sum: '500,00', due }])
  return account
}

const moveTo = (instant: number) => office.get('office.moveClock', { to: instant })
const at = (day: number, hours: number) => Date.UTC(2026, 10, day, hours - 3, 0)

describe('the rule «за 3 дня, не ночью, не в выходной»', () => {
  test('plans the reminder three days before, at its hour, with its text', async () => {
    await dueOn('103001', '+79005557001', '26.11.2026')
    expect(await plannedOn('2026-11-23', '103001')).toMatchObject({
      dueAt: at(23, 11),
      status: 'planned',
      text: 'Квиток: вода 103001, 500,00р. Чтобы не было пени, оплатите не позже чт 26.11. Оплатили не у нас? Ответ БЫЛО. Отказ: СТОП',
    })
  })

  test('moves one that falls on a Saturday to the Friday before', async () => {
    await dueOn('103002', '+79005557002', '24.11.2026')
    expect(await plannedOn('2026-11-20', '103002')).toMatchObject({ dueAt: at(20, 11) })
  })

  test('plans nothing on a day off and nothing at night', async () => {
    const month = await office.get('calendar.month', { month: '2026-12' })
    expect(month.days.reduce((all, day) => all + day.planned, 0)).toBeGreaterThan(100)
    expect(month.days.filter((day) => day.type === 'off' && day.planned > 0)).toEqual([])
    for (const day of month.days.filter((one) => one.planned > 0)) {
      const hours = (await onDay(day.day)).map((item) => new Date(item.dueAt + 3 * 3_600_000).getUTCHours())
      expect(hours.every((hour) => hour >= 9 && hour < 21)).toBe(true)
    }
  })

  test('plans nothing for a phone that is a landline', async () => {
    await dueOn('103003', '+74853321540', '26.11.2026')
    await dueOn('103004', '+79005557004', '26.11.2026')
    await plannedOn('2026-11-23', '103004')
    expect((await onDay('2026-11-23')).find((item) => item.number === '103003')).toBeUndefined()
  })
})

describe('the plan is made again', () => {
  test('when the rule is edited', async () => {
    await dueOn('103011', '+79005557011', '26.11.2026')
    await plannedOn('2026-11-23', '103011')
    const [rule] = (await office.get('rules.list', {})).items
    if (rule === undefined) throw new Error('no rule')
    await office.get('rules.save', { ...rule, offsetDays: 1 })
    expect((await onDay('2026-11-25')).some((item) => item.number === '103011')).toBe(true)
    expect((await onDay('2026-11-23')).some((item) => item.number === '103011')).toBe(false)
    await office.get('rules.save', rule)
    expect((await onDay('2026-11-23')).some((item) => item.number === '103011')).toBe(true)
  })

  test('when a rule is switched off, and on', async () => {
    const [rule] = (await office.get('rules.list', {})).items
    if (rule === undefined) throw new Error('no rule')
    await office.get('rules.save', { ...rule, active: false })
    expect(await onDay('2026-11-23')).toEqual([])
    await office.get('rules.save', rule)
    expect((await onDay('2026-11-23')).length).toBeGreaterThan(0)
  })

  test('when a working day is made a day off, and back', async () => {
    await dueOn('103012', '+79005557012', '26.11.2026')
    await plannedOn('2026-11-23', '103012')
    await office.get('calendar.setDay', { day: '2026-11-23', type: 'off', note: 'санитарный день' })
    await plannedOn('2026-11-20', '103012')
    await office.get('calendar.setDay', { day: '2026-11-23', type: null, note: '' })
    await plannedOn('2026-11-23', '103012')
  })

  test('when the phone says СТОП ВСЕ, and НАПОМИНАТЬ ДА', async () => {
    await dueOn('103013', '+79005557013', '26.11.2026')
    await plannedOn('2026-11-23', '103013')
    await ask(office, '+79005557013', 'СТОП ВСЕ')
    expect(await plannedOn('2026-11-23', '103013')).toMatchObject({ status: 'skipped' })
    await ask(office, '+79005557013', 'НАПОМИНАТЬ ДА')
    expect(await plannedOn('2026-11-23', '103013')).toMatchObject({ status: 'planned', reason: null })
  })

  test('when БЫЛО silenced it and the operator takes that back', async () => {
    await dueOn('103014', '+79005557014', '26.11.2026')
    await plannedOn('2026-11-23', '103014')
    await ask(office, '+79005557014', 'БЫЛО')
    expect(await plannedOn('2026-11-23', '103014')).toMatchObject({ status: 'skipped', reason: 'silenced' })
    const claim = (await office.get('today.summary', {})).claims.find((one) => one.number === '103014')
    await office.get('claims.settle', { id: claim?.id ?? 0 })
    const day = { day: '2026-11-23', cursor: null }
    const again = await office.until(
      'calendar.day',
      day,
      (seen) => ofNumber('103014')(seen)?.status === 'planned',
    )
    expect(ofNumber('103014')(again)).toMatchObject({ dueAt: at(23, 11), reason: null })
  })
})

describe('moving the clock', () => {
  test('sends what falls due in order; what was paid, claimed or skipped in between is not sent', async () => {
    const early = await dueOn('103021', '+79005557021', '24.11.2026')
    const late = await dueOn('103022', '+79005557022', '26.11.2026')
    const paid = await dueOn('103023', '+79005557023', '26.11.2026')
    const claimed = await dueOn('103024', '+79005557024', '26.11.2026')
    const skipped = await dueOn('103025', '+79005557025', '26.11.2026')
    await plannedOn('2026-11-20', early.number)
    const mine = await plannedOn('2026-11-23', skipped.number)
    await plannedOn('2026-11-23', late.number)
    await office.get('calendar.skip', { id: mine.id, skipped: true })
    await moveTo(at(20, 12))
    await office.until('phones.thread', { number: '+79005557021' }, (seen) => seen.items.length > 0)
    await pay(office, paid, (await accountOf(office, paid)).debt_kop)
    await ask(office, '+79005557024', 'БЫЛО')
    await moveTo(at(23, 20))
    const thread = await office.until(
      'phones.thread',
      { number: '+79005557022' },
      (seen) => seen.items.length > 0,
    )
    expect(thread.items[0]?.text).toContain('не позже чт 26.11')
    expect(await readPhone(office, '+79005557023')).toEqual([])
    expect(await readPhone(office, '+79005557024')).toHaveLength(1)
    expect(await readPhone(office, '+79005557025')).toEqual([])
    const day = await onDay('2026-11-23')
    const reasonOf = (account: Account) => day.find((item) => item.number === account.number)?.reason
    expect([reasonOf(claimed), reasonOf(skipped)]).toEqual(['silenced', 'person'])
    expect(day.some((item) => item.number === paid.number)).toBe(false)
    const sent = (await office.get('messages.out', { status: 'delivered', lane: 'reminder', cursor: null }))
      .items
    const times = sent.map((item) => item.sentAt ?? 0).reverse()
    expect(times).toEqual([...times].sort((left, right) => left - right))
    await expect(moveTo(at(22, 12))).rejects.toThrow('clock.backwards')
  })

  test('a СТОП in answer to a reminder ends reminders and not advertising', async () => {
    expect(await ask(office, '+79005557022', 'стоп')).toBe(
      'Квиток: напоминаний не будет. Вернуть: НАПОМИНАТЬ ДА',
    )
  })

  test('a restart remembers where the clock stands and sends nothing again', async () => {
    const before = await readPhone(office, '+79005557021')
    const { now } = await office.get('office.status', {})
    await office.restart()
    await office.login(1, '1111')
    expect((await office.get('office.status', {})).now).toBeGreaterThanOrEqual(now)
    expect(await readPhone(office, '+79005557021')).toEqual(before)
  })
})

describe('a week switched off', () => {
  test('what went stale is skipped with its reason, what is still worth it is sent', async () => {
    await dueOn('103031', '+79005557031', '27.11.2026')
    await dueOn('103032', '+79005557032', '04.12.2026')
    await plannedOn('2026-11-24', '103031')
    await plannedOn('2026-12-01', '103032')
    await office.restart(() => clock.skip(8 * day_ms))
    await office.login(1, '1111')
    const thread = await office.until(
      'phones.thread',
      { number: '+79005557032' },
      (seen) => seen.items.length > 0,
    )
    expect(thread.items[0]?.text).toContain('не позже пт 04.12')
    expect(await readPhone(office, '+79005557031')).toEqual([])
    const stale = (await onDay('2026-11-24')).find((item) => item.number === '103031')
    expect(stale).toMatchObject({ status: 'skipped', reason: 'stale' })
  })
})
