import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { Reader } from '../../src/main/app/ports/store.ts'
import { loadEngine, plain } from '../fakes/office-store.ts'
import { count, lookIntoFiles, takenByNetwork, wrongIn } from './office-files.ts'

const child = fileURLToPath(new URL('./office-child.ts', import.meta.url))
const rounds = Number(process.env['CRASH_ROUNDS'] ?? 200)
const lanes = ['plain', 'encrypted'] as const
type Protection = (typeof lanes)[number]
const engine = loadEngine()
/** A round that is killed at a word which never comes ends after so many payments. */
const payments_max = 25

/** One shift for all runs, so that the office's clock goes on where it was: from a Monday morning in Moscow. */
const shift_ms = Date.UTC(2026, 10, 16, 6, 0) - Date.now()

/** What was acknowledged, kept outside of the office. */
interface Said {
  readonly payments: Map<number, number>
  readonly questions: Set<string>
  readonly registries: Map<number, { readonly rows: number; readonly total_kop: number }>
  readonly bugs: string[]
  rebuilt: number
}

const remember = (said: Said, line: string): void => {
  const [word, first = '', ...rest] = line.split(' ')
  if (word === 'paid') said.payments.set(Number(first), Number(rest[0]))
  if (word === 'posted')
    said.registries.set(Number(first), { rows: Number(rest[0]), total_kop: Number(rest[1]) })
  // The network outside may lose its last line when the office closes: it is asked again for what matters.
  const ours = word === 'trouble' && first !== 'virtual'
  if (word === 'bug' || ours) said.bugs.push(line)
  if (word === 'asked') said.questions.add(`${first} ${rest.join(' ')}`)
  if (word === 'rebuilt') said.rebuilt += 1
}

/** Where the kill falls: a while after the office has said `word` so many times. */
interface Moment {
  readonly mode: 'work' | 'import' | 'close' | 'keep'
  readonly word: string
  readonly times: number
  readonly delay_ms: number
}

const at = (mode: Moment['mode'], word: string, times: number, delay_ms: number): Moment => ({
  mode,
  word,
  times: 1 + randomInt(times),
  delay_ms: randomInt(delay_ms),
})

/** While it opens, takes up what waits, works, imports, rebuilds a snapshot, closes. */
const pickMoment = (round: number): Moment => {
  switch (round % 10) {
    case 0:
      return at('work', 'opening', 1, 500)
    case 1:
      return at('work', 'open', 1, 60)
    case 2:
      return at('work', 'started', 1, 60)
    case 3:
      return at('import', ['importing', 'posting', 'posted'][randomInt(3)] ?? 'posted', 1, 60)
    case 4:
      return at('close', 'closing', 1, 40)
    case 5:
      return at('work', 'rebuilt', 1, 10)
    case 6:
      return at('work', 'moved', 1, 20)
    case 7:
      return at('keep', 'keeping', 1, 300)
    case 8:
      return randomInt(2) === 0 ? at('keep', 'rotating', 1, 200) : at('work', 'asked', 4, 10)
    default:
      return at('work', 'paid', 25, 5)
  }
}

interface Lane {
  readonly folder: string
  readonly protection: Protection
  readonly said: Said
}

/** Runs the office; kills it at `moment`, or lets it end where that is null. */
const run = async (
  { folder, protection, said }: Lane,
  round: number,
  moment: Moment | null,
): Promise<void> => {
  const args = [child, folder, String(round), String(shift_ms), moment?.mode ?? 'settle', protection]
  const running = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'kvitok-compile-cache') },
  })
  const ended = new Promise<string>((resolve) =>
    running.once('exit', (code, signal) => resolve(signal ?? String(code))),
  )
  const kill = (): void => {
    running.kill('SIGKILL')
  }
  let left = moment?.times ?? 0
  let payments = 0
  for await (const line of createInterface({ input: running.stdout })) {
    remember(said, line)
    if (moment === null) continue
    if (line.split(' ')[0] === 'paid') payments += 1
    if (payments === payments_max) kill()
    if (line.split(' ')[0] !== moment.word) continue
    left -= 1
    if (left === 0) setTimeout(kill, moment.delay_ms)
  }
  // An office that was quicker to close than the kill to come has ended well.
  expect(await ended).toBeOneOf(
    moment === null ? ['0'] : moment.mode === 'close' ? ['0', 'SIGKILL'] : ['SIGKILL'],
  )
}

const rowsOf = (read: Reader, sql: string): Record<string, unknown>[] =>
  read.all<Record<string, unknown>>(plain(sql))

/** Everything acknowledged is there; what is called posted is there whole. */
const checkMoney = (read: Reader, said: Said): void => {
  const payments = new Map(
    rowsOf(read, 'SELECT id, sum_kop FROM payment').map((row) => [Number(row['id']), Number(row['sum_kop'])]),
  )
  for (const [id, sum_kop] of said.payments) expect(payments.get(id)).toBe(sum_kop)
  const registries = rowsOf(
    read,
    `SELECT r.id, r.status, r.matched + r.new_accounts AS good, count(b.id) AS bills
       FROM registry r LEFT JOIN bill b ON b.registry_id = r.id
      WHERE r.operator_id > 0 GROUP BY r.id`,
  )
  const byId = new Map(registries.map((row) => [Number(row['id']), row]))
  for (const [id, { rows }] of said.registries) {
    expect(byId.get(id)).toMatchObject({ status: 'posted', bills: rows })
  }
}

/** Nothing was sent twice, and nothing is called sent that the network never saw. */
const checkMessages = async (read: Reader, folder: string): Promise<void> => {
  const taken = await takenByNetwork(folder)
  const mayHaveLeft = new Map<string, number>()
  const surelyLeft = new Map<string, number>()
  for (const part of rowsOf(read, 'SELECT pdu, status FROM part')) {
    const pdu = String(part['pdu'])
    if (part['status'] !== 'ready') count(mayHaveLeft, pdu)
    if (part['status'] === 'accepted' || part['status'] === 'delivered') count(surelyLeft, pdu)
  }
  for (const [pdu, times] of taken) expect(times).toBeLessThanOrEqual(mayHaveLeft.get(pdu) ?? 0)
  for (const [pdu, times] of surelyLeft) expect(taken.get(pdu) ?? 0).toBeGreaterThanOrEqual(times)
}

const check = async (folder: string, said: Said): Promise<void> => {
  // A kill before the first segment had its name leaves no office yet.
  if (!existsSync(join(folder, 'journal', '00000001.kvj')) && said.payments.size === 0) return
  await lookIntoFiles(folder, engine, async (read) => {
    if (rowsOf(read, "SELECT name FROM sqlite_master WHERE name = 'payment'").length === 0) return
    checkMoney(read, said)
    expect(await wrongIn(read)).toEqual([])
    if (existsSync(join(folder, 'virtual-network.jsonl'))) await checkMessages(read, folder)
  })
}

/** After the last run nothing waits, and nothing was only half done. */
const checkSettled = async (folder: string, said: Said): Promise<void> => {
  await check(folder, said)
  await lookIntoFiles(folder, engine, async (read) => {
    expect(rowsOf(read, "SELECT id FROM part WHERE status = 'submitting'")).toEqual([])
    expect(rowsOf(read, "SELECT id FROM inbox WHERE status = 'new'")).toEqual([])
    expect(rowsOf(read, "SELECT id FROM registry WHERE status IN ('draft', 'matched')")).toEqual([])
    const asked = new Set(
      rowsOf(read, 'SELECT sender, text FROM inbox').map(
        (row) => `${row['sender']} ${JSON.stringify(row['text'])}`,
      ),
    )
    for (const question of said.questions) expect(asked).toContain(question)
  })
  expect(said.bugs).toEqual([])
}

/** What the mirror holds opens by itself, and is the office as it was a while ago or is now. */
const checkMirror = async ({ folder, said }: Lane): Promise<void> => {
  const stick = `${folder}-stick`
  if (!existsSync(stick)) return
  const [name = ''] = await readdir(stick)
  const secrets = 'secrets-of-this-computer'
  if (existsSync(join(folder, secrets)))
    await cp(join(folder, secrets), join(stick, name, secrets), { recursive: true })
  await lookIntoFiles(join(stick, name), engine, async (read) => {
    expect(await wrongIn(read)).toEqual([])
    for (const row of rowsOf(read, 'SELECT id, sum_kop FROM payment')) {
      const sum_kop = said.payments.get(Number(row['id']))
      if (sum_kop !== undefined) expect(row['sum_kop']).toBe(sum_kop)
    }
  })
}

const runLane = async (protection: Protection): Promise<Said> => {
  const folder = await mkdtemp(join(tmpdir(), 'kvitok-office-crash-'))
  const said: Said = {
    payments: new Map(),
    questions: new Set(),
    registries: new Map(),
    bugs: [],
    rebuilt: 0,
  }
  const lane: Lane = { folder, protection, said }
  for (let round = 0; round < rounds / lanes.length; round += 1) {
    await run(lane, round, pickMoment(round))
    await check(folder, said)
  }
  await run(lane, rounds, null)
  await checkSettled(folder, said)
  await checkMirror(lane)
  await rm(folder, { recursive: true })
  await rm(`${folder}-stick`, { recursive: true, force: true })
  return said
}

test(`an office killed at ${rounds} random moments keeps what it acknowledged and sends nothing twice`, {
  timeout: 60_000 + rounds * 5000,
}, async () => {
  const all = await Promise.all(lanes.map(runLane))
  for (const said of all) {
    expect(said.payments.size).toBeGreaterThan(rounds)
    expect(said.questions.size).toBeGreaterThan(rounds / 8)
  }
  // Too few rounds may have had none of these: each lane has one such kill in ten.
  const registries = all.reduce((sum, said) => sum + said.registries.size, 0)
  if (rounds >= 100) expect(registries).toBeGreaterThan(rounds / 50)
  expect(all.reduce((sum, said) => sum + said.rebuilt, 0)).toBeGreaterThan(rounds / 40)
})
