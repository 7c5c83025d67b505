/** Rows of the office itself. Money is kopecks (`_kop`), days are `YYYY-MM-DD` in the office's zone, instants UTC ms, JSON text. */

export interface SettingRow {
  key: string
  value: string
}

export interface OperatorRow {
  id: number
  name: string
  role: 'owner' | 'senior' | 'cashier'
  pin_salt: string
  pin_hash: string
  active: number
  phone: string | null
  created_at: number
}

export interface CommandResultRow {
  key: string
  operator_id: number
  call: string
  input_hash: string
  result: string
  at: number
}

export interface LogRow {
  id: number
  at: number
  operator_id: number | null
  action: string
  subject: string
  subject_id: number | null
  details: string
  previous_hash: string
  hash: string
}

export interface ShiftRow {
  id: number
  operator_id: number
  opened_at: number
  day: string
  float_kop: number
  closed_at: number | null
  counted_kop: number | null
  expected_kop: number | null
  z_number: number | null
}

export interface DraftRow {
  id: number
  operator_id: number
  title: string
  data: string
  at: number
}

export interface CalendarDayRow {
  calendar: string
  day: string
  type: 'off' | 'short' | 'working'
  note: string
  changed_at: number
}
