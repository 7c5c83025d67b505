/** Tables of the office itself. */
export const officeSql = `
CREATE TABLE "setting" (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
CREATE TABLE "operator" (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('owner', 'senior', 'cashier')),
  pin_salt TEXT NOT NULL,
  pin_hash TEXT NOT NULL,
  active INTEGER NOT NULL,
  phone TEXT,
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE "command_result" (
  key TEXT NOT NULL PRIMARY KEY,
  operator_id INTEGER NOT NULL,
  call TEXT NOT NULL,
  input_hash TEXT NOT NULL,
  result TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX "command_result_by_at" ON "command_result" (at);
CREATE TABLE "log" (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  operator_id INTEGER,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  subject_id INTEGER,
  details TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE TABLE "shift" (
  id INTEGER PRIMARY KEY,
  operator_id INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  day TEXT NOT NULL,
  float_kop INTEGER NOT NULL,
  closed_at INTEGER,
  counted_kop INTEGER,
  expected_kop INTEGER,
  z_number INTEGER
) STRICT;
CREATE TABLE "draft" (
  id INTEGER PRIMARY KEY,
  operator_id INTEGER NOT NULL,
  title TEXT NOT NULL,
  data TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX "draft_by_operator_id" ON "draft" (operator_id);
CREATE TABLE "calendar_day" (
  calendar TEXT NOT NULL,
  day TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('off', 'short', 'working')),
  note TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (calendar, day)
) STRICT, WITHOUT ROWID;
`
