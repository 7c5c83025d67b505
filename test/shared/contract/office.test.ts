import { expect, test } from 'vitest'
import { OfficeSettings, SetupInput } from '../../../src/shared/contract/office.ts'

const settings = {
  office: 'Касса на Мира',
  smsName: 'Квиток',
  phone: '',
  address: '',
  opens: '09:00',
  closes: '18:00',
  openWeekdays: [1, 2, 3, 4, 5],
  quietFrom: '21:00',
  quietTo: '09:00',
  quietFromDayOff: '20:00',
  quietToDayOff: '10:00',
  smsPerDay: 300,
  smsPerMinute: 10,
  requestsPerHour: 10,
  receiptPaper: 'A5',
}

test('settings whose hours are times of a day are taken', () => {
  expect(OfficeSettings.safeParse(settings).success).toBe(true)
})

test.each(['opens', 'closes', 'quietFrom', 'quietTo', 'quietFromDayOff', 'quietToDayOff'])(
  '%s that is no time of a day is refused: nothing could be sent or planned by it',
  (name) => {
    expect(OfficeSettings.safeParse({ ...settings, [name]: '99:99' }).success).toBe(false)
  },
)

test('an office in a time zone that nobody knows is not founded', () => {
  const answers = { office: 'Касса', operator: { name: 'Ольга', pin: '4821' }, passphrase: 'correct horse' }
  expect(SetupInput.safeParse({ ...answers, timeZone: 'Europe/Moscow' }).success).toBe(true)
  expect(SetupInput.safeParse({ ...answers, timeZone: 'Mars/Base' }).success).toBe(false)
})
