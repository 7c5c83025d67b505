import { createHash } from 'node:crypto'
import fc from 'fast-check'
import type { SqlJsStatic } from 'sql.js'
import { beforeAll, describe, expect, test } from 'vitest'
import { DatabaseFile, pieceSize } from '../../../src/main/store/engine/database-file.ts'
import { Engine } from '../../../src/main/store/engine/engine.ts'
import type { EngineFile } from '../../../src/main/store/engine/engine-file.ts'
import { loadEngine } from '../../fakes/office-store.ts'

let sqlJs: SqlJsStatic
beforeAll(async () => {
  sqlJs = await loadEngine()
})

const schema = 'CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT NOT NULL); CREATE INDEX t_text ON t (text)'

const filled = (rows: number, content?: DatabaseFile): Engine => {
  const engine = new Engine(sqlJs, content)
  engine.script(1, schema)
  for (let from = 0; from < rows; from += 500) {
    engine.begin()
    for (let id = from; id < Math.min(rows, from + 500); id += 1)
      engine.run('INSERT INTO t (id, text) VALUES (?, ?)', [
        id,
        `${(id * 7919) % 10_007} ${'текст'.repeat(20)}`,
      ])
    engine.commit()
  }
  return engine
}

const digest = (content: EngineFile): string => {
  const hash = createHash('sha256')
  for (const piece of content.pieces()) hash.update(piece)
  return hash.digest('hex')
}

const copyOf = (content: EngineFile): DatabaseFile => {
  const copy = new DatabaseFile()
  let at = 0
  for (const piece of content.pieces()) {
    copy.set(piece, at)
    at += piece.byteLength
  }
  return copy
}

describe('a database file in pieces', () => {
  test('gives back what was written wherever the pieces are cut', () => {
    // Around the ends of pieces and of the steps in which the first one grows.
    const edge = fc.constantFrom(0, 1024 * 1024, 4 * 1024 * 1024, 16 * 1024 * 1024, pieceSize, 2 * pieceSize)
    const place = fc
      .tuple(edge, fc.integer({ min: -4000, max: 4000 }))
      .map(([at, beside]) => Math.max(0, at + beside))
    const write = fc.record({ at: place, octets: fc.uint8Array({ minLength: 1, maxLength: 5000 }) })
    fc.assert(
      fc.property(fc.array(write, { maxLength: 20 }), place, fc.nat(9000), (writes, from, count) => {
        const file = new DatabaseFile()
        const model = new Uint8Array(2 * pieceSize + 20_000)
        for (const { at, octets } of writes) {
          file.set(octets, at)
          model.set(octets, at)
        }
        const size = Math.max(0, ...writes.map(({ at, octets }) => at + octets.byteLength))
        const written = model.subarray(0, size)
        expect(Buffer.compare(file.subarray(from, from + count), written.subarray(from, from + count))).toBe(
          0,
        )
        expect(file.byteLength).toBe(size)
        let at = 0
        for (const piece of file.pieces()) {
          expect(Buffer.compare(piece, written.subarray(at, at + piece.byteLength))).toBe(0)
          at += piece.byteLength
        }
        expect(at).toBe(size)
      }),
      { numRuns: 25 },
    )
  })
})

describe('the engine on a file in pieces', () => {
  test('sql.js reads and writes that very file, past the first step of its first piece', () => {
    const engine = filled(12_000)
    const content = engine.content()
    expect(content.byteLength).toBeGreaterThan(3 * 1024 * 1024)
    const found = engine.first('SELECT count(*) AS rows FROM t', [])
    expect(found).toEqual({ rows: 12_000 })
    const again = new Engine(sqlJs, copyOf(content))
    expect(again.schema).toBe(1)
    expect(again.all('SELECT * FROM t ORDER BY id', [])).toEqual(
      engine.all('SELECT * FROM t ORDER BY id', []),
    )
    expect(again.all('SELECT integrity_check AS said FROM pragma_integrity_check', [])).toEqual([
      { said: 'ok' },
    ])
    engine.close()
    again.close()
  })

  test('a change after the content was asked for is in the content asked for next', () => {
    const engine = filled(3000)
    const before = digest(engine.content())
    engine.begin()
    engine.run('UPDATE t SET text = ? WHERE id = ?', ['другой', 2999])
    engine.commit()
    const content = engine.content()
    expect(digest(content)).not.toBe(before)
    const again = new Engine(sqlJs, copyOf(content))
    expect(again.first('SELECT text FROM t WHERE id = ?', [2999])).toEqual({ text: 'другой' })
    engine.close()
    again.close()
  })

  test('a large transaction that is undone leaves the file as long as it was, and still in use', () => {
    // Opened from a file, as an office is: no script has run on this connection.
    const made = filled(1000)
    const engine = new Engine(sqlJs, copyOf(made.content()))
    made.close()
    const before = engine.content().byteLength
    engine.begin()
    for (let id = 10_000; id < 60_000; id += 1)
      engine.run('INSERT INTO t (id, text) VALUES (?, ?)', [id, `${id} ${'x'.repeat(500)}`])
    engine.rollback()
    expect(engine.content().byteLength).toBe(before)
    expect(engine.first('SELECT count(*) AS rows FROM t', [])).toEqual({ rows: 1000 })
    engine.close()
  })

  test('a script that rebuilds a table leaves the file in use', () => {
    const engine = filled(20_000)
    engine.script(
      2,
      'CREATE TABLE u (id INTEGER PRIMARY KEY, text TEXT); INSERT INTO u SELECT id, text FROM t ORDER BY id; DROP TABLE t',
    )
    const again = new Engine(sqlJs, copyOf(engine.content()))
    expect(again.schema).toBe(2)
    expect(again.first('SELECT count(*) AS rows FROM u', [])).toEqual({ rows: 20_000 })
    engine.close()
    again.close()
  })
})
