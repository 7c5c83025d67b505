import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ScratchDisk } from '../../../src/main/app/ports/scratch-disk.ts'
import { createRandom } from '../../../src/main/platform/random.ts'
import { openScratchDisk } from '../../../src/main/platform/scratch-disk.ts'
import { Engine } from '../../../src/main/store/engine/engine.ts'
import { blockSize, ScratchFile } from '../../../src/main/store/engine/scratch-file.ts'
import { loadEngine } from '../../fakes/office-store.ts'

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kvitok-scratch-'))
  path = join(folder, 'database.tmp')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const random = createRandom()
const fileOn = (disk: ScratchDisk, blocks: number): ScratchFile =>
  new ScratchFile({
    disk,
    key: { id: random.bytes(16), bytes: random.bytes(32), createdAt: 0 },
    salt: random.bytes(32),
    memory_max: blocks * blockSize,
  })

/** A disk on which what is read is what `change` makes of it. */
const changedDisk = (change: (octets: Uint8Array, position: number) => void): ScratchDisk => {
  const disk = openScratchDisk(path)
  return {
    ...disk,
    read: (target, position) => {
      disk.read(target, position)
      change(target, position)
    },
  }
}

/** Blocks of one octet each; memory has room for four. */
const filled = (disk: ScratchDisk, blocks: number): ScratchFile => {
  const file = fileOn(disk, 4)
  for (let block = 0; block < blocks; block += 1)
    file.set(new Uint8Array(blockSize).fill(1 + block), block * blockSize)
  return file
}

describe('a database file of which the disk holds the most', () => {
  test('gives back what was written, whatever was in memory meanwhile', () => {
    const blocks = 12
    const place = fc
      .tuple(fc.nat(blocks - 1), fc.integer({ min: -40, max: 40 }))
      .map(([block, beside]) => Math.max(0, block * blockSize + beside))
    const write = fc.record({ at: place, octets: fc.uint8Array({ minLength: 1, maxLength: 5000 }) })
    const step = fc.oneof(write, fc.record({ from: place, count: fc.nat(3 * blockSize) }))
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const file = fileOn(openScratchDisk(path), 4)
        const model = new Uint8Array((blocks + 1) * blockSize)
        let size = 0
        for (const one of steps) {
          if ('octets' in one) {
            file.set(one.octets, one.at)
            model.set(one.octets, one.at)
            size = Math.max(size, one.at + one.octets.byteLength)
          } else {
            const expected = model.subarray(0, size).subarray(one.from, one.from + one.count)
            expect(Buffer.compare(file.subarray(one.from, one.from + one.count), expected)).toBe(0)
          }
        }
        expect(file.byteLength).toBe(size)
        const whole = Buffer.concat(Array.from(file.pieces(), (piece) => Buffer.from(piece)))
        expect(whole.equals(model.subarray(0, size))).toBe(true)
        file.close()
      }),
      { numRuns: 40 },
    )
  })

  test('shows nothing of it on the disk, where nobody but this user reads', async () => {
    const file = fileOn(openScratchDisk(path), 4)
    const name = new TextEncoder().encode('Иванов Иван Иванович '.repeat(400))
    for (let block = 0; block < 10; block += 1) file.set(name, block * blockSize)
    const octets = await readFile(path)
    expect(octets.byteLength).toBeGreaterThan(4 * blockSize)
    expect(octets.includes('Иванов')).toBe(false)
    expect((await stat(path)).mode & 0o077).toBe(0)
    file.close()
  })

  test('is gone when it is closed', async () => {
    filled(openScratchDisk(path), 10).close()
    expect(await readdir(folder)).toEqual([])
  })

  test('refuses a block of which one octet was changed', () => {
    const file = filled(
      changedDisk((octets) => octets.fill(255, 700, 701)),
      10,
    )
    expect(() => file.subarray(0, 10)).toThrow('block 0')
  })

  test('refuses what another block held', () => {
    const disk = openScratchDisk(path)
    const stride = blockSize + 16
    const file = filled({ ...disk, read: (target) => disk.read(target, stride) }, 10)
    expect(() => file.subarray(0, 10)).toThrow('block 0')
    expect(file.subarray(blockSize, blockSize + 2)).toEqual(new Uint8Array([2, 2]))
  })

  test('refuses what the block itself held before', () => {
    const kept = new Map<number, Uint8Array>()
    const disk = openScratchDisk(path)
    const file = filled(
      {
        ...disk,
        read: (target, position) => target.set(kept.get(position) ?? []),
        write: (octets, position) => {
          if (!kept.has(position)) kept.set(position, new Uint8Array(octets))
        },
      },
      10,
    )
    expect(file.subarray(0, 1)).toEqual(new Uint8Array([1]))
    file.set(new Uint8Array([9]), 0)
    for (let block = 1; block < 10; block += 1) file.subarray(block * blockSize, block * blockSize + 1)
    expect(() => file.subarray(0, 1)).toThrow('block 0')
  })
})

describe('the engine on a file that lies on the disk', () => {
  test('makes the same database there as in memory', async () => {
    const sqlJs = await loadEngine()
    const databases = [undefined, fileOn(openScratchDisk(path), 16)].map((content) => {
      const engine = new Engine(sqlJs, content)
      engine.script(1, 'CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT); CREATE INDEX t_text ON t (text)')
      for (let from = 0; from < 20_000; from += 500) {
        engine.begin()
        for (let id = from; id < from + 500; id += 1)
          engine.run('INSERT INTO t (id, text) VALUES (?, ?)', [
            id,
            `${(id * 7919) % 20_011} ${'x'.repeat(99)}`,
          ])
        engine.commit()
      }
      engine.begin()
      engine.run('UPDATE t SET text = ? WHERE id % 7 = 0', ['другой'])
      engine.rollback()
      expect(engine.first('SELECT integrity_check AS said FROM pragma_integrity_check', [])).toEqual({
        said: 'ok',
      })
      const octets = Buffer.concat(Array.from(engine.content().pieces(), (piece) => Buffer.from(piece)))
      return { engine, octets }
    })
    const [memory, disk] = databases
    expect(disk?.octets.byteLength).toBeGreaterThan(3_000_000)
    expect((await stat(path)).size).toBeGreaterThan(1_000_000)
    expect(disk?.octets.equals(memory?.octets ?? Buffer.alloc(0))).toBe(true)
    for (const { engine } of databases) engine.close()
    expect(await readdir(folder)).toEqual([])
  })
})
