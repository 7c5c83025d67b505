/** Tables of what is owed and what was taken. */
export const moneySql = `
CREATE TABLE "registry" (
  id INTEGER PRIMARY KEY,
  provider_id INTEGER NOT NULL,
  service_id INTEGER NOT NULL,
  profile_id INTEGER,
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  kind TEXT NOT NULL CHECK (kind IN ('charge', 'balance')),
  as_of_day TEXT,
  file_name TEXT NOT NULL,
  file_hash TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('draft', 'matched', 'posted', 'annulled')),
  encoding TEXT NOT NULL,
  rows INTEGER NOT NULL,
  matched INTEGER NOT NULL,
  new_accounts INTEGER NOT NULL,
  duplicates INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  total_kop INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  operator_id INTEGER NOT NULL,
  posted_at INTEGER
) STRICT;
CREATE INDEX "registry_by_file_hash" ON "registry" (file_hash);
CREATE INDEX "registry_by_created_at" ON "registry" (created_at);
CREATE TABLE "registry_row" (
  id INTEGER PRIMARY KEY,
  registry_id INTEGER NOT NULL,
  row INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('matched', 'new', 'duplicate', 'rejected', 'posted')),
  account_number TEXT NOT NULL,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  period TEXT NOT NULL,
  amount_kop INTEGER,
  due_day TEXT,
  account_id INTEGER,
  row_key TEXT NOT NULL,
  code TEXT,
  raw TEXT NOT NULL
) STRICT;
CREATE INDEX "registry_row_by_registry_id_state_row" ON "registry_row" (registry_id, state, row);
CREATE TABLE "bill" (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL,
  registry_id INTEGER,
  kind TEXT NOT NULL CHECK (kind IN ('charge', 'balance', 'manual')),
  period TEXT NOT NULL,
  amount_kop INTEGER NOT NULL,
  paid_kop INTEGER NOT NULL,
  adjusted_kop INTEGER NOT NULL,
  left_kop INTEGER NOT NULL,
  issued_day TEXT NOT NULL,
  due_day TEXT NOT NULL,
  row_key TEXT NOT NULL,
  silenced INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (row_key)
) STRICT;
CREATE INDEX "bill_by_account_id_due_day" ON "bill" (account_id, due_day);
CREATE INDEX "bill_by_due_day_id" ON "bill" (due_day, id);
CREATE INDEX "bill_by_registry_id" ON "bill" (registry_id);
CREATE TABLE "line" (
  id INTEGER PRIMARY KEY,
  bill_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  amount_kop INTEGER NOT NULL
) STRICT;
CREATE INDEX "line_by_bill_id" ON "line" (bill_id);
CREATE TABLE "entry" (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('charge', 'payment', 'reversal', 'adjustment')),
  amount_kop INTEGER NOT NULL,
  bill_id INTEGER,
  payment_id INTEGER,
  day TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX "entry_by_account_id_id" ON "entry" (account_id, id);
CREATE INDEX "entry_by_day" ON "entry" (day);
CREATE TABLE "visit" (
  id INTEGER PRIMARY KEY,
  shift_id INTEGER NOT NULL,
  operator_id INTEGER NOT NULL,
  at INTEGER NOT NULL,
  day TEXT NOT NULL,
  tender TEXT NOT NULL CHECK (tender IN ('cash', 'card')),
  sum_kop INTEGER NOT NULL,
  fee_kop INTEGER NOT NULL,
  total_kop INTEGER NOT NULL,
  received_kop INTEGER NOT NULL,
  change_kop INTEGER NOT NULL,
  printed_at INTEGER
) STRICT;
CREATE INDEX "visit_by_shift_id" ON "visit" (shift_id);
CREATE INDEX "visit_by_day_id" ON "visit" (day, id);
CREATE TABLE "payment" (
  id INTEGER PRIMARY KEY,
  number INTEGER NOT NULL,
  visit_id INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  sum_kop INTEGER NOT NULL,
  fee_kop INTEGER NOT NULL,
  advance_kop INTEGER NOT NULL,
  advance_left_kop INTEGER NOT NULL,
  debt_before_kop INTEGER NOT NULL,
  debt_after_kop INTEGER NOT NULL,
  counting_day TEXT NOT NULL,
  crediting_day TEXT NOT NULL,
  at INTEGER NOT NULL,
  day TEXT NOT NULL,
  reverses_id INTEGER,
  reversed_by_id INTEGER,
  reason TEXT,
  order_id INTEGER,
  phone_id INTEGER,
  UNIQUE (number)
) STRICT;
CREATE INDEX "payment_by_visit_id" ON "payment" (visit_id);
CREATE INDEX "payment_by_account_id_id" ON "payment" (account_id, id);
CREATE INDEX "payment_by_day_id" ON "payment" (day, id);
CREATE TABLE "allocation" (
  id INTEGER PRIMARY KEY,
  payment_id INTEGER NOT NULL,
  bill_id INTEGER NOT NULL,
  amount_kop INTEGER NOT NULL
) STRICT;
CREATE INDEX "allocation_by_payment_id" ON "allocation" (payment_id);
CREATE INDEX "allocation_by_bill_id" ON "allocation" (bill_id);
CREATE INDEX bill_open ON bill (account_id, due_day) WHERE left_kop > 0;
CREATE INDEX bill_open_due ON bill (due_day, id) WHERE left_kop > 0;
CREATE INDEX payment_with_advance ON payment (account_id, id) WHERE advance_left_kop > 0;
`
