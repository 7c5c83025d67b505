import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { type NetworkLine, parseNetworkLine } from '../../src/main/modem/virtual/network-lines.ts'
import { type Dump, dumpFiles } from '../fakes/office-store.ts'

const child = fileURLToPath(new URL('./office-child.ts', import.meta.url))
const rounds = Number(process.env['OFFICE_CRASH_ROUNDS'] ?? 26)
const lanes = 2

/** One shift for all runs, so that the office's clock goes on where it was: from a Monday morning in Moscow. */
const shift_ms = Date.UTC(2026, 10, 16, 6, 0) - Date.now()

interface Said {
  readonly payments: Map<number, number>
  readonly questions: Map<string, number>
  readonly bugs: string[]
}

const remember = (said: Said, line: string): void => {
  const [word, first = '', ...rest] = line.split(' ')
  if (word === 'paid') said.payments.set(Number(first), Number(rest[0]))
  if (word === 'bug') said.bugs.push(line)
  const question = `${first} ${rest.join(' ')}`
  if (word === 'asked') said.questions.set(question, (said.questions.get(question) ?? 0) + 1)
}

/** Runs the office; kills it once it has said `word` so many times, or lets it end where `word` is null. */
const run = async (
  folder: string,
  round: number,
  said: Said,
  until: { readonly word: string; readonly times: number } | null,
): Promise<void> => {
  const mode = until === null ? 'settle' : 'work'
  const running = spawn(process.execPath, [child, folder, String(round), String(shift_ms), mode], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'kvitok-compile-cache') },
  })
  const ended = new Promise<string>((resolve) =>
    running.once('exit', (code, signal) => resolve(signal ?? String(code))),
  )
  let left = until?.times ?? 0
  for await (const line of createInterface({ input: running.stdout })) {
    remember(said, line)
    if (until !== null && line.startsWith(until.word)) left -= 1
    if (until !== null && left === 0) running.kill('SIGKILL')
  }
  expect(await ended).toBe(until === null ? '0' : 'SIGKILL')
}

/** Where the kill falls: while the office opens, in the middle of payments, of an answer, of a move of the clock. */
const pickMoment = (round: number): { word: string; times: number } => {
  if (round % 8 === 7) return { word: 'open', times: 1 + randomInt(2) }
  const dice = randomInt(6)
  if (dice < 2) return { word: 'asked', times: 1 + randomInt(4) }
  if (dice === 2) return { word: 'moved', times: 1 }
  return { word: 'paid', times: 1 + randomInt(40) }
}

const rowsOf = (dump: Dump, table: string) => dump[table] ?? []

const count = (map: Map<string, number>, key: string): void => {
  map.set(key, (map.get(key) ?? 0) + 1)
}

/** What the network took, by its own file, as «number, octets». */
const takenByNetwork = async (folder: string): Promise<Map<string, number>> => {
  const text = await readFile(join(folder, 'virtual-network.jsonl'), 'utf8')
  const taken = new Map<string, number>()
  const lines = text.split('\n').map(parseNetworkLine)
  const submits = lines.filter((line): line is NetworkLine & { t: 'submit' } => line?.t === 'submit')
  for (const submit of submits) count(taken, submit.pdu)
  return taken
}

/** Everything acknowledged is there, nothing was sent twice, and nothing is called sent that the network never saw. */
const check = async (folder: string, said: Said): Promise<Dump> => {
  const dump = await dumpFiles(folder)
  const payments = new Map(rowsOf(dump, 'payment').map((row) => [Number(row['id']), Number(row['sum_kop'])]))
  for (const [id, sum_kop] of said.payments) expect(payments.get(id)).toBe(sum_kop)
  const taken = await takenByNetwork(folder)
  const mayHaveLeft = new Map<string, number>()
  const surelyLeft = new Map<string, number>()
  for (const part of rowsOf(dump, 'part')) {
    const pdu = String(part['pdu'])
    if (part['status'] !== 'ready') count(mayHaveLeft, pdu)
    if (part['status'] === 'accepted' || part['status'] === 'delivered') count(surelyLeft, pdu)
  }
  for (const [pdu, times] of taken) expect(times).toBeLessThanOrEqual(mayHaveLeft.get(pdu) ?? 0)
  for (const [pdu, times] of surelyLeft) expect(taken.get(pdu) ?? 0).toBeGreaterThanOrEqual(times)
  return dump
}

const questionsIn = (dump: Dump): Map<string, number> => {
  const found = new Map<string, number>()
  for (const row of rowsOf(dump, 'inbox')) count(found, `${row['sender']} ${JSON.stringify(row['text'])}`)
  return found
}

const lane = async (): Promise<{ payments: number; questions: number; uncertain: number }> => {
  const folder = await mkdtemp(join(tmpdir(), 'kvitok-office-crash-'))
  const said: Said = { payments: new Map(), questions: new Map(), bugs: [] }
  for (let round = 0; round < rounds / lanes; round += 1) {
    await run(folder, round, said, pickMoment(round))
    await check(folder, said)
  }
  await run(folder, rounds, said, null)
  const dump = await check(folder, said)
  const parts = rowsOf(dump, 'part')
  expect(parts.filter((part) => part['status'] === 'submitting')).toEqual([])
  const found = questionsIn(dump)
  for (const [question] of said.questions) expect(found.get(question) ?? 0).toBeGreaterThan(0)
  expect(rowsOf(dump, 'inbox').filter((row) => row['status'] === 'new')).toEqual([])
  expect(said.bugs).toEqual([])
  await rm(folder, { recursive: true })
  const uncertain = parts.filter((part) => part['status'] === 'uncertain').length
  return { payments: said.payments.size, questions: said.questions.size, uncertain }
}

test(`an office killed at ${rounds} random moments keeps what it acknowledged and sends nothing twice`, async () => {
  const results = await Promise.all(Array.from({ length: lanes }, lane))
  for (const { payments, questions } of results) {
    expect(payments).toBeGreaterThan(rounds)
    expect(questions).toBeGreaterThan(rounds / 4)
  }
})
