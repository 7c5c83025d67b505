/** Rows of who is paid and who pays. Money is kopecks (`_kop`), days are `YYYY-MM-DD` in the office's zone, instants UTC ms, JSON text. */

export interface ProviderRow {
  id: number
  name: string
  short_name: string
  legal: 'agent' | 'bank' | 'lender'
  inn: string | null
  phone: string | null
  priority: number
  active: number
}

export interface ContractRow {
  id: number
  provider_id: number
  number: string
  from_day: string
  to_day: string | null
  fee: string
  lag_days: number
  cutoff: string
  early_cutoff: string
  transfer_weekdays: string | null
  minimum_kop: number
  maximum_kop: number
  due_shift: 'none' | 'next-working'
  penalty_first: number
}

export interface ServiceRow {
  id: number
  provider_id: number
  name: string
  short_name: string
  billing: 'billed' | 'prepaid'
  unit: string | null
  account_mask: string | null
  active: number
}

export interface TariffRow {
  id: number
  service_id: number
  from_day: string
  price_kop: number
  unit: string
  note: string | null
}

export interface ProfileRow {
  id: number
  provider_id: number
  service_id: number
  name: string
  settings: string
  changed_at: number
}

export interface ClientRow {
  id: number
  name: string
  name_key: string
  address: string
  address_key: string
  note: string
  created_at: number
}

export interface PhoneRow {
  id: number
  e164: string
  kind: 'mobile' | 'landline'
  client_id: number
  language: 'ru' | 'translit'
  no_reminders: number
  no_ads: number
  created_at: number
}

export interface AccountRow {
  id: number
  service_id: number
  number: string
  number_key: string
  client_id: number
  holder: string
  address: string
  debt_kop: number
  advance_kop: number
  debt_day: string | null
  created_at: number
}

export interface LinkRow {
  id: number
  account_id: number
  phone_id: number
  proof: 'desk' | 'contract' | 'code'
  proven_at: number
  used_at: number
}

export interface SearchKeyRow {
  kind: string
  key: string
  client_id: number
  account_id: number
}
