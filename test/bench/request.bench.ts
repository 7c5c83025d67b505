import { cp, rm } from 'node:fs/promises'
import { createVirtualModem } from '../../src/main/modem/virtual/modem.ts'
import { openVirtualNetwork, type VirtualNetwork } from '../../src/main/modem/virtual/network.ts'
import { forgetfulNetworkFile } from '../../src/main/modem/virtual/network-file.ts'
import { VIRTUAL_PATH, virtualPorts } from '../../src/main/modem/virtual/ports.ts'
import { createTimers } from '../../src/main/platform/clock.ts'
import { createFiles } from '../../src/main/platform/files.ts'
import { listSegments, officePaths } from '../../src/main/store/office-paths.ts'
import { quietLogger } from '../fakes/quiet-logger.ts'
import { type BenchRadio, benchClock, openBenchCore, planned } from './bench-core.ts'
import { workerRebuild } from './bench-store.ts'
import { person } from './big-office.ts'
import { largest, percentile } from './measure.ts'
import { atMost, type BenchRow, told } from './row.ts'

const imsi = '250990000000001'
const requests = 300

const openNetwork = async (): Promise<{ network: VirtualNetwork; radio: BenchRadio }> => {
  const clock = benchClock()
  const parts = { clock, timers: createTimers(), logger: quietLogger() }
  const network = await openVirtualNetwork({
    ...parts,
    file: forgetfulNetworkFile(),
    sims: [{ imsi, number: '+79005550000' }],
  })
  const modem = createVirtualModem({ ...parts, network, imsi, slots: 40 })
  return { network, radio: { ports: virtualPorts(modem), port: VIRTUAL_PATH } }
}

/** Writes from a phone; resolves to the milliseconds until the phone shows the whole reply. */
const ask = (network: VirtualNetwork, number: string, text: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const start = performance.now()
    const end = network.subscribe((event) => {
      if (event.number !== number || event.message.direction !== 'to-phone') return
      if (event.message.state !== 'shown') return
      end()
      resolve(performance.now() - start)
    })
    network.phoneSend(number, text).catch(reject)
  })

const askAll = async (network: VirtualNetwork, from: number, going: () => boolean): Promise<number[]> => {
  const waits_ms: number[] = []
  for (let index = 0; index < requests || going(); index += 1) {
    // The last accounts of the office: not the ones that other benches spoke to.
    const { phone, number } = person(from + index)
    waits_ms.push(await ask(network, phone, index % 2 === 0 ? `долг ${number}` : number))
    if (index > 1500) break
  }
  return waits_ms
}

/** What the snapshot's worker does, on a copy of the office, again and again until told to stop. */
const startRebuilding = async (folder: string) => {
  const copy = `${folder}-copy`
  await cp(folder, copy, { recursive: true })
  const files = createFiles(createTimers())
  const segments = await listSegments(files, officePaths(copy))
  const upTo = (segments.at(-1) ?? 2) - 1
  const rebuild = await workerRebuild()
  let made = 0
  const running = (async () => {
    const result = await rebuild(
      { folder: copy, upTo, knownSchema: 1, ring: null },
      new AbortController().signal,
    )
    if (result?.ok !== true) throw new Error(`no snapshot: ${JSON.stringify(result)}`)
    made += 1
  })()
  let busy = true
  running
    .finally(() => {
      busy = false
    })
    .catch(() => {})
  return {
    busy: () => busy,
    end: async () => {
      await running
      await rm(copy, { recursive: true, force: true })
      return made
    },
  }
}

const requestRows = (name: string, waits_ms: readonly number[]): BenchRow[] => [
  atMost(`${name}, median`, percentile(waits_ms, 0.5), 'ms', 15),
  atMost(`${name}, p99`, percentile(waits_ms, 0.99), 'ms', 50),
  atMost(`${name}, longest of ${waits_ms.length}`, largest(waits_ms), 'ms', 300),
]

/**
 * From an SMS that enters the virtual modem to the last part of its reply taken by the network, which itself takes no
 * time: all of it is our own, the simulated modem's work too.
 */
export const benchRequests = async (folder: string, accounts: number): Promise<BenchRow[]> => {
  const { network, radio } = await openNetwork()
  const office = await openBenchCore(folder, radio)
  await planned(office)
  // Until the modem is ready a request waits; the first one is not counted.
  await ask(network, person(accounts - 1).phone, person(accounts - 1).number)
  const alone_ms = await askAll(network, accounts - 6000, () => false)
  const rebuilding = await startRebuilding(folder)
  const beside_ms = await askAll(network, accounts - 4000, rebuilding.busy)
  const made = await rebuilding.end()
  await office.stop()
  await network.close()
  const bills = accounts * 2
  return [
    ...requestRows(`request to reply, ${bills} bills`, alone_ms),
    ...requestRows('request to reply, a snapshot rebuilt beside', beside_ms),
    told('snapshots rebuilt meanwhile', made, 'snapshots'),
  ]
}
