import type { Migration } from '../../src/main/store/migration.ts'

/** A few of the office's tables, so that a test of the store reads in one screen. */
export const smallSchema: readonly Migration[] = [
  {
    schema: 1,
    name: 'small',
    sql: `
      CREATE TABLE setting (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT;
      CREATE TABLE client (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
      CREATE TABLE phone (
        id INTEGER PRIMARY KEY,
        client_id INTEGER NOT NULL REFERENCES client (id) ON DELETE CASCADE,
        number TEXT NOT NULL UNIQUE
      ) STRICT;
      CREATE TABLE draft (id INTEGER PRIMARY KEY, any, content BLOB);
    `,
  },
]
