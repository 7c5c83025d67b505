import type { z } from 'zod'
import { OfficeSettings } from '../../../shared/contract/office.ts'
import { createTimeZone, type TimeZone } from '../../../shared/days.ts'
import { prepared } from '../ports/prepared.ts'
import { sql } from '../ports/sql.ts'
import type { Reader, Writer } from '../ports/store.ts'

export type Settings = z.output<typeof OfficeSettings>

export interface Office {
  readonly kind: 'training' | 'real'
  readonly timeZone: string
  readonly settings: Settings
}

const settingOf = prepared((given: { key: string }) =>
  sql.selectFrom('setting').select('value').where('key', '=', given.key),
)

export const readSetting = (read: Reader, key: string): string | null =>
  read.first(settingOf({ key }))?.value ?? null

export const writeSetting = (tx: Writer, key: string, value: unknown): void => {
  const text = JSON.stringify(value)
  tx.run(
    sql
      .insertInto('setting')
      .values({ key, value: text })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: text })),
  )
}

export const defaultSettings = (office: string): Settings => ({
  office,
  smsName: 'Квиток',
  phone: '',
  address: '',
  opens: '09:00',
  closes: '18:00',
  openWeekdays: [1, 2, 3, 4, 5, 6, 7],
  quietFrom: '21:00',
  quietTo: '09:00',
  quietFromDayOff: '20:00',
  quietToDayOff: '10:00',
  smsPerDay: 300,
  smsPerMinute: 20,
  requestsPerHour: 10,
  receiptPaper: 'A5',
})

const kinds = ['training', 'real'] as const

const parseOffice = (text: string): Office => {
  const raw: unknown = JSON.parse(text)
  if (
    raw === null ||
    typeof raw !== 'object' ||
    !('kind' in raw) ||
    !('timeZone' in raw) ||
    !('settings' in raw)
  )
    throw new Error('the office setting is not an office')
  const kind = kinds.find((candidate) => candidate === raw.kind)
  if (kind === undefined || typeof raw.timeZone !== 'string')
    throw new Error('the office setting is not an office')
  return { kind, timeZone: raw.timeZone, settings: OfficeSettings.parse(raw.settings) }
}

/** The office as the store has it. Parsed again only when the stored text changed. */
export interface OfficeBook {
  /** Null until the first run was answered. */
  find(read: Reader): Office | null
  /** Throws before the first run: callers stand behind a login, which needs an office. */
  get(read: Reader): Office
  /** The office's time zone, made once: making one costs more than a payment's own queries. Throws as `get` does. */
  zone(read: Reader): TimeZone
}

export const createOfficeBook = (): OfficeBook => {
  let seen: { text: string; office: Office } | null = null
  const find = (read: Reader): Office | null => {
    const text = readSetting(read, 'office')
    if (text === null) return null
    if (seen === null || seen.text !== text) seen = { text, office: parseOffice(text) }
    return seen.office
  }
  const get = (read: Reader): Office => {
    const office = find(read)
    if (office === null) throw new Error('the office is not set up')
    return office
  }
  let zone: TimeZone | null = null
  return {
    find,
    get,
    zone: (read) => {
      const { timeZone } = get(read)
      if (zone?.name !== timeZone) zone = createTimeZone(timeZone)
      return zone
    },
  }
}
