import type { Timers } from '../../app/ports/clock.ts'
import type { Logger } from '../../app/ports/logger.ts'
import type { ModemState, ProbedPort } from '../../app/ports/modem.ts'
import { createExchange } from '../at/exchange.ts'
import { createSession } from '../at/session.ts'
import type { ByteLink, PortInfo, SerialPorts } from '../transport.ts'
import { openPort } from './candidates.ts'
import { word } from './identity.ts'
import { wake } from './init.ts'
import { interfaceOf, rankPorts, sameDevice } from './port-choice.ts'
import { vendorOfUsb } from './vendor-table.ts'

export interface ProbeDeps {
  readonly ports: SerialPorts
  readonly timers: Timers
  readonly logger: Logger
}

type Found = Pick<ProbedPort, 'answer' | 'model' | 'imei' | 'imsi'>

const NOBODY = { model: null, imei: null, imsi: null }

/** Who is on which port. Ports of other trades are listed and left alone, but for those in `also`. */
export async function probePorts(
  deps: ProbeDeps,
  state: ModemState,
  also: readonly string[],
): Promise<ProbedPort[]> {
  const listed = await listPorts(deps)
  const ranked = rankPorts(listed, state.port)
  const unlisted = also
    .filter((path) => !listed.some((port) => port.path === path))
    .map((path): PortInfo => ({ ...UNKNOWN_PORT, path }))
  const probed: ProbedPort[] = []
  for (const port of [...listed, ...unlisted]) {
    const asked = vendorOfUsb(port.vendorId) !== null || also.includes(port.path)
    const found: Found = asked ? await ask(deps, state, port.path) : { answer: 'not-asked', ...NOBODY }
    const first = ranked.find((other) => sameDevice(other, port))
    probed.push({
      path: port.path,
      manufacturer: port.manufacturer,
      vendorId: port.vendorId,
      productId: port.productId,
      interfaceNumber: interfaceOf(port),
      preferred: first?.path === port.path,
      ...found,
    })
  }
  return probed
}

const UNKNOWN_PORT: Omit<PortInfo, 'path'> = {
  manufacturer: null,
  vendorId: null,
  productId: null,
  serialNumber: null,
  pnpId: null,
}

async function listPorts({ ports, logger }: ProbeDeps): Promise<PortInfo[]> {
  try {
    return await ports.list()
  } catch (problem) {
    logger.warn('the ports cannot be listed', { problem: String(problem) })
    return []
  }
}

async function ask(deps: ProbeDeps, state: ModemState, path: string): Promise<Found> {
  const { phase, model, imei, imsi } = state
  const open = phase !== 'off' && phase !== 'absent' && phase !== 'lost' && phase !== 'failed'
  if (open && state.port === path) return { answer: 'used', model, imei, imsi }
  const opened = await openPort(deps, path)
  if (!opened.ok) return { answer: opened.problem === 'port-busy' ? 'busy' : 'silent', ...NOBODY }
  return whoIsThere(deps, opened.link)
}

async function whoIsThere({ timers }: ProbeDeps, link: ByteLink): Promise<Found> {
  const nothing = (): void => {}
  const session = createSession({ link, timers, unsolicited: nothing, closed: nothing, trace: nothing })
  try {
    if (!(await wake(session))) return { answer: 'silent', ...NOBODY }
    const exchange = createExchange(session)
    const model = await word(exchange, 'AT+CGMM')
    const imei = await word(exchange, 'AT+CGSN')
    // A locked card tells nothing, and is not tried.
    return { answer: 'modem', model, imei, imsi: await word(exchange, 'AT+CIMI') }
  } finally {
    await session.close()
  }
}
