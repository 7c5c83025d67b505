import type { Migration } from '../../src/main/store/migration.ts'

/** Payments as the office keeps them, in the fewest tables that can be half done. */
export const paySchema: readonly Migration[] = [
  {
    schema: 1,
    name: 'payments',
    sql: `
      CREATE TABLE account (id INTEGER PRIMARY KEY, balance_kop INTEGER NOT NULL) STRICT;
      CREATE TABLE payment (
        id INTEGER PRIMARY KEY,
        account_id INTEGER NOT NULL REFERENCES account (id),
        sum_kop INTEGER NOT NULL,
        note TEXT NOT NULL
      ) STRICT;
      CREATE TABLE allocation (
        id INTEGER PRIMARY KEY,
        payment_id INTEGER NOT NULL REFERENCES payment (id),
        sum_kop INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE setting (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT;
    `,
  },
]

/** What a newer program makes of it: one table made anew, one more, one index. */
export const newerPaySchema: readonly Migration[] = [
  ...paySchema,
  {
    schema: 2,
    name: 'a payment has its tender',
    sql: `
      CREATE TABLE payment_new (
        id INTEGER PRIMARY KEY,
        account_id INTEGER NOT NULL REFERENCES account (id),
        sum_kop INTEGER NOT NULL,
        note TEXT NOT NULL,
        tender TEXT NOT NULL DEFAULT 'cash'
      ) STRICT;
      INSERT INTO payment_new (id, account_id, sum_kop, note)
        SELECT id, account_id, sum_kop, note FROM payment ORDER BY id;
      DROP TABLE payment;
      ALTER TABLE payment_new RENAME TO payment;
    `,
  },
  {
    schema: 3,
    name: 'tenders',
    sql: `
      CREATE TABLE tender (name TEXT NOT NULL PRIMARY KEY) STRICT;
      INSERT INTO tender (name) VALUES ('card'), ('cash');
      CREATE INDEX payment_by_account ON payment (account_id);
    `,
  },
]
