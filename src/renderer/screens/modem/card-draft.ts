import type { CallInput } from '../../../shared/contract/contract.ts'
import { kopecksOfText, moneyText } from '../providers/money-text.ts'
import type { Card } from './caps-bars.tsx'

type Terms = Card['terms']

/** A card's settings as they are typed: numbers and sums are text until they are saved. */
export interface CardDraft {
  readonly title: string
  readonly number: string
  readonly perMinute: string
  readonly perHour: string
  readonly perDay: string
  readonly perMonth: string
  readonly pauseMin: string
  readonly pauseMax: string
  readonly price: string
  readonly reserve: string
  readonly warnBelow: string
  readonly balanceCode: string
  readonly balancePattern: string
  readonly balanceDaily: boolean
  readonly balanceEvery: string
  readonly storedSends: boolean
}

const countText = (value: number | null): string => (value === null ? '' : String(value))

export const draftOf = ({ title, number, terms }: Pick<Card, 'title' | 'number' | 'terms'>): CardDraft => ({
  title,
  number: number ?? '',
  perMinute: countText(terms.perMinute),
  perHour: countText(terms.perHour),
  perDay: countText(terms.perDay),
  perMonth: countText(terms.perMonth),
  pauseMin: String(terms.pauseMin_ms / 1000),
  pauseMax: String(terms.pauseMax_ms / 1000),
  price: moneyText(terms.price_kop),
  reserve: moneyText(terms.reserve_kop),
  warnBelow: moneyText(terms.warnBelow_kop),
  balanceCode: terms.balanceCode ?? '',
  balancePattern: terms.balancePattern,
  balanceDaily: terms.balanceDaily,
  balanceEvery: countText(terms.balanceEvery_parts),
  storedSends: terms.storedSends,
})

const count = (text: string): number | null => {
  if (text.trim() === '') return null
  return /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN
}

const pause_ms = (text: string): number => {
  const seconds = Number(text.trim().replace(',', '.'))
  return text.trim() === '' ? 0 : Math.round(seconds * 1000)
}

const termsOf = (draft: CardDraft): Terms => ({
  perMinute: count(draft.perMinute),
  perHour: count(draft.perHour),
  perDay: count(draft.perDay),
  perMonth: count(draft.perMonth),
  pauseMin_ms: pause_ms(draft.pauseMin),
  pauseMax_ms: pause_ms(draft.pauseMax),
  price_kop: kopecksOfText(draft.price),
  reserve_kop: kopecksOfText(draft.reserve) ?? 0,
  warnBelow_kop: kopecksOfText(draft.warnBelow),
  balanceCode: draft.balanceCode.trim() === '' ? null : draft.balanceCode.trim().replace(/\s+/g, ' '),
  balancePattern: draft.balancePattern,
  balanceDaily: draft.balanceDaily,
  balanceEvery_parts: count(draft.balanceEvery),
  storedSends: draft.storedSends,
})

/** What is saved; null while a field holds no number. */
export const inputOf = (imsi: string, draft: CardDraft): CallInput<'modem.saveSim'> | null => {
  const terms = termsOf(draft)
  const wrong = Object.values(terms).some((value) => typeof value === 'number' && Number.isNaN(value))
  const number = draft.number.trim() === '' ? null : draft.number.trim()
  return wrong || terms.pauseMin_ms > terms.pauseMax_ms ? null : { imsi, title: draft.title, number, terms }
}
