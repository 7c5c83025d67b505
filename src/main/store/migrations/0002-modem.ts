/** Schema 2: cards and what each may send, the link over time, answers of the operator's services. Old rows stay as they are. */
export const migration0002 = {
  schema: 2,
  name: 'modem',
  sql: `
CREATE TABLE "sim" (
  id INTEGER PRIMARY KEY,
  imsi TEXT NOT NULL,
  number TEXT,
  title TEXT NOT NULL,
  operator TEXT,
  imei TEXT,
  first_seen_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('asked', 'main', 'spare', 'refused', 'replaced')),
  decided_at INTEGER,
  decided_by INTEGER,
  replaces_id INTEGER,
  terms TEXT NOT NULL,
  sent INTEGER NOT NULL,
  sent_at INTEGER,
  balance_kop INTEGER,
  balance_at INTEGER,
  balance_sent INTEGER,
  asked_at INTEGER,
  UNIQUE (imsi)
) STRICT;
CREATE TABLE "sim_pace" (
  sim TEXT NOT NULL,
  slot INTEGER NOT NULL,
  parts INTEGER NOT NULL,
  PRIMARY KEY (sim, slot)
) STRICT, WITHOUT ROWID;
CREATE TABLE "modem_sample" (
  link INTEGER NOT NULL,
  span TEXT NOT NULL CHECK (span IN ('minute', 'hour')),
  at INTEGER NOT NULL,
  imsi TEXT,
  operator TEXT,
  samples INTEGER NOT NULL,
  registered INTEGER NOT NULL,
  heard INTEGER NOT NULL,
  signal_sum INTEGER NOT NULL,
  signal_low INTEGER,
  PRIMARY KEY (link, span, at)
) STRICT, WITHOUT ROWID;
CREATE TABLE "ussd_answer" (
  id INTEGER PRIMARY KEY,
  imsi TEXT NOT NULL,
  at INTEGER NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('balance', 'hand')),
  code TEXT NOT NULL,
  outcome TEXT NOT NULL,
  text TEXT NOT NULL,
  balance_kop INTEGER,
  operator_id INTEGER
) STRICT;
CREATE INDEX "ussd_answer_by_imsi_id" ON "ussd_answer" (imsi, id);
ALTER TABLE "report" ADD COLUMN sim TEXT;
ALTER TABLE "inbox_part" ADD COLUMN sim TEXT;
ALTER TABLE "campaign" ADD COLUMN latin INTEGER NOT NULL DEFAULT 0;
`,
} as const
