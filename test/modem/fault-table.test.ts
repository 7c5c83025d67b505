import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Core, createCore } from '../../src/main/core.ts'
import { control } from '../../src/main/modem/virtual/control.ts'
import { createVirtualModem } from '../../src/main/modem/virtual/modem.ts'
import { openVirtualNetwork } from '../../src/main/modem/virtual/network.ts'
import { forgetfulNetworkFile } from '../../src/main/modem/virtual/network-file.ts'
import { VIRTUAL_PATH, virtualPorts } from '../../src/main/modem/virtual/ports.ts'
import { genericProfile, type ModemProfile } from '../../src/main/modem/virtual/profile.ts'
import type { CallInput, CallName, CallOutput } from '../../src/shared/contract/contract.ts'
import { type Scenario, scenarios } from '../bench/modem/faults.ts'
import { stateOf } from '../bench/modem/kvitok-told.ts'
import { shortMessages, type Told } from '../bench/modem/sender.ts'
import { tally } from '../bench/modem/tally.ts'
import type { ControlLine } from '../bench/modem/virtual-program.ts'
import { createManualTimers } from '../fakes/manual-timers.ts'
import { modemProfiles } from '../fakes/modems/modems.ts'
import { coreDeps } from '../fakes/office-core.ts'
import { silentLogger } from '../fakes/silent-logger.ts'

const IMSI = '250991234567890'
const OFFICE = '+79161112233'
/** Monday 16.11.2026, noon in Moscow. */
const NOON = Date.UTC(2026, 10, 16, 9)
const step_ms = 200
const limit_ms = 60 * 60_000
const messages = shortMessages(100)

/** An office on a virtual modem, both on time that only this test moves; its files are real. */
const openOffice = async (profile: ModemProfile = genericProfile) => {
  const folder = await mkdtemp(join(tmpdir(), 'kvitok-faults-'))
  const timers = createManualTimers()
  const clock = { now: () => NOON + timers.monotonic() }
  const shared = { clock, timers, logger: silentLogger }
  const network = await openVirtualNetwork({
    ...shared,
    file: forgetfulNetworkFile(),
    sims: [{ imsi: IMSI, number: OFFICE }],
  })
  const modem = createVirtualModem({ ...shared, network, imsi: IMSI, profile })
  const setup = {
    office: 'Измерения',
    timeZone: 'Europe/Moscow',
    operator: { name: 'Анна Кассирова', pin: '2580' },
    passphrase: 'измерения и ничего больше',
  }
  const options = { kind: 'real', clock, setup, ports: virtualPorts(modem), modemPort: VIRTUAL_PATH } as const
  const core = await createCore({ ...coreDeps(folder, options), timers })
  onTestFinished(async () => {
    const stopped = core.stop()
    // The driver lets go of an answer that does not come after some seconds.
    for (let turn = 0; turn < 100; turn += 1) {
      timers.advance(step_ms)
      await new Promise((resolve) => setImmediate(resolve))
    }
    await stopped
    await network.close()
    await rm(folder, { recursive: true })
  })
  const tell = async (line: ControlLine): Promise<void> => {
    const parts = { network, modem, settled: () => Promise.resolve(), stop: () => Promise.resolve() }
    const reply = await control(JSON.stringify(line), parts)
    if (!reply.ok) throw new Error(reply.error)
  }
  return { core, timers, network, tell, get: caller(core) }
}

type Office = Awaited<ReturnType<typeof openOffice>>

const caller = (core: Core) => {
  let session: string | null = null
  let keys = 0
  const get = async <N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> => {
    keys += 1
    const answer = await core.call({ call: name, input, session, key: `fault-table-${keys}` })
    if (!answer.ok) throw new Error(`${name}: ${answer.error.code}`)
    // The dispatcher has just checked the value by the contract's own schema.
    return answer.value as CallOutput<N>
  }
  return {
    get,
    login: async () => {
      session = (await get('session.login', { operatorId: 1, pin: '2580' })).session
    },
  }
}

const toldOf = async ({ get }: Office): Promise<Map<string, Told>> => {
  const all = new Map<string, Told>()
  let cursor: string | null = null
  do {
    const page: CallOutput<'messages.out'> = await get.get('messages.out', {
      status: null,
      lane: null,
      cursor,
    })
    for (const row of page.items) all.set(row.recipient, stateOf(row))
    cursor = page.next
  } while (cursor !== null)
  return all
}

const takenCount = ({ network }: Office): number =>
  network
    .phones()
    .flatMap((phone) => phone.messages)
    .filter((message) => message.direction === 'to-phone').length

/** Lets time pass until nothing waits any more, doing meanwhile what the scenario says. */
const untilOver = async (office: Office, scenario: Scenario): Promise<number> => {
  const later = [...(scenario.later ?? [])]
  let first_ms: number | null = null
  for (let passed_ms = 0; passed_ms < limit_ms; passed_ms += step_ms) {
    office.timers.advance(step_ms)
    for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    if (first_ms === null && takenCount(office) > 0) first_ms = passed_ms
    while (first_ms !== null && later[0] !== undefined && passed_ms - first_ms >= later[0].after_s * 1000) {
      const next = later.shift()
      if (next !== undefined) await office.tell(next.line)
    }
    const { queued } = await office.get.get('office.top', {})
    if (queued === 0 && later.length === 0) return passed_ms
  }
  return limit_ms
}

describe('a hundred messages through a modem of which', () => {
  test.each(scenarios)('$name: none is lost, none comes twice', { timeout: 120_000 }, async (scenario) => {
    const office = await openOffice()
    for (const line of scenario.before) await office.tell(line)
    await office.core.start()
    await office.get.login()
    for (const { to, text } of messages) await office.get.get('messages.write', { phone: to, text })
    await untilOver(office, scenario)
    const phones = new Map(office.network.phones().map((phone) => [phone.number, phone.messages]))
    const counts = tally(messages, phones, await toldOf(office))
    const { once, uncertain, ...rest } = counts
    const unreachable = scenario.unreachable?.length ?? 0
    expect(rest).toEqual({ duplicate: 0, lost: 0, failed: unreachable, falseFailures: 0, waiting: 0 })
    expect(uncertain).toBeLessThanOrEqual(scenario.doubts ?? 0)
    expect(once + unreachable).toBeGreaterThanOrEqual(messages.length - (scenario.doubts ?? 0))
  })
})

describe('a hundred messages through a modem that restarts at a submit twice', () => {
  const restarts = (when: 'before' | 'after'): Scenario => ({
    name: when,
    before: [{ do: 'fault', fault: { kind: 'reset-at-submit', when, times: 2 } }],
    doubts: 2,
  })
  const passedWith = async (profile: ModemProfile | undefined, when: 'before' | 'after'): Promise<number> => {
    const office = await openOffice(profile)
    for (const line of restarts(when).before) await office.tell(line)
    await office.core.start()
    await office.get.login()
    for (const { to, text } of messages) await office.get.get('messages.write', { phone: to, text })
    return untilOver(office, restarts(when))
  }
  const telling = modemProfiles.find((profile) => profile.bootLines.includes('RDY'))

  test.each(['before', 'after'] as const)(
    'loses a minute at each where it tells nothing (%s), and none where it tells of its start',
    { timeout: 120_000 },
    async (when) => {
      const silent_ms = await passedWith(undefined, when)
      const told_ms = await passedWith(telling, when)
      expect(silent_ms - told_ms).toBeGreaterThan(110_000)
    },
  )
})
