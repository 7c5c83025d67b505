import { describe, expect, test } from 'vitest'
import { checkRead, checkWrite, StatementRefused } from '../../../src/main/store/rules/statement-rules.ts'

describe('a write is refused when a replay could do something else', () => {
  test.each([
    'insert into t (id) values (random())',
    'insert into t (id) values (abs(random()))',
    'insert into t (id) values ("random"())',
    'update t set a = randomblob(8)',
    "update t set a = datetime('now')",
    'update t set a = datetime(?)',
    "update t set a = strftime('%s')",
    'update t set a = date()',
    "update t set a = julianday('now')",
    'update t set a = current_timestamp',
    'insert into t values (CURRENT_DATE)',
    'update t set a = fold_key(b)',
    'update t set a = /* hidden */ Random ( )',
    'insert into t (id) values (last_insert_rowid())',
    'update t set a = changes()',
    'update t set a = (select group_concat(b) from u)',
    'delete from t where a < unixepoch()',
    'insert into t select * from u',
    'insert into t (a, b) select a, b from u where c = ?',
    'replace into t select a from u',
    'with x as (select 1 as a) insert into t select a from x',
    'update t set a = (select b from u limit 1)',
    'delete from t where id in (select id from t limit 10)',
    'update t set a = u.a from u where u.id = t.id',
    'insert or rollback into t values (?)',
    'update or fail t set a = 1',
    'insert into t values (:name)',
    'insert into t values (?1, ?1)',
  ])('%s', (sql) => {
    expect(() => checkWrite(sql)).toThrow(StatementRefused)
  })
})

describe('a write is refused when it is no change of rows', () => {
  test.each([
    'select 1',
    'create table t (a)',
    'drop table t',
    'alter table t add b',
    'pragma foreign_keys = off',
    'begin',
    'commit',
    'savepoint a',
    'vacuum',
    "attach 'x' as y",
    '',
    '  -- nothing',
    'with x as (select 1) select * from x',
    'delete from t; delete from u',
    'insert into t values (1); insert into t values (2)',
  ])('%s', (sql) => {
    expect(() => checkWrite(sql)).toThrow(StatementRefused)
  })
})

describe('a write is taken when it always does the same', () => {
  test.each([
    ['insert into "t" ("id", "a") values (?, ?)', 2],
    ['insert into "t" ("id") values (?), (?), (?);', 3],
    ['insert into "t" ("a") values (?) on conflict ("a") do update set "b" = ?', 2],
    ['insert into "t" ("a") values (?) on conflict do nothing', 1],
    ["update t set a = 'random() and current_date', b = ? where c in (?, ?)", 3],
    ['update "t" set "a" = "a" + ? where ("b" = ? or "c" is null)', 2],
    ['update t set a = coalesce(b, ?), c = max(a, b)', 1],
    ['update t set a = (select sum(b) from u where u.t = t.id)', 0],
    ['update t set a = (select b from u order by id limit 1)', 0],
    ['insert into t (a, b) select a, b from u order by id', 0],
    ['delete from t where id in (select id from u where a = ?)', 1],
    ['delete from "t" where exists (select 1 from "u" where "u"."a" = "t"."a")', 0],
    [
      'with x (a, b) as (select a, b from u), y(c) as (select a from x) delete from t where a in (select c from y)',
      0,
    ],
    ['update t set "date" = ?, random = ?', 2],
    ["insert into t values ('it''s ?', ?)", 1],
    ['update t set a = case when (b = ?) then (?) else cast(c as text) end', 2],
  ])('%s', (sql, parameters) => {
    expect(checkWrite(sql)).toBe(parameters)
  })
})

describe('a read', () => {
  test.each([
    'select 1',
    'with x as (select 1) select * from x',
    'select random()',
    'explain query plan select 1',
  ])('may be %s', (sql) => {
    expect(() => checkRead(sql)).not.toThrow()
  })

  test.each([
    'delete from t',
    'insert into t values (1) returning id',
    'with x as (select 1) delete from t',
    'pragma user_version = 9',
    'select 1; delete from t',
  ])('may not be %s', (sql) => {
    expect(() => checkRead(sql)).toThrow(StatementRefused)
  })
})
