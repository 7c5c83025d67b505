import iconv from 'iconv-lite'
import type { Page } from 'playwright-core'
import { addDays, type Day, dayOf, formatDay, monthOf } from '../../src/shared/days.ts'
import { callAs, saveAs } from './window-call.ts'

/** Where it is the middle of the day now, so that neither night nor closed doors change what is said. */
export function daytimeZone(now: number): string {
  const middle = 13
  const ahead = ((middle - new Date(now).getUTCHours() + 35) % 24) - 11
  // The names of these zones count the other way round.
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
}

export interface Registry {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

/** A registry of charges as providers make them: Windows-1251, semicolons, sums with a comma. */
export function registryOf(name: string, lines: readonly string[]): Registry {
  const text = ['Лицевой счёт;ФИО;Адрес;Период;Начислено;Срок оплаты', ...lines].map((line) => `${line}\r\n`)
  return { name, mimeType: 'text/plain', buffer: iconv.encode(text.join(''), 'windows-1251') }
}

export interface Town {
  readonly today: Day
  readonly first: Registry
  readonly second: Registry
}

const people = {
  100234: '100234;Рябинина Анна Ильинична;г. Тихореченск, ул. Почтовая, д. 3, кв. 7',
  100235: '100235;Сомов Пётр Егорович;г. Тихореченск, ул. Речная, д. 12',
  100236: '100236;Ветрова Ольга Ивановна;г. Тихореченск, ул. Тихая, д. 1, кв. 2',
} as const

/** Two months of bills of three people, the older month first; the second file has a row that cannot be. */
export function townOf(now: number, timeZone: string): Town {
  const today = dayOf(now, timeZone)
  const month = (offset: number): string => {
    const [year, number] = monthOf(addDays(today, offset)).split('-')
    return `${number}.${year}`
  }
  const dues = [formatDay(addDays(today, 20)), formatDay(addDays(today, 50))]
  const row = (account: keyof typeof people, at: 0 | 1, sum: string): string =>
    `${people[account]};${month(at * 31)};${sum};${dues[at]}`
  return {
    today,
    first: registryOf('vodokanal-1.txt', [row(100234, 0, '942,50'), row(100235, 0, '500,00')]),
    second: registryOf('vodokanal-2.txt', [
      row(100234, 1, '900,00'),
      row(100235, 1, '300,00'),
      row(100236, 1, '1 234,56'),
      row(100236, 1, 'по счётчику'),
    ]),
  }
}

/** What a real office must have before its first file: who it works for, on what terms, at what price. */
export async function foundTrade(page: Page, today: Day): Promise<void> {
  await callAs(page, 'office.saveSettings', {
    office: 'Касса на Советской',
    smsName: 'Квиток',
    phone: '8-48533-21540',
    address: 'г. Тихореченск, ул. Советская, д. 14',
    opens: '09:00',
    closes: '18:00',
    openWeekdays: [1, 2, 3, 4, 5, 6, 7],
    quietFrom: '21:00',
    quietTo: '09:00',
    quietFromDayOff: '20:00',
    quietToDayOff: '10:00',
    smsPerDay: 300,
    smsPerMinute: 600,
    requestsPerHour: 30,
    receiptPaper: 'A5',
  })
  const providerId = await saveAs(page, 'providers.save', {
    id: null,
    name: 'МУП «Водоканал Тихореченска»',
    shortName: 'Водоканал',
    legal: 'agent',
    inn: null,
    phone: null,
    priority: 0,
    active: true,
  })
  await saveAs(page, 'providers.saveContract', {
    id: null,
    providerId,
    number: 'В-17/1',
    fromDay: addDays(today, -30),
    toDay: null,
    fee: { mode: 'on-top', rate_bp: 200, fixed_kop: 0, minimum_kop: 0, maximum_kop: null },
    lagDays: 1,
    cutoff: '16:00',
    earlyCutoff: '15:00',
    minimum_kop: 100,
    maximum_kop: 1_500_000,
    dueShift: 'next-working',
    penaltyFirst: false,
  })
  const serviceId = await saveAs(page, 'providers.saveService', {
    id: null,
    providerId,
    name: 'Холодная вода',
    shortName: 'вода',
    billing: 'billed',
    unit: 'м3',
    accountMask: null,
    active: true,
  })
  await saveAs(page, 'providers.saveTariff', {
    id: null,
    serviceId,
    fromDay: addDays(today, -30),
    price_kop: 3520,
    unit: 'м3',
    note: null,
  })
  await saveAs(page, 'providers.saveTariff', {
    id: null,
    serviceId,
    fromDay: addDays(today, 9),
    price_kop: 3890,
    unit: 'м3',
    note: null,
  })
}
