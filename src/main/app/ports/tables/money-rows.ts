/** Rows of what is owed and what was taken. Money is kopecks (`_kop`), days are `YYYY-MM-DD` in the office's zone, instants UTC ms, JSON text. */

export interface RegistryRow {
  id: number
  provider_id: number
  service_id: number
  profile_id: number | null
  direction: 'in' | 'out'
  kind: 'charge' | 'balance'
  as_of_day: string | null
  file_name: string
  file_hash: string
  status: 'draft' | 'matched' | 'posted' | 'annulled'
  encoding: string
  rows: number
  matched: number
  new_accounts: number
  duplicates: number
  rejected: number
  total_kop: number
  created_at: number
  operator_id: number
  posted_at: number | null
}

export interface RegistryRowRow {
  id: number
  registry_id: number
  row: number
  state: 'matched' | 'new' | 'duplicate' | 'rejected' | 'posted'
  account_number: string
  name: string
  address: string
  period: string
  amount_kop: number | null
  due_day: string | null
  account_id: number | null
  row_key: string
  code: string | null
  raw: string
}

export interface BillRow {
  id: number
  account_id: number
  registry_id: number | null
  kind: 'charge' | 'balance' | 'manual'
  period: string
  amount_kop: number
  paid_kop: number
  adjusted_kop: number
  left_kop: number
  issued_day: string
  due_day: string
  row_key: string
  silenced: number
  created_at: number
}

export interface LineRow {
  id: number
  bill_id: number
  name: string
  amount_kop: number
}

export interface EntryRow {
  id: number
  account_id: number
  kind: 'charge' | 'payment' | 'reversal' | 'adjustment'
  amount_kop: number
  bill_id: number | null
  payment_id: number | null
  day: string
  at: number
}

export interface VisitRow {
  id: number
  shift_id: number
  operator_id: number
  at: number
  day: string
  tender: 'cash' | 'card'
  sum_kop: number
  fee_kop: number
  total_kop: number
  received_kop: number
  change_kop: number
  printed_at: number | null
}

export interface PaymentRow {
  id: number
  number: number
  visit_id: number
  account_id: number
  sum_kop: number
  fee_kop: number
  advance_kop: number
  advance_left_kop: number
  debt_before_kop: number
  debt_after_kop: number
  counting_day: string
  crediting_day: string
  at: number
  day: string
  reverses_id: number | null
  reversed_by_id: number | null
  reason: string | null
  order_id: number | null
  phone_id: number | null
}

export interface AllocationRow {
  id: number
  payment_id: number
  bill_id: number
  amount_kop: number
}
