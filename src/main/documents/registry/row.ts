import type { Day, Month } from '../../../shared/days.ts'
import type { ReadRow, RejectedRow, RejectionCode } from '../../app/ports/documents.ts'
import type { RegistryColumn, RegistryProfile } from '../../app/ports/registry-profile.ts'
import { dueDay, readAccount, readAmount, readDay, readPeriod } from './fields.ts'
import type { RawRecord } from './records.ts'

const longestRaw = 200
const longestText = 200
const longestShown = 40

type Details = RejectedRow['details']

/** Where each wanted column stands and what the file's own preamble said. */
export interface RowContext {
  readonly profile: RegistryProfile
  readonly at: ReadonlyMap<RegistryColumn, number>
  /** Columns a whole row has at least. */
  readonly expected: number
  readonly period: Month | null
  readonly asOf: Day | null
}

export interface RowReading {
  /** The sum as written, for the trailer; null when it cannot be read. */
  readonly amount_kop: number | null
  readonly result: ReadRow | RejectedRow
}

export function rejection(record: RawRecord, code: RejectionCode, details: Details): RejectedRow {
  return { row: record.row, code, details, raw: record.text.slice(0, longestRaw) }
}

/** Reads one record into a row or the first reason against it. Duplicates and torn ends are the caller's to see. */
export function readRow(record: RawRecord, context: RowContext): RowReading {
  const { profile, expected } = context
  const refuse = (code: RejectionCode, details: Details, amount_kop: number | null = null): RowReading => ({
    amount_kop,
    result: rejection(record, code, details),
  })
  if (record.cells === null) return refuse('quote', {})
  if (record.text.includes('\0')) return refuse('control', {})
  if (record.text.includes('\ufffd')) return refuse('encoding', {})
  const columns = record.cells.length
  if (columns < expected || hasMore(record.cells, profile.columns.length)) {
    return refuse('columns', { columns, expected })
  }
  const cell = (column: RegistryColumn): string => record.cells?.[context.at.get(column) ?? -1] ?? ''
  const amountText = cell(profile.kind === 'balance' ? 'balance' : 'amount')
  const amount_kop = readAmount(amountText, profile)
  const account = readAccount(cell('account'))
  if (account === null) return refuse('account', { value: shown(cell('account')) }, amount_kop)
  if (amount_kop === null) return refuse('amount', { value: shown(amountText) })
  if (amount_kop < 0 && (profile.kind === 'charge' || profile.negative === 'reject')) {
    return refuse('negative', { value: shown(amountText) }, amount_kop)
  }
  const period = periodOf(cell('period'), context)
  if (period === null) return refuse('period', { value: shown(cell('period')) }, amount_kop)
  const due = dueOf(cell('due'), period, profile)
  if (due === 'bad') return refuse('due', { value: shown(cell('due')) }, amount_kop)
  const service = tidy(cell('service'))
  const { name, address } = { name: tidy(cell('name')), address: tidy(cell('address')) }
  const key = keyOf(context, period, service, account)
  return {
    amount_kop,
    result: { row: record.row, account, name, address, period, amount_kop, due, service, key },
  }
}

function periodOf(text: string, context: RowContext): Month | null {
  const { profile, at } = context
  if (profile.kind === 'balance') return context.asOf?.slice(0, 7) ?? ''
  if (!at.has('period')) return context.period ?? ''
  return text.trim() === '' ? context.period : readPeriod(text, profile.periodMask, profile.dateMask)
}

function dueOf(text: string, period: Month, profile: RegistryProfile): Day | null | 'bad' {
  if (text.trim() !== '') return readDay(text, profile.dateMask) ?? 'bad'
  return profile.due === null || period === '' ? null : dueDay(period, profile.due)
}

function keyOf(context: RowContext, period: Month, service: string, account: string): string {
  const when = context.profile.kind === 'balance' ? (context.asOf ?? '') : period
  const fold = (text: string): string => text.toUpperCase().replace(/\s+/gu, '')
  return `${context.profile.kind}:${when}:${fold(service)}:${fold(account)}`
}

/** A separator at the end of the line is common and means nothing. */
function hasMore(cells: readonly string[], known: number): boolean {
  return cells.length > known && cells.slice(known).some((cell) => cell.trim() !== '')
}

function tidy(text: string): string {
  return text.replace(/\s+/gu, ' ').trim().slice(0, longestText)
}

function shown(text: string): string {
  return text.trim().slice(0, longestShown)
}
