import type { Day } from '../../../shared/days.ts'
import type { Kopecks } from '../../../shared/money.ts'

/** `roll80` is a strip of an 80 mm thermal printer; the others are sheets, a receipt on its upper part. */
export type ReceiptLayout = 'roll80' | 'a5' | 'a4-half'

export interface ReceiptBill {
  /** As the provider named it: `YYYY-MM` or the provider's own words. */
  readonly period: string
  /** What the payment covered of this bill. */
  readonly sum_kop: Kopecks
  readonly due: Day | null
}

/** One payment as it stands on paper: the facts as stored, nothing computed by the printer. */
export interface ReceiptData {
  readonly number: number
  readonly training: boolean
  /** A second print of the same receipt. */
  readonly copy: boolean
  readonly office: {
    readonly name: string
    readonly address: string
    readonly inn: string | null
    /** Where a payer complains; null where the office has none set. */
    readonly claimsPhone: string | null
  }
  readonly operator: string
  readonly day: Day
  /** `HH:MM` in the office's time zone. */
  readonly time: string
  readonly provider: { readonly name: string; readonly inn: string | null }
  readonly service: string
  readonly account: string
  /** The client as shown on paper: the caller masks it where it must. Empty when unknown. */
  readonly client: string
  readonly address: string
  /** In the order they were covered. */
  readonly bills: readonly ReceiptBill[]
  /** What went to no bill and stays on the account. */
  readonly advance_kop: Kopecks
  readonly sum_kop: Kopecks
  readonly fee_kop: Kopecks
  readonly total_kop: Kopecks
  readonly tender: 'cash' | 'card'
  /** Of the whole visit; null where this part shows none (a visit of several payments shows it on the last). */
  readonly received_kop: Kopecks | null
  readonly change_kop: Kopecks | null
  /** The day on which the payment counts for the payer, and the day the provider gets the money. */
  readonly counting: Day
  readonly crediting: Day
  /** Debt left on the account after the payment; negative is an advance. Null for services without bills. */
  readonly balance_kop: Kopecks | null
}
