/** Rows of what is planned, sent and received. Money is kopecks (`_kop`), days are `YYYY-MM-DD` in the office's zone, instants UTC ms, JSON text. */

export interface RequestRow {
  id: number
  inbox_id: number
  sender: string
  kind: string
  account_id: number | null
  outcome: string
  reply_id: number | null
  at: number
}

export interface PayOrderRow {
  id: number
  request_id: number
  phone_id: number
  account_id: number
  sum_kop: number
  fee_kop: number
  code: string
  tries: number
  expires_at: number
  status: 'waiting' | 'confirmed' | 'paid' | 'expired' | 'cancelled'
  payment_id: number | null
  at: number
}

export interface ClaimRow {
  id: number
  account_id: number
  phone_id: number
  inbox_id: number
  status: 'open' | 'settled'
  at: number
}

export interface ReminderRuleRow {
  id: number
  name: string
  anchor: 'penalty-free' | 'due'
  offset_days: number
  at: string
  minimum_kop: number
  service_id: number | null
  days_off: number
  active: number
  changed_at: number
}

export interface OccurrenceRow {
  id: number
  rule_id: number
  account_id: number
  bill_id: number
  phone_id: number
  day: string
  due_at: number
  status: 'planned' | 'queued' | 'skipped'
  reason: string | null
  message_id: number | null
}

export interface CampaignRow {
  id: number
  name: string
  text: string
  audience: string
  status: 'draft' | 'running' | 'stopped' | 'done'
  recipients: number
  created_at: number
  created_by: number
  started_at: number | null
  started_by: number | null
  /** 1: its text leaves in Latin letters. */
  latin: number
}

export interface ConsentRow {
  id: number
  phone_id: number
  given_at: number
  how: string
  evidence: string
  text_version: string
  operator_id: number | null
  withdrawn_at: number | null
}

export interface StopRow {
  id: number
  e164: string
  scope: 'ads' | 'reminders'
  inbox_id: number | null
  operator_id: number | null
  at: number
  lifted_at: number | null
}

export interface MessageRow {
  id: number
  lane: number
  kind: string
  recipient: string
  account_id: number | null
  args: string
  text: string | null
  status: 'queued' | 'sending' | 'sent' | 'delivered' | 'failed' | 'uncertain' | 'dropped'
  reason: string | null
  not_before: number
  expires_at: number
  dedupe_key: string
  parts: number
  attempts: number
  created_at: number
  operator_id: number | null
  sent_at: number | null
  done_at: number | null
  inbox_id: number | null
  payment_id: number | null
  occurrence_id: number | null
  campaign_id: number | null
}

export interface PartRow {
  id: number
  message_id: number
  number: number
  total: number
  status: 'ready' | 'submitting' | 'accepted' | 'delivered' | 'failed' | 'uncertain'
  pdu: string
  length: number
  recipient: string
  sim: string | null
  reference: number | null
  submitted_at: number | null
  accepted_at: number | null
  report_status: number | null
  reported_at: number | null
  error: string | null
}

export interface InboxRow {
  id: number
  sender: string
  text: string
  received_at: number
  sent_at: number | null
  status: 'new' | 'handled' | 'incomplete'
  request_kind: string | null
  read_at: number | null
}

export interface InboxPartRow {
  id: number
  part_key: string
  sender: string
  alphanumeric: number
  text: string
  sent_at: number | null
  received_at: number
  concat_reference: number | null
  concat_total: number
  concat_number: number
  pdu: string
  problem: string | null
  inbox_id: number | null
  /** IMSI of the card it came to; null before schema 2. */
  sim: string | null
}

export interface ReportRow {
  id: number
  report_key: string
  reference: number
  recipient: string
  sent_at: number | null
  discharged_at: number | null
  status: number
  outcome: string
  pdu: string
  received_at: number
  part_id: number | null
  /** IMSI of the card it came to; null before schema 2. */
  sim: string | null
}

export interface SimUsageRow {
  sim: string
  day: string
  parts: number
}

export interface ModemEventRow {
  id: number
  at: number
  kind: string
  details: string
}
