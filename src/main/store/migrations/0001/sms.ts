/** Tables of what is planned, sent and received. */
export const smsSql = `
CREATE TABLE "request" (
  id INTEGER PRIMARY KEY,
  inbox_id INTEGER NOT NULL,
  sender TEXT NOT NULL,
  kind TEXT NOT NULL,
  account_id INTEGER,
  outcome TEXT NOT NULL,
  reply_id INTEGER,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX "request_by_sender_at" ON "request" (sender, at);
CREATE INDEX "request_by_inbox_id" ON "request" (inbox_id);
CREATE INDEX request_replied ON "request" (reply_id) WHERE reply_id IS NOT NULL;
CREATE TABLE "pay_order" (
  id INTEGER PRIMARY KEY,
  request_id INTEGER NOT NULL,
  phone_id INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  sum_kop INTEGER NOT NULL,
  fee_kop INTEGER NOT NULL,
  code TEXT NOT NULL,
  tries INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('waiting', 'confirmed', 'paid', 'expired', 'cancelled')),
  payment_id INTEGER,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX "pay_order_by_status_at" ON "pay_order" (status, at);
CREATE INDEX "pay_order_by_phone_id" ON "pay_order" (phone_id);
CREATE TABLE "claim" (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL,
  phone_id INTEGER NOT NULL,
  inbox_id INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('open', 'settled')),
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX "claim_by_account_id" ON "claim" (account_id);
CREATE INDEX "claim_by_status_at" ON "claim" (status, at);
CREATE TABLE "reminder_rule" (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  anchor TEXT NOT NULL CHECK (anchor IN ('penalty-free', 'due')),
  offset_days INTEGER NOT NULL,
  at TEXT NOT NULL,
  minimum_kop INTEGER NOT NULL,
  service_id INTEGER,
  days_off INTEGER NOT NULL,
  active INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;
CREATE TABLE "occurrence" (
  id INTEGER PRIMARY KEY,
  rule_id INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  bill_id INTEGER NOT NULL,
  phone_id INTEGER NOT NULL,
  day TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('planned', 'queued', 'skipped')),
  reason TEXT,
  message_id INTEGER,
  UNIQUE (rule_id, bill_id, phone_id)
) STRICT;
CREATE INDEX "occurrence_by_status_due_at" ON "occurrence" (status, due_at);
CREATE INDEX "occurrence_by_day_id" ON "occurrence" (day, id);
CREATE INDEX "occurrence_by_account_id" ON "occurrence" (account_id);
CREATE TABLE "campaign" (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  text TEXT NOT NULL,
  audience TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('draft', 'running', 'stopped', 'done')),
  recipients INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  created_by INTEGER NOT NULL,
  started_at INTEGER,
  started_by INTEGER
) STRICT;
CREATE TABLE "consent" (
  id INTEGER PRIMARY KEY,
  phone_id INTEGER NOT NULL,
  given_at INTEGER NOT NULL,
  how TEXT NOT NULL,
  evidence TEXT NOT NULL,
  text_version TEXT NOT NULL,
  operator_id INTEGER,
  withdrawn_at INTEGER
) STRICT;
CREATE INDEX "consent_by_phone_id" ON "consent" (phone_id);
CREATE TABLE "stop" (
  id INTEGER PRIMARY KEY,
  e164 TEXT NOT NULL,
  scope TEXT NOT NULL CHECK (scope IN ('ads', 'reminders')),
  inbox_id INTEGER,
  operator_id INTEGER,
  at INTEGER NOT NULL,
  lifted_at INTEGER
) STRICT;
CREATE INDEX "stop_by_e164" ON "stop" (e164);
CREATE TABLE "message" (
  id INTEGER PRIMARY KEY,
  lane INTEGER NOT NULL,
  kind TEXT NOT NULL,
  recipient TEXT NOT NULL,
  account_id INTEGER,
  args TEXT NOT NULL,
  text TEXT,
  status TEXT NOT NULL CHECK (status IN ('queued', 'sending', 'sent', 'delivered', 'failed', 'uncertain', 'dropped')),
  reason TEXT,
  not_before INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  dedupe_key TEXT NOT NULL,
  parts INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  operator_id INTEGER,
  sent_at INTEGER,
  done_at INTEGER,
  inbox_id INTEGER,
  payment_id INTEGER,
  occurrence_id INTEGER,
  campaign_id INTEGER,
  UNIQUE (dedupe_key)
) STRICT;
CREATE INDEX "message_by_status_lane_not_before_id" ON "message" (status, lane, not_before, id);
CREATE INDEX "message_by_lane_id" ON "message" (lane, id);
CREATE INDEX "message_by_status_id" ON "message" (status, id);
CREATE INDEX message_of_inbox ON "message" (inbox_id) WHERE inbox_id IS NOT NULL;
CREATE INDEX "message_by_recipient_id" ON "message" (recipient, id);
CREATE INDEX "message_by_campaign_id_status" ON "message" (campaign_id, status);
CREATE INDEX "message_by_payment_id" ON "message" (payment_id);
CREATE INDEX "message_by_account_id_id" ON "message" (account_id, id);
CREATE TABLE "part" (
  id INTEGER PRIMARY KEY,
  message_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  total INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('ready', 'submitting', 'accepted', 'delivered', 'failed', 'uncertain')),
  pdu TEXT NOT NULL,
  length INTEGER NOT NULL,
  recipient TEXT NOT NULL,
  sim TEXT,
  reference INTEGER,
  submitted_at INTEGER,
  accepted_at INTEGER,
  report_status INTEGER,
  reported_at INTEGER,
  error TEXT,
  UNIQUE (message_id, number)
) STRICT;
CREATE INDEX "part_by_status" ON "part" (status);
CREATE INDEX "part_by_recipient_reference" ON "part" (recipient, reference);
CREATE TABLE "inbox" (
  id INTEGER PRIMARY KEY,
  sender TEXT NOT NULL,
  text TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  sent_at INTEGER,
  status TEXT NOT NULL CHECK (status IN ('new', 'handled', 'incomplete')),
  request_kind TEXT,
  read_at INTEGER
) STRICT;
CREATE INDEX "inbox_by_status_id" ON "inbox" (status, id);
CREATE INDEX inbox_unread ON "inbox" (id) WHERE read_at IS NULL;
CREATE INDEX "inbox_by_sender_id" ON "inbox" (sender, id);
CREATE TABLE "inbox_part" (
  id INTEGER PRIMARY KEY,
  part_key TEXT NOT NULL,
  sender TEXT NOT NULL,
  alphanumeric INTEGER NOT NULL,
  text TEXT NOT NULL,
  sent_at INTEGER,
  received_at INTEGER NOT NULL,
  concat_reference INTEGER,
  concat_total INTEGER NOT NULL,
  concat_number INTEGER NOT NULL,
  pdu TEXT NOT NULL,
  problem TEXT,
  inbox_id INTEGER,
  UNIQUE (part_key)
) STRICT;
CREATE INDEX "inbox_part_by_sender_concat_reference" ON "inbox_part" (sender, concat_reference);
CREATE INDEX "inbox_part_by_inbox_id" ON "inbox_part" (inbox_id);
CREATE TABLE "report" (
  id INTEGER PRIMARY KEY,
  report_key TEXT NOT NULL,
  reference INTEGER NOT NULL,
  recipient TEXT NOT NULL,
  sent_at INTEGER,
  discharged_at INTEGER,
  status INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  pdu TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  part_id INTEGER,
  UNIQUE (report_key)
) STRICT;
CREATE INDEX "report_by_part_id" ON "report" (part_id);
CREATE INDEX "report_by_recipient_reference" ON "report" (recipient, reference);
CREATE TABLE "sim_usage" (
  sim TEXT NOT NULL,
  day TEXT NOT NULL,
  parts INTEGER NOT NULL,
  PRIMARY KEY (sim, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE "modem_event" (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  details TEXT NOT NULL
) STRICT;
CREATE INDEX "modem_event_by_at" ON "modem_event" (at);
`
