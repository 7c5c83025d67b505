import {
  type DateMask,
  dateMasks,
  type PeriodMask,
  periodMasks,
  type RegistryColumn,
} from '../../app/ports/registry-profile.ts'
import { readAccount, readAmount, readDay, readPeriod } from './fields.ts'

export type Cells = readonly (readonly string[])[]

/** Nearly all: a file may have a few bad rows and still be understood. */
const most = 0.8
const longestValue = 200
const anyAmount = { unit: 'rubles', decimals: 'any' } as const

export function columnValues(rows: Cells, index: number): string[] {
  return rows.map((row) => row[index]?.slice(0, longestValue).trim() ?? '').filter((value) => value !== '')
}

export function share(values: readonly string[], test: (value: string) => boolean): number {
  return values.length === 0 ? 0 : values.filter(test).length / values.length
}

export function dateMaskOf(values: readonly string[]): DateMask | null {
  return dateMasks.find((mask) => share(values, (value) => readDay(value, mask) !== null) >= most) ?? null
}

/** The mask that fits; `dateMask` serves files that write the first of the month. */
export function periodMaskOf(values: readonly string[], dateMask: DateMask | null): PeriodMask | null {
  const fits = (mask: PeriodMask): boolean =>
    share(values, (value) => readPeriod(value, mask, dateMask ?? 'DD.MM.YYYY') !== null) >= most
  return periodMasks.find(fits) ?? null
}

/** Names the columns that the header left open, by what stands in them. */
export function columnsByContents(
  rows: Cells,
  count: number,
  named: readonly (RegistryColumn | null)[],
  valueColumn: 'amount' | 'balance',
): (RegistryColumn | null)[] {
  const columns = Array.from({ length: count }, (_, index) => named[index] ?? null)
  const values = columns.map((_, index) => columnValues(rows, index))
  const give = (column: RegistryColumn, choose: (open: readonly number[]) => number | undefined): void => {
    if (columns.includes(column)) return
    const open = columns.flatMap((taken, index) => (taken === null && values[index]?.length ? [index] : []))
    const chosen = choose(open)
    if (chosen !== undefined) columns[chosen] = column
  }
  const at = (index: number): string[] => values[index] ?? []
  give('due', (open) => open.find((index) => isDue(at(index))))
  give('period', (open) => open.find((index) => isPeriod(at(index))))
  give(valueColumn, (open) => open.findLast((index) => share(at(index), hasKopecks) >= most))
  give('account', (open) => open.find((index) => isAccount(at(index))))
  give(valueColumn, (open) => open.findLast((index) => share(at(index), isSum) >= most))
  give('address', (open) => open.find((index) => share(at(index), isAddress) >= most))
  give('name', (open) => open.find((index) => share(at(index), isName) >= most))
  give('service', (open) => open.find((index) => isService(at(index))))
  return columns
}

/** A column of periods repeats them; a column of accounts or of sums such as 1225 does not. */
function isPeriod(values: readonly string[]): boolean {
  return values.length > 1 && new Set(values).size <= values.length / 2 && periodMaskOf(values, null) !== null
}

function isDue(values: readonly string[]): boolean {
  const mask = dateMaskOf(values)
  return mask !== null && mask !== 'YYYYMMDD' && !values.every((value) => /(?:^01[./-]|-01$)/.test(value))
}

function isAccount(values: readonly string[]): boolean {
  const unique = new Set(values).size / Math.max(values.length, 1)
  return unique > 0.7 && share(values, (value) => /\d{3}/.test(value) && readAccount(value) !== null) >= most
}

function hasKopecks(value: string): boolean {
  return /\d[.,]\d{1,2}$/.test(value) && isSum(value)
}

function isSum(value: string): boolean {
  return readAmount(value, anyAmount) !== null
}

function isAddress(value: string): boolean {
  return (
    /(?:^|[\s,.])(?:ул|пер|пр-?к?т|пл|д|дом|кв|г|пос|с|мкр|наб|б-р|ш)[.\s,]/iu.test(value) ||
    /\p{L}{3}.*,\s*\d/u.test(value)
  )
}

function isName(value: string): boolean {
  return /^\p{L}[\p{L}-]+(?:\s+(?:\p{L}\.\s*\p{L}?\.?|\p{L}[\p{L}-]+)){1,3}$/u.test(value)
}

function isService(values: readonly string[]): boolean {
  return (
    new Set(values).size <= Math.max(1, values.length / 3) &&
    share(values, (value) => /^\p{L}{3}/u.test(value)) >= most
  )
}
