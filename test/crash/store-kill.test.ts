import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { Reader } from '../../src/main/app/ports/store.ts'
import { dumpFiles, plain, reopen } from '../fakes/office-store.ts'
import { smallSchema } from '../store/small-schema.ts'

const child = fileURLToPath(new URL('./store-child.ts', import.meta.url))
const lanes = 4
const rounds = Number(process.env['CRASH_ROUNDS'] ?? 40)

interface Round {
  readonly lines: readonly string[]
}

/** Runs the child and kills it once it has said `until` times what it says when it has got somewhere. */
async function runAndKill(
  folder: string,
  round: number,
  kind: string,
  until: { said: string; times: number },
): Promise<Round> {
  const lines: string[] = []
  const running = spawn(process.execPath, [child, folder, String(round), kind], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'kvitok-compile-cache') },
  })
  const ended = exited(running)
  let left = until.times
  for await (const line of createInterface({ input: running.stdout })) {
    lines.push(line)
    if (line.startsWith(until.said)) left -= 1
    if (left === 0) running.kill('SIGKILL')
  }
  expect(await ended).toBe('SIGKILL')
  return { lines }
}

function exited(running: ChildProcess): Promise<string | null> {
  return new Promise((resolve) => running.once('exit', (_code, signal) => resolve(signal)))
}

/** Where the kill falls: while the office opens, right after it, or under load. */
function pickMoment(): { said: string; times: number } {
  const dice = randomInt(10)
  if (dice === 0) return { said: 'opening', times: 1 }
  if (dice === 1) return { said: 'open', times: 2 }
  return { said: 'client', times: randomInt(1, 100) }
}

function remember(model: Map<number, string>, { lines }: Round): void {
  for (const line of lines) {
    const [word, id, run] = line.split(' ')
    if (word === 'client') model.set(Number(id), `Клиент ${run}-${id}`)
  }
}

/** Everything acknowledged is there, and whatever is there is whole. */
function check(read: Reader, model: ReadonlyMap<number, string>): void {
  const clients = read.all<{ id: number; name: string; phones: number }>(
    plain(
      'SELECT c.id, c.name, (SELECT count(*) FROM phone p WHERE p.client_id = c.id) AS phones FROM client c ORDER BY id',
    ),
  )
  const names = new Map(clients.map((client) => [client.id, client.name]))
  for (const [id, name] of model) expect(names.get(id)).toBe(name)
  for (const [index, client] of clients.entries()) {
    expect(client.id).toBe(index + 1)
    expect(client.phones).toBe(3)
  }
  const count = read.first<{ value: string }>(plain("SELECT value FROM setting WHERE key = 'count'"))
  expect(Number(count?.value ?? 0)).toBe(clients.length)
}

async function lane(number: number): Promise<{ acknowledged: number; snapshots: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'kvitok-crash-'))
  const model = new Map<number, string>()
  for (let round = 0; round < rounds / lanes; round += 1) {
    remember(model, await runAndKill(folder, round, number % 2 === 0 ? 'worker' : 'here', pickMoment()))
    // The child that comes next takes over a killed office in some rounds, this process in the others.
    if (round % 3 === 0) continue
    const { store, maintenance } = await reopen(folder, { migrations: smallSchema })
    check(store.read, model)
    // The next lives begin on a snapshot and a tail, whether one of their own was ever made in time or not.
    if (round % 3 === 1) await maintenance.snapshot()
    await store.close()
  }
  const { store } = await reopen(folder, { migrations: smallSchema })
  check(store.read, model)
  await store.close()
  expect(Object.keys(await dumpFiles(folder))).toContain('client')
  const snapshots = (await readdir(join(folder, 'snapshots'))).length
  await rm(folder, { recursive: true })
  return { acknowledged: model.size, snapshots }
}

test(`an office killed at ${rounds} random moments loses nothing it acknowledged and keeps nothing by halves`, async () => {
  const results = await Promise.all(Array.from({ length: lanes }, (_, number) => lane(number)))
  for (const result of results) {
    expect(result.acknowledged).toBeGreaterThan(rounds)
    expect(result.snapshots).toBeGreaterThan(0)
  }
})
