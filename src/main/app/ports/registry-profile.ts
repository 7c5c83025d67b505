import type { Day, Month } from '../../../shared/days.ts'

export const registryEncodings = ['utf-8', 'windows-1251', 'cp866', 'koi8-r', 'utf-16le'] as const
export const registrySeparators = [';', ',', '\t', '|'] as const
export const registryColumns = [
  'account',
  'name',
  'address',
  'period',
  'amount',
  'balance',
  'due',
  'service',
] as const
export const dateMasks = [
  'DD.MM.YYYY',
  'DD.MM.YY',
  'DD/MM/YYYY',
  'DD-MM-YYYY',
  'YYYY-MM-DD',
  'YYYYMMDD',
] as const
/** `month-name` is «январь 2026»; `date` is any day of the month, by the profile's date mask. */
export const periodMasks = ['MMYY', 'MMYYYY', 'YYYYMM', 'MM.YYYY', 'YYYY-MM', 'month-name', 'date'] as const

export type RegistryEncoding = (typeof registryEncodings)[number]
export type RegistrySeparator = (typeof registrySeparators)[number]
export type RegistryColumn = (typeof registryColumns)[number]
export type DateMask = (typeof dateMasks)[number]
export type PeriodMask = (typeof periodMasks)[number]

/** How a provider's files are written: plain data, kept as JSON and edited by a person. */
export interface RegistryProfile {
  readonly kind: 'charge' | 'balance'
  /** The day of the balances («сальдо на 01.11.2026»); null for charges. A file that names its own day wins. */
  readonly asOf: Day | null
  readonly encoding: RegistryEncoding
  readonly separator: RegistrySeparator
  /** Null where a quotation mark is a letter like any other (the Sber way). */
  readonly quote: '"' | null
  /** Lines before the header or the first row. */
  readonly skipRows: number
  readonly header: boolean
  /** What a line of remarks begins with (`#` in «Город»), null when there are none. */
  readonly comment: string | null
  /** What stands in each column, from the first; null for a column not used. */
  readonly columns: readonly (RegistryColumn | null)[]
  readonly decimals: 'comma' | 'dot' | 'any'
  readonly unit: 'rubles' | 'kopecks'
  /** A negative sum is rejected, or kept as the advance it is in a file of balances. */
  readonly negative: 'reject' | 'advance'
  readonly dateMask: DateMask
  readonly periodMask: PeriodMask
  /** The period of files without such a column. */
  readonly period: Month | null
  /** `equals`: `=count;sum`; `total`: a row that begins with «Итого»; `filesum`: `#FILESUM sum` before the rows. */
  readonly trailer: 'none' | 'equals' | 'total' | 'filesum'
  /** Rows without a due date: the day of the month, so many months after the period's (the balance day's) month. */
  readonly due: { readonly months: number; readonly day: number } | null
}
