/** Tables of who is paid and who pays. */
export const tradeSql = `
CREATE TABLE "provider" (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  short_name TEXT NOT NULL,
  legal TEXT NOT NULL CHECK (legal IN ('agent', 'bank', 'lender')),
  inn TEXT,
  phone TEXT,
  priority INTEGER NOT NULL,
  active INTEGER NOT NULL
) STRICT;
CREATE TABLE "contract" (
  id INTEGER PRIMARY KEY,
  provider_id INTEGER NOT NULL,
  number TEXT NOT NULL,
  from_day TEXT NOT NULL,
  to_day TEXT,
  fee TEXT NOT NULL,
  lag_days INTEGER NOT NULL,
  cutoff TEXT NOT NULL,
  early_cutoff TEXT NOT NULL,
  transfer_weekdays TEXT,
  minimum_kop INTEGER NOT NULL,
  maximum_kop INTEGER NOT NULL,
  due_shift TEXT NOT NULL CHECK (due_shift IN ('none', 'next-working')),
  penalty_first INTEGER NOT NULL
) STRICT;
CREATE INDEX "contract_by_provider_id_from_day" ON "contract" (provider_id, from_day);
CREATE TABLE "service" (
  id INTEGER PRIMARY KEY,
  provider_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  short_name TEXT NOT NULL,
  billing TEXT NOT NULL CHECK (billing IN ('billed', 'prepaid')),
  unit TEXT,
  account_mask TEXT,
  active INTEGER NOT NULL
) STRICT;
CREATE INDEX "service_by_provider_id" ON "service" (provider_id);
CREATE TABLE "tariff" (
  id INTEGER PRIMARY KEY,
  service_id INTEGER NOT NULL,
  from_day TEXT NOT NULL,
  price_kop INTEGER NOT NULL,
  unit TEXT NOT NULL,
  note TEXT,
  UNIQUE (service_id, from_day, unit)
) STRICT;
CREATE TABLE "profile" (
  id INTEGER PRIMARY KEY,
  provider_id INTEGER NOT NULL,
  service_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  settings TEXT NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX "profile_by_provider_id" ON "profile" (provider_id);
CREATE TABLE "client" (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  address TEXT NOT NULL,
  address_key TEXT NOT NULL,
  note TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX "client_by_name_key_id" ON "client" (name_key, id);
CREATE TABLE "phone" (
  id INTEGER PRIMARY KEY,
  e164 TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('mobile', 'landline')),
  client_id INTEGER NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('ru', 'translit')),
  no_reminders INTEGER NOT NULL,
  no_ads INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (e164, client_id)
) STRICT;
CREATE INDEX "phone_by_client_id" ON "phone" (client_id);
CREATE TABLE "account" (
  id INTEGER PRIMARY KEY,
  service_id INTEGER NOT NULL,
  number TEXT NOT NULL,
  number_key TEXT NOT NULL,
  client_id INTEGER NOT NULL,
  holder TEXT NOT NULL,
  address TEXT NOT NULL,
  debt_kop INTEGER NOT NULL,
  advance_kop INTEGER NOT NULL,
  debt_day TEXT,
  created_at INTEGER NOT NULL,
  UNIQUE (service_id, number_key)
) STRICT;
CREATE INDEX "account_by_client_id" ON "account" (client_id);
CREATE INDEX "account_by_number_key" ON "account" (number_key);
CREATE TABLE "link" (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL,
  phone_id INTEGER NOT NULL,
  proof TEXT NOT NULL CHECK (proof IN ('desk', 'contract', 'code')),
  proven_at INTEGER NOT NULL,
  used_at INTEGER NOT NULL,
  UNIQUE (account_id, phone_id)
) STRICT;
CREATE INDEX "link_by_phone_id" ON "link" (phone_id);
CREATE TABLE "search_key" (
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  client_id INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  PRIMARY KEY (kind, key, client_id, account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX "search_key_by_client_id" ON "search_key" (client_id);
`
