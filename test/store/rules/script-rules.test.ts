import { describe, expect, test } from 'vitest'
import { checkScript } from '../../../src/main/store/rules/script-rules.ts'
import { StatementRefused } from '../../../src/main/store/rules/statement-rules.ts'

describe('a migration script', () => {
  test('may build tables, indexes, triggers and carry rows over in order', () => {
    const script = `
      CREATE TABLE "log" (id INTEGER PRIMARY KEY, at INTEGER NOT NULL DEFAULT (0), kind TEXT CHECK (kind IN ('a', 'b')),
        parent INTEGER REFERENCES "log" (id), UNIQUE (at, kind)) STRICT;
      CREATE UNIQUE INDEX "log_by_at" ON "log" (at, lower(kind));
      CREATE TRIGGER log_stays BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
      INSERT INTO log (id, at) SELECT id, at FROM old ORDER BY id;
      DROP TABLE old;`
    expect(() => checkScript(script)).not.toThrow()
  })

  test('may have a trigger of several statements, with CASE in them and upserts', () => {
    const script = `
      CREATE TRIGGER paid AFTER INSERT ON payment WHEN CASE new.sum WHEN 0 THEN 0 ELSE 1 END
      BEGIN
        UPDATE debt SET sum = CASE WHEN sum > new.sum THEN sum - new.sum ELSE 0 END WHERE id = new.debt;
        INSERT INTO total (day, sum) VALUES (new.day, new.sum) ON CONFLICT (day) DO UPDATE SET sum = sum + new.sum;
        INSERT INTO line (id) SELECT id FROM debt WHERE account = new.account ORDER BY id;
      END;
      CREATE TABLE a (b INTEGER UNIQUE ON CONFLICT REPLACE) STRICT;
      CREATE TABLE c AS SELECT id FROM a ORDER BY id;`
    expect(() => checkScript(script)).not.toThrow()
  })

  test.each([
    'CREATE TABLE t (at TEXT DEFAULT CURRENT_TIMESTAMP)',
    "CREATE TABLE t (at TEXT DEFAULT (datetime('now')))",
    'CREATE INDEX i ON t (fold_key(name))',
    'CREATE TRIGGER a AFTER INSERT ON t BEGIN UPDATE t SET b = random(); END',
    'INSERT INTO t SELECT * FROM u',
    'CREATE TABLE a (b); COMMIT; CREATE TABLE c (d)',
    'PRAGMA foreign_keys = OFF',
    'CREATE TABLE t AS SELECT * FROM u',
    'CREATE TABLE t (a INTEGER UNIQUE ON CONFLICT FAIL)',
    'CREATE TABLE t (a INTEGER, PRIMARY KEY (a) ON CONFLICT ROLLBACK)',
    'INSERT OR FAIL INTO t VALUES (1)',
    'CREATE TRIGGER a AFTER INSERT ON t BEGIN INSERT INTO u SELECT * FROM t; END',
    'CREATE TRIGGER a AFTER INSERT ON t BEGIN DELETE FROM v; INSERT INTO u SELECT * FROM t; END; SELECT 1',
    'CREATE TRIGGER a AFTER INSERT ON t BEGIN UPDATE v SET b = CASE 1 WHEN 1 THEN 2 END; INSERT INTO u SELECT * FROM t; END',
    'CREATE TRIGGER a AFTER INSERT ON t BEGIN UPDATE u SET b = t.b FROM t; END',
    'CREATE TRIGGER a AFTER INSERT ON t BEGIN INSERT OR ROLLBACK INTO u VALUES (1); END',
    "CREATE TEMP TRIGGER a AFTER INSERT ON t BEGIN SELECT RAISE(FAIL, 'no'); END",
    'CREATE TRIGGER a AFTER INSERT ON t BEGIN DELETE FROM u WHERE id = (SELECT id FROM v LIMIT 1); END',
  ])('may not be %s', (script) => {
    expect(() => checkScript(script)).toThrow(StatementRefused)
  })
})
