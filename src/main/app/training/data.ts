import type { Day, Month, TimeOfDay } from '../../../shared/days.ts'
import type { Kopecks } from '../../../shared/money.ts'

/** Everything a training office begins with: plain data, its ids are of this data alone. */
export interface TrainingOffice {
  readonly office: TrainingPlace
  readonly providers: readonly TrainingProvider[]
  readonly services: readonly TrainingService[]
  readonly clients: readonly TrainingClient[]
  readonly phones: readonly TrainingPhone[]
  readonly accounts: readonly TrainingAccount[]
  readonly links: readonly TrainingLink[]
  readonly bills: readonly TrainingBill[]
  readonly consents: readonly TrainingConsent[]
}

export interface TrainingPlace {
  readonly name: string
  /** How the SMS begin. */
  readonly smsName: string
  readonly address: string
  readonly phone: string
}

export interface TrainingProvider {
  readonly id: number
  readonly name: string
  readonly shortName: string
  readonly legal: 'agent' | 'bank' | 'lender'
  /** Of a region that does not exist, with right check digits. */
  readonly inn: string
  readonly phone: string
  readonly contract: TrainingContract
}

export interface TrainingContract {
  readonly number: string
  readonly fromDay: Day
  readonly fee: {
    readonly mode: 'on-top' | 'inside' | 'from-provider'
    /** Basis points: 200 is 2 %. */
    readonly rate_bp: number
    readonly fixed_kop: Kopecks
    readonly minimum_kop: Kopecks
    readonly maximum_kop: Kopecks | null
  }
  /** Working days on the way to the provider. */
  readonly lagDays: number
  readonly cutoff: TimeOfDay
  readonly earlyCutoff: TimeOfDay
  readonly minimum_kop: Kopecks
  readonly maximum_kop: Kopecks
  readonly dueShift: 'none' | 'next-working'
  readonly penaltyFirst: boolean
}

export type TrainingServiceName = 'вода' | 'свет' | 'дом' | 'телефон' | 'интернет' | 'заём'

export interface TrainingService {
  readonly id: number
  readonly providerId: number
  readonly name: string
  readonly shortName: TrainingServiceName
  readonly billing: 'billed' | 'prepaid'
  readonly unit: string | null
  /** A regular expression of the service's account numbers. */
  readonly accountMask: string
  readonly tariffs: readonly TrainingTariff[]
}

export interface TrainingTariff {
  readonly fromDay: Day
  readonly price_kop: Kopecks
  readonly unit: string
  readonly note: string | null
}

export interface TrainingClient {
  readonly id: number
  readonly name: string
  readonly address: string
}

export interface TrainingPhone {
  readonly id: number
  readonly clientId: number
  readonly e164: string
  readonly kind: 'mobile' | 'landline'
  readonly language: 'ru' | 'translit'
}

export interface TrainingAccount {
  readonly id: number
  readonly serviceId: number
  readonly clientId: number
  readonly number: string
  readonly holder: string
  readonly address: string
}

export interface TrainingLink {
  readonly accountId: number
  readonly phoneId: number
  readonly proof: 'desk' | 'contract'
  readonly provenDay: Day
}

export interface TrainingBill {
  readonly id: number
  readonly accountId: number
  readonly kind: 'charge' | 'balance'
  readonly period: Month
  readonly amount_kop: Kopecks
  readonly issuedDay: Day
  readonly dueDay: Day
  /** Unlike the keys of any file's rows, so that the example registries still bring bills. */
  readonly key: string
}

export interface TrainingConsent {
  readonly phoneId: number
  readonly givenDay: Day
  readonly how: string
  readonly evidence: string
  readonly textVersion: string
}
