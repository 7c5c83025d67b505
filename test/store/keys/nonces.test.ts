import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { reopen } from '../../fakes/office-store.ts'
import { keysIn, withKeys, write } from './kit.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kvitok-nonces-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true })
})

const segment = (number: number): string => join(folder, 'journal', `0000000${number}.kvj`)
const saltOf = async (path: string): Promise<string> => (await readFile(path)).toString('hex', 104, 136)

test('a segment that is begun again under its number has another salt, each time', async () => {
  await (await reopen(folder, withKeys(folder))).store.close()
  const salts = new Set<string>()
  for (let round = 0; round < 4; round += 1) {
    await (await reopen(folder, withKeys(folder))).store.close()
    salts.add(await saltOf(segment(2)))
  }
  expect(salts.size).toBe(4)
})

test('a segment whose first frame was torn is begun again under another key', async () => {
  await (await reopen(folder, withKeys(folder))).store.close()
  const { store } = await reopen(folder, withKeys(folder))
  const fresh = await readFile(segment(2))
  await write(store, 'lost')
  await store.close()
  const torn = Buffer.from(fresh)
  ;(await readFile(segment(2))).copy(torn, 512, 512, 560)
  await writeFile(segment(2), torn)
  const before = await saltOf(segment(2))
  const again = await reopen(folder, withKeys(folder, { acceptOlder: true }))
  expect(again.store.recovery.tornBytes).toBeGreaterThan(0)
  expect(keysIn(again.store)).toEqual([])
  await write(again.store, 'kept')
  await again.store.close()
  expect(await saltOf(segment(2))).not.toBe(before)
})

test('the frames of a segment count their nonces on, without a gap and without a second one', async () => {
  const { store } = await reopen(folder, withKeys(folder))
  await write(store, 'a', 'x'.repeat(100), 'b')
  await store.close()
  const bytes = await readFile(segment(1))
  const nonces: number[] = []
  for (let at = 512; bytes.toString('latin1', at, at + 4) === 'KVFR'; ) {
    nonces.push(bytes.readUInt32LE(at + 28))
    at += 48 + bytes.readUInt32LE(at + 4) + 16
  }
  expect(nonces).toEqual([0, 1, 2, 3, 4])
})
