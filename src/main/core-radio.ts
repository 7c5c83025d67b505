import { join } from 'node:path'
import type { BusinessClock } from './app/office/business-clock.ts'
import type { VirtualPhones } from './app/ports/virtual-phones.ts'
import type { CoreDeps } from './core-parts.ts'
import type { SerialPorts } from './modem/transport.ts'
import { createVirtualModem } from './modem/virtual/modem.ts'
import { openVirtualNetwork } from './modem/virtual/network.ts'
import { openNetworkFile } from './modem/virtual/network-file.ts'
import { VIRTUAL_PATH, virtualPorts } from './modem/virtual/ports.ts'
import { createTrainingPhones } from './modem/virtual/training-phones.ts'

/** Where the office's modem is looked for, and in training the phones around it. */
export interface Radio {
  readonly ports: SerialPorts
  /** The one port there is, null to choose among all. */
  readonly port: string | null
  readonly phones: VirtualPhones | null
  close(): Promise<void>
}

const trainingSim = { imsi: '250990000000001', number: '+79005550000' }

/** An office that is only looked at has no modem, and touches no file of one. */
export const noRadio = (): Radio => ({
  ports: {
    list: () => Promise.resolve([]),
    open: (path) => Promise.reject(new Error(`the office is open only to look: ${path}`)),
  },
  port: null,
  phones: null,
  close: () => Promise.resolve(),
})

/** A real office has the machine's ports and nothing virtual; a training office has nothing real. */
export const openRadio = async (deps: CoreDeps, clock: BusinessClock): Promise<Radio> => {
  if (deps.kind === 'real')
    return { ports: deps.ports, port: deps.modemPort, phones: null, close: () => Promise.resolve() }
  const network = await openVirtualNetwork({
    file: await openNetworkFile(join(deps.officeDir, 'virtual-network.jsonl')),
    clock,
    timers: deps.timers,
    logger: deps.logger,
    sims: [trainingSim],
  })
  const modem = createVirtualModem({
    network,
    imsi: trainingSim.imsi,
    timers: deps.timers,
    clock,
    logger: deps.logger,
    slots: 40,
  })
  return {
    ports: virtualPorts(modem),
    port: VIRTUAL_PATH,
    phones: createTrainingPhones(network, modem),
    close: () => network.close(),
  }
}
