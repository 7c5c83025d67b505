import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { percentile } from '../measure.ts'
import { againstPeer, atMost, type BenchRow, told } from '../row.ts'
import { bareLoop } from './bare-loop.ts'
import { gammuSmsd } from './gammu-smsd.ts'
import { kvitok } from './kvitok.ts'
import { type Outgoing, type Sender, type Sending, shortMessages } from './sender.ts'
import { smstools } from './smstools.ts'
import { startVirtualProgram, type VirtualProgram } from './virtual-program.ts'

const look_ms = 100
const slots = 255

interface Scene {
  readonly modem: VirtualProgram
  readonly sending: Sending
}

/** Runs a sender on a modem of its own; what `prepare` tells the modem comes before the sender starts. */
const onModem = async <T>(
  folder: string,
  sender: Sender,
  options: {
    messages: readonly Outgoing[]
    latency_ms: number
    prepare?: (modem: VirtualProgram) => Promise<void>
  },
  work: (scene: Scene) => Promise<T>,
): Promise<T> => {
  await mkdir(folder, { recursive: true })
  const modem = await startVirtualProgram({ folder, latency_ms: options.latency_ms, slots })
  try {
    await options.prepare?.(modem)
    const sending = await sender.begin({ folder, pty: modem.pty }, options.messages)
    try {
      return await work({ modem, sending })
    } finally {
      await sending.end()
    }
  } finally {
    await modem.end()
    await rm(folder, { recursive: true, force: true })
  }
}

/** When the network took each part so far, UTC milliseconds, ascending. */
const takenAt = async (modem: VirtualProgram): Promise<number[]> =>
  [...(await modem.phones()).values()]
    .flat()
    .filter(({ direction }) => direction === 'to-phone')
    .map(({ at }) => at)
    .toSorted((a, b) => a - b)

const untilTaken = async (modem: VirtualProgram, count: number, limit_s: number): Promise<number[]> => {
  const end = performance.now() + limit_s * 1000
  for (;;) {
    const taken = await takenAt(modem)
    if (taken.length >= count || performance.now() > end) return taken
    await pause(look_ms)
  }
}

/** Messages a second between the first and the last that the network took. */
const rateOf = (taken: readonly number[]): number => {
  const span_ms = (taken.at(-1) ?? 0) - (taken[0] ?? 0)
  return span_ms > 0 ? ((taken.length - 1) * 1000) / span_ms : Number.NaN
}

interface Pace {
  readonly rate: number
  /** From its start to the first part the network took, seconds. */
  readonly first_s: number
  /** Processor time a message, seconds, once it runs. */
  readonly cpu_s: number
}

const paceOf = (folder: string, sender: Sender, count: number, latency_ms: number): Promise<Pace> =>
  onModem(folder, sender, { messages: shortMessages(count), latency_ms }, async ({ modem, sending }) => {
    const early = await untilTaken(modem, Math.ceil(count / 5), 300)
    const before_s = await sending.cpu_s()
    const taken = await untilTaken(modem, count, 300)
    const cpu_s = ((await sending.cpu_s()) - before_s) / Math.max(1, taken.length - early.length)
    return { rate: rateOf(taken), first_s: ((taken[0] ?? Number.NaN) - sending.startedAt) / 1000, cpu_s }
  })

/** From the moment the modem is back to the first part the network takes after it, seconds. */
const replugOf = (folder: string, sender: Sender): Promise<number> =>
  onModem(folder, sender, { messages: shortMessages(60), latency_ms: 200 }, async ({ modem }) => {
    await untilTaken(modem, 5, 60)
    await modem.tell({ do: 'unplug' })
    await pause(2_000)
    const before = (await takenAt(modem)).length
    const back = Date.now()
    await modem.tell({ do: 'plug' })
    const taken = await untilTaken(modem, before + 1, 240)
    return taken.length > before ? ((taken[before] ?? Number.NaN) - back) / 1000 : Number.POSITIVE_INFINITY
  })

interface Drain {
  readonly first_s: number
  readonly rate: number
}

const waiting = 300

const manyWait = async (modem: VirtualProgram): Promise<void> => {
  for (let index = 0; index < waiting; index += 1)
    await modem.tell({
      do: 'phone',
      from: `+7903${String(1_000_000 + index)}`,
      text: `Спасибо, номер ${index}`,
    })
}

/** Until all that waited is in its keeping: the first since the start, and messages a second from the first to the last. */
const drainOf = (folder: string, sender: Sender): Promise<Drain> =>
  onModem(folder, sender, { messages: [], latency_ms: 0, prepare: manyWait }, async ({ modem, sending }) => {
    const end = performance.now() + 240_000
    for (;;) {
      await pause(look_ms)
      const state = (await modem.tell({ do: 'state' })) as { usedSlots: number; waiting?: number }
      const arrivals = await sending.arrivals()
      const quiet = Date.now() - (arrivals.at(-1) ?? Date.now()) > 2_000
      if ((arrivals.length > 0 && state.usedSlots === 0 && quiet) || performance.now() > end) {
        const [first = Number.NaN] = arrivals
        const span_ms = (arrivals.at(-1) ?? Number.NaN) - first
        return { first_s: (first - sending.startedAt) / 1000, rate: (waiting * 1000) / span_ms }
      }
    }
  })

const medianOf = async (count: number, once: (run: number) => Promise<Pace>): Promise<Pace> => {
  const runs: Pace[] = []
  for (let run = 0; run < count; run += 1) runs.push(await once(run))
  const middle = (pick: (pace: Pace) => number): number => percentile(runs.map(pick), 0.5)
  return {
    rate: middle((pace) => pace.rate),
    first_s: middle((pace) => pace.first_s),
    cpu_s: middle((pace) => pace.cpu_s),
  }
}

/** The modem's rows of the design's table, one after another on a machine that does nothing else. */
export const modemRates = async (scratch: string, say: (text: string) => void): Promise<BenchRow[]> => {
  const place = (name: string): string => join(scratch, `rates-${name}`)
  say('at no latency…')
  const ours = await medianOf(3, (run) => paceOf(place(`ours-${run}`), kvitok, 1000, 0))
  const bare = await medianOf(3, (run) => paceOf(place(`bare-${run}`), bareLoop, 1000, 0))
  say('the peers…')
  const [tools, gammu] = await Promise.all([
    paceOf(place('smstools'), smstools, 100, 0),
    paceOf(place('gammu'), gammuSmsd, 100, 0),
  ])
  say('at 200 ms a submit…')
  const slow = await paceOf(place('slow'), kvitok, 60, 200)
  const [slowTools, slowGammu] = await Promise.all([
    paceOf(place('slow-smstools'), smstools, 60, 200),
    paceOf(place('slow-gammu'), gammuSmsd, 60, 200),
  ])
  say('unplugged and back…')
  const replug = await replugOf(place('replug'), kvitok)
  const [replugTools, replugGammu] = await Promise.all([
    replugOf(place('replug-smstools'), smstools),
    replugOf(place('replug-gammu'), gammuSmsd),
  ])
  say('300 waiting…')
  const drain = await drainOf(place('drain'), kvitok)
  const [drainTools, drainGammu] = await Promise.all([
    drainOf(place('drain-smstools'), smstools),
    drainOf(place('drain-gammu'), gammuSmsd),
  ])
  const limit = { name: "the link's limit of 5 parts/s", value: 5 }
  return [
    againstPeer('messages at no latency, durable before and after', ours.rate, '/s', 0.4, {
      name: bareLoop.name,
      value: bare.rate,
    }),
    told('the same by SMSTools3', tools.rate, '/s'),
    told('the same by gammu-smsd', gammu.rate, '/s'),
    againstPeer('messages at 200 ms a submit', slow.rate, '/s', 0.97, limit),
    told('the same by SMSTools3', slowTools.rate, '/s'),
    told('the same by gammu-smsd', slowGammu.rate, '/s'),
    {
      ...atMost('processor time a message', ours.cpu_s * 1000, 'ms', 1.4),
      peer: { name: 'gammu-smsd', value: gammu.cpu_s * 1000 },
    },
    told('the same by SMSTools3', tools.cpu_s * 1000, 'ms'),
    told('the same by a bare AT loop', bare.cpu_s * 1000, 'ms'),
    atMost('start of the office to the first submit on a ready modem', ours.first_s, 's', 2),
    told('the same by SMSTools3', tools.first_s, 's'),
    told('the same by gammu-smsd', gammu.first_s, 's'),
    atMost('replug to the first submit', replug, 's', 3),
    told('the same by SMSTools3', replugTools, 's'),
    told('the same by gammu-smsd', replugGammu, 's'),
    atMost('300 waiting: start of the office to the first one kept', drain.first_s, 's', 2),
    told('the same by SMSTools3', drainTools.first_s, 's'),
    told('the same by gammu-smsd', drainGammu.first_s, 's'),
    { ...told('300 waiting: kept', drain.rate, '/s'), bar: '≥ 250 /s', ok: drain.rate >= 250 },
    told('the same by SMSTools3', drainTools.rate, '/s'),
    told('the same by gammu-smsd', drainGammu.rate, '/s'),
  ]
}
