import type { PreparedPart, SubmitOutcome } from '../../../src/main/app/ports/modem.ts'
import type { ModemSettings } from '../../../src/main/modem/modem.ts'
import {
  createVirtualModem,
  type VirtualModem,
  type VirtualModemOptions,
} from '../../../src/main/modem/virtual/modem.ts'
import { openVirtualNetwork, type VirtualNetwork } from '../../../src/main/modem/virtual/network.ts'
import type { NetworkFile } from '../../../src/main/modem/virtual/network-file.ts'
import { parseNetworkLine } from '../../../src/main/modem/virtual/network-lines.ts'
import { VIRTUAL_PATH, virtualPorts } from '../../../src/main/modem/virtual/ports.ts'
import { createManualTimers } from '../../fakes/manual-timers.ts'
import { createModemBench, type ModemBench } from '../../fakes/modem-bench.ts'
import { silentLogger } from '../../fakes/silent-logger.ts'
import { IMSI, NOON, OFFICE } from '../virtual/rig.ts'

/** A second card that the network knows. */
export const OTHER_CARD = { imsi: '250991234567891', number: '+79161112244' }

export interface VirtualOffice {
  readonly network: VirtualNetwork
  readonly virtual: VirtualModem
  readonly bench: ModemBench
  /** PDUs that the network took, in order. */
  taken(): string[]
  ready(): Promise<void>
}

/** The driver on a virtual modem. The network's file is in memory: real disks take real time, tests' time is manual. */
export async function createVirtualOffice(
  options: Partial<VirtualModemOptions> = {},
  pin: string | null = null,
  settings: Partial<ModemSettings> = {},
): Promise<VirtualOffice> {
  const written: string[] = []
  const file: NetworkFile = {
    async *lines() {},
    async append(lines) {
      written.push(...lines)
    },
    async close() {},
  }
  const timers = createManualTimers()
  const clock = { now: () => NOON }
  const shared = { clock, timers, logger: silentLogger }
  const network = await openVirtualNetwork({
    ...shared,
    file,
    sims: [{ imsi: IMSI, number: OFFICE }, OTHER_CARD],
  })
  const virtual = createVirtualModem({ ...shared, network, imsi: IMSI, ...options })
  const bench = createModemBench(virtualPorts(virtual), { port: VIRTUAL_PATH, pin, ...settings }, timers)
  return {
    network,
    virtual,
    bench,
    taken() {
      const lines = written.map(parseNetworkLine)
      return lines.flatMap((line) => (line?.t === 'submit' ? [line.pdu] : []))
    },
    async ready() {
      await bench.start()
      await bench.untilPhase('ready')
    },
  }
}

/** What became of a part; time passes only while nothing else can happen. */
export async function outcomeOf(bench: ModemBench, part: PreparedPart): Promise<SubmitOutcome> {
  const outcomes: SubmitOutcome[] = []
  const submitted = bench.modem.submit(part).then((outcome) => outcomes.push(outcome))
  await bench.settle()
  while (outcomes.length === 0) await bench.elapse(50)
  await submitted
  const [outcome] = outcomes
  if (outcome === undefined) throw new Error('no outcome')
  return outcome
}
