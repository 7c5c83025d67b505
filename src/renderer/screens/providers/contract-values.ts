import { type Day, formatDay, parseDay } from '../../../shared/calendar-day.ts'
import type { CallInput, CallOutput } from '../../../shared/contract/contract.ts'
import { kopecksOfText, moneyText } from './money-text.ts'
import { formatPercent, parsePercent } from './percent.ts'

export type Contract = CallOutput<'providers.get'>['contracts'][number]
type ContractInput = CallInput<'providers.saveContract'>

/** A contract's terms as they are typed: sums, shares and days are texts until they are saved. */
export interface ContractValues {
  readonly number: string
  readonly fromDay: string
  readonly toDay: string
  readonly mode: ContractInput['fee']['mode']
  readonly rate: string
  readonly fixed: string
  readonly feeMinimum: string
  readonly feeMaximum: string
  readonly lagDays: string
  readonly cutoff: string
  readonly earlyCutoff: string
  readonly minimum: string
  readonly maximum: string
  readonly dueShift: ContractInput['dueShift']
  readonly penaltyFirst: boolean
}

/** What a first contract begins with: 2 % on top, the next working day, one ruble to 15 000. */
export const firstTerms: Omit<Contract, 'id' | 'providerId' | 'fromDay'> = {
  number: '',
  toDay: null,
  fee: { mode: 'on-top', rate_bp: 200, fixed_kop: 0, minimum_kop: 0, maximum_kop: null },
  lagDays: 1,
  cutoff: '16:00',
  earlyCutoff: '15:00',
  minimum_kop: 100,
  maximum_kop: 1_500_000,
  dueShift: 'next-working',
  penaltyFirst: false,
}

export function valuesOf(terms: Omit<Contract, 'id' | 'providerId'>): ContractValues {
  const { fee } = terms
  return {
    number: terms.number,
    fromDay: formatDay(terms.fromDay),
    toDay: terms.toDay === null ? '' : formatDay(terms.toDay),
    mode: fee.mode,
    rate: formatPercent(fee.rate_bp),
    fixed: moneyText(fee.fixed_kop),
    feeMinimum: moneyText(fee.minimum_kop),
    feeMaximum: moneyText(fee.maximum_kop),
    lagDays: String(terms.lagDays),
    cutoff: terms.cutoff,
    earlyCutoff: terms.earlyCutoff,
    minimum: moneyText(terms.minimum_kop),
    maximum: moneyText(terms.maximum_kop),
    dueShift: terms.dueShift,
    penaltyFirst: terms.penaltyFirst,
  }
}

/** Which field of the form a part of the contract is typed in. */
export const fieldOfPath: Readonly<Record<string, keyof ContractValues>> = {
  number: 'number',
  fromDay: 'fromDay',
  toDay: 'toDay',
  'fee.mode': 'mode',
  'fee.rate_bp': 'rate',
  'fee.fixed_kop': 'fixed',
  'fee.minimum_kop': 'feeMinimum',
  'fee.maximum_kop': 'feeMaximum',
  lagDays: 'lagDays',
  cutoff: 'cutoff',
  earlyCutoff: 'earlyCutoff',
  minimum_kop: 'minimum',
  maximum_kop: 'maximum',
  dueShift: 'dueShift',
  penaltyFirst: 'penaltyFirst',
}

/** The fee alone, for the live example. */
export function feeOfValues(values: ContractValues): unknown {
  return {
    mode: values.mode,
    rate_bp: parsePercent(values.rate),
    fixed_kop: kopecksOfText(values.fixed) ?? 0,
    minimum_kop: kopecksOfText(values.feeMinimum) ?? 0,
    maximum_kop: kopecksOfText(values.feeMaximum),
  }
}

/** What the form would save, still to be held against the contract's schema. */
export function inputOf(values: ContractValues, id: number | null, providerId: number): unknown {
  return {
    id,
    providerId,
    number: values.number.trim(),
    fromDay: dayOr(values.fromDay),
    toDay: values.toDay.trim() === '' ? null : dayOr(values.toDay),
    fee: feeOfValues(values),
    lagDays: /^\d{1,2}$/.test(values.lagDays.trim()) ? Number(values.lagDays) : Number.NaN,
    cutoff: timeOf(values.cutoff),
    earlyCutoff: timeOf(values.earlyCutoff),
    minimum_kop: kopecksOfText(values.minimum) ?? Number.NaN,
    maximum_kop: kopecksOfText(values.maximum) ?? Number.NaN,
    dueShift: values.dueShift,
    penaltyFirst: values.penaltyFirst,
  }
}

/** A text that is no day becomes none, for the schema to refuse. */
function dayOr(text: string): Day {
  return parseDay(text) ?? ''
}

/** `9:30` means 09:30. */
function timeOf(text: string): string {
  const bare = text.trim()
  return /^\d:\d\d$/.test(bare) ? `0${bare}` : bare
}

/** The version whose terms hold on a day: the latest that has begun and not ended. */
export function currentOf(contracts: readonly Contract[], today: Day): Contract | null {
  const held = contracts.filter(
    ({ fromDay, toDay }) => fromDay <= today && (toDay === null || toDay >= today),
  )
  return held.reduce<Contract | null>(
    (best, each) => (best === null || each.fromDay > best.fromDay ? each : best),
    null,
  )
}
