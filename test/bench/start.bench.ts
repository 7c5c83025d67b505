import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { keysFolder } from '../../src/main/hosts/user-folder.ts'
import { createTimers } from '../../src/main/platform/clock.ts'
import { createLoopbackTransport } from '../../src/renderer/client/transport-loopback.ts'
import { alone } from '../../src/renderer/client/transport-share.ts'
import type { CallResponse } from '../../src/shared/contract/envelope.ts'
import { secretsFolder } from '../fakes/office-store.ts'
import { benchPin, root } from './bench-core.ts'
import { atMost, type BenchRow, told } from './row.ts'

const starts = 3
/** By then the first plan of reminders, and a snapshot where one was due, have been made. */
const settled_ms = 30_000

interface Start {
  readonly ready_ms: number
  readonly usable_ms: number
  /** Megabytes now and at most, null where the system does not tell. */
  readonly memory_mb: number | null
  readonly peak_mb: number | null
  /** Both again when it was left alone for a while; null where it was not. */
  readonly settled: { readonly memory_mb: number | null; readonly peak_mb: number | null } | null
}

const openWindow = (url: URL) =>
  createLoopbackTransport({
    origin: url.origin,
    ticket: url.hash.replace('#ticket=', ''),
    fetch: (address, init) => fetch(address, { ...init, headers: { ...init.headers, Origin: url.origin } }),
    token: { read: () => null, write: () => {}, remove: () => {} },
    after: createTimers().after,
    share: alone,
    showDocument: () => {},
  })

const memoryOf = (pid: number, field: 'VmRSS' | 'VmHWM'): number | null => {
  const file = `/proc/${pid}/status`
  if (!existsSync(file)) return null
  const kib = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(file, 'utf8'))?.[1]
  return kib === undefined ? null : (Number(kib) * 1024) / 1e6
}

/** The user whose computer keeps the office's key: the place the program looks in, and the environment that names it. */
const userOf = async (folder: string): Promise<NodeJS.ProcessEnv> => {
  const home = `${folder}-home`
  const env = { XDG_DATA_HOME: home, LOCALAPPDATA: home, HOME: home }
  await cp(secretsFolder(folder), keysFolder({ platform: process.platform, env, home }), { recursive: true })
  return { ...process.env, ...env }
}

/** The ready line comes before the office is open: asks until it is, as a window does that shows the gate meanwhile. */
const opened = async (ask: () => Promise<CallResponse>): Promise<void> => {
  for (;;) {
    const answer = await ask()
    if (answer.ok) return
    if (answer.error.code !== 'office.closed' || answer.error.details['code'] !== 'opening')
      throw new Error(`office.status: ${JSON.stringify(answer.error)}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** The built program on an office: until its line on standard output, and until a cashier is logged in and sees the top. */
const startOnce = async (folder: string, env: NodeJS.ProcessEnv, settle: boolean): Promise<Start> => {
  const begin = performance.now()
  const entry = join(root, 'out/main/loopback.js')
  const child = spawn(process.execPath, [entry, '--office', folder, '--port', '0', '--exit-with-parent'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env,
  })
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()))
  try {
    const line = await new Promise<string>((resolve, reject) => {
      child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString()))
      void exited.then(() => reject(new Error('the program ended before it was ready')))
    })
    const ready_ms = performance.now() - begin
    const window = openWindow(new URL(JSON.parse(line).url))
    await opened(() => window.call('office.status', {}, { session: null, key: null }))
    const key = `start-${Math.trunc(begin)}-${child.pid}`
    const login = await window.call('session.login', { operatorId: 1, pin: benchPin }, { session: null, key })
    if (!login.ok) throw new Error(`login: ${JSON.stringify(login.error)}`)
    const { session } = login.value as { session: string }
    const top = await window.call('office.top', {}, { session, key: null })
    if (!top.ok) throw new Error(`office.top: ${JSON.stringify(top.error)}`)
    const usable_ms = performance.now() - begin
    const pid = child.pid ?? 0
    const memory = () => ({ memory_mb: memoryOf(pid, 'VmRSS'), peak_mb: memoryOf(pid, 'VmHWM') })
    const atOnce = memory()
    if (settle) await new Promise((resolve) => setTimeout(resolve, settled_ms))
    return { ready_ms, usable_ms, ...atOnce, settled: settle ? memory() : null }
  } finally {
    child.kill('SIGTERM')
    await exited
  }
}

const best = (values: readonly number[]): number => Math.min(...values)

/**
 * The start of the built loopback host on a full office, best of three, and what it then holds in memory; the first, which
 * has the first plan and the tail of the import before it, is also watched until it has settled.
 */
export const benchStart = async (folder: string, accounts: number): Promise<BenchRow[]> => {
  const env = await userOf(folder)
  const seen: Start[] = []
  for (let number = 0; number < starts; number += 1) seen.push(await startOnce(folder, env, number === 0))
  const bills = accounts * 2
  const usable_ms = seen.map((one) => one.usable_ms)
  const runs = usable_ms.map(Math.round)
  const rows: BenchRow[] = [
    told(`start with ${bills} bills, to the ready line`, best(seen.map((one) => one.ready_ms)), 'ms'),
    {
      ...atMost(`start with ${bills} bills, to the first screen's answers`, best(usable_ms), 'ms', 2000),
      runs,
    },
  ]
  const limit_mb = bills >= 1_000_000 ? 1500 : 400
  const memory_mb = seen.flatMap((one) => one.memory_mb ?? [])
  const peak_mb = seen.flatMap((one) => one.peak_mb ?? [])
  if (memory_mb.length > 0)
    rows.push(atMost(`memory of the program, ${bills} bills`, best(memory_mb), 'MB', limit_mb))
  if (peak_mb.length > 0)
    rows.push(atMost('memory of the program, the most while it started', best(peak_mb), 'MB', limit_mb))
  const settled = seen[0]?.settled
  if (typeof settled?.memory_mb === 'number' && typeof settled.peak_mb === 'number')
    rows.push(
      atMost('memory of the program, first plan and rebuild done', settled.memory_mb, 'MB', limit_mb),
      atMost('memory of the program, the most with first plan and rebuild', settled.peak_mb, 'MB', limit_mb),
    )
  return rows
}
