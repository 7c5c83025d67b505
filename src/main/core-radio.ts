import { join } from 'node:path'
import type { BusinessClock } from './app/office/business-clock.ts'
import type { VirtualPhones } from './app/ports/virtual-phones.ts'
import type { CoreDeps } from './core-parts.ts'
import type { SerialPorts } from './modem/transport.ts'
import { createVirtualModem, type VirtualModem } from './modem/virtual/modem.ts'
import { openVirtualNetwork, type VirtualNetwork } from './modem/virtual/network.ts'
import { openNetworkFile } from './modem/virtual/network-file.ts'
import { VIRTUAL_PATH, virtualPorts } from './modem/virtual/ports.ts'
import { createTrainingPhones } from './modem/virtual/training-phones.ts'

/** Where the office's modem is looked for, and in training the phones around it. */
export interface Radio {
  readonly ports: SerialPorts
  /** The one port there is, null to choose among all. */
  readonly port: string | null
  readonly phones: VirtualPhones | null
  /** The second modem of a training office; null where the spare is among the machine's ports. */
  readonly spare: { readonly ports: SerialPorts; readonly port: string } | null
  /** The training office's modems, the first one first, and the network around them; null in a real office. */
  readonly training: { readonly modems: readonly VirtualModem[]; readonly network: VirtualNetwork } | null
  close(): Promise<void>
}

/** What the training office's virtual network keeps of itself; no real office has one. */
export const networkFileName = 'virtual-network.jsonl'

/** Cards the invented network knows: the office's own, the spare's, and one that nobody has told the program of. */
export const trainingCards = {
  first: { imsi: '250990000000001', number: '+79005550000' },
  second: { imsi: '250010000000002', number: '+79005550002' },
  third: { imsi: '250020000000003', number: '+79005550003' },
} as const

/** An office that is only looked at has no modem, and touches no file of one. */
export const noRadio = (): Radio => ({
  ports: {
    list: () => Promise.resolve([]),
    open: (path) => Promise.reject(new Error(`the office is open only to look: ${path}`)),
  },
  port: null,
  phones: null,
  spare: null,
  training: null,
  close: () => Promise.resolve(),
})

/** A real office has the machine's ports and nothing virtual; a training office has nothing real. */
export const openRadio = async (deps: CoreDeps, clock: BusinessClock): Promise<Radio> => {
  if (deps.kind === 'real') {
    const { ports, modemPort: port } = deps
    return { ports, port, phones: null, spare: null, training: null, close: () => Promise.resolve() }
  }
  const { timers, logger } = deps
  const network = await openVirtualNetwork({
    file: await openNetworkFile(join(deps.officeDir, networkFileName)),
    clock,
    timers,
    logger,
    sims: Object.values(trainingCards),
  })
  const make = ({ imsi }: { readonly imsi: string }) =>
    createVirtualModem({ network, imsi, timers, clock, logger, slots: 40 })
  const main = make(trainingCards.first)
  const spare = make(trainingCards.second)
  return {
    ports: virtualPorts(main),
    port: VIRTUAL_PATH,
    phones: createTrainingPhones(network, main),
    spare: { ports: virtualPorts(spare), port: VIRTUAL_PATH },
    training: { modems: [main, spare], network },
    close: () => network.close(),
  }
}
