import type { Timers } from '../../app/ports/clock.ts'
import type { Logger } from '../../app/ports/logger.ts'
import type { ModemProblem } from '../../app/ports/modem.ts'
import type { ByteLink, PortInfo, SerialPorts } from '../transport.ts'
import type { ModemSettings } from './driver.ts'
import { isHilink, rankPorts } from './port-choice.ts'

/** Every modem of the last twenty years takes this rate; over USB it means nothing. */
const BAUD_RATE = 115_200
const OPEN_LIMIT_MS = 5_000
const LIST_LIMIT_MS = 10_000

export interface Candidates {
  /** Best first. */
  readonly paths: readonly string[]
  /** Everything the system listed, for the place of a port among those of its stick. */
  readonly listed: readonly PortInfo[]
}

/**
 * Ports worth trying: the named one, else those of known modem makers, the one that worked last first; with `searches`
 * the others come after the named one.
 */
export async function candidates(
  ports: SerialPorts,
  timers: Timers,
  { port: named, searches = false }: Pick<ModemSettings, 'port' | 'searches'>,
  lastGood: string | null,
  mute: ReadonlySet<string>,
): Promise<Candidates> {
  if (named !== null && !searches) return { paths: [named], listed: [] }
  const listed = (await within(timers, LIST_LIMIT_MS, ports.list())) ?? []
  const ranked = rankPorts(listed, lastGood, mute).map((port) => port.path)
  const paths = named === null ? ranked : [named, ...ranked.filter((path) => path !== named)]
  return { paths, listed }
}

/** True where a stick is plugged in that has no serial port at all. */
export async function hilinkIsThere(ports: SerialPorts, timers: Timers): Promise<boolean> {
  if (ports.usbNetworkDevices === undefined) return false
  const devices = await within(timers, LIST_LIMIT_MS, ports.usbNetworkDevices())
  return (devices ?? []).some(isHilink)
}

export type Opened =
  | { readonly ok: true; readonly link: ByteLink }
  | { readonly ok: false; readonly problem: Extract<ModemProblem, 'no-port' | 'port-busy'> }

/** What systems say of a port that another program has open. */
const BUSY = /access (?:is )?denied|resource (?:temporarily unavailable|busy)|cannot lock port|EBUSY|EACCES/i

/** Opens a port; bounded. */
export function openPort(
  deps: { readonly ports: SerialPorts; readonly timers: Timers; readonly logger: Logger },
  path: string,
): Promise<Opened> {
  return new Promise((resolve) => {
    let late = false
    const cancel = deps.timers.after(OPEN_LIMIT_MS, () => {
      late = true
      resolve({ ok: false, problem: 'no-port' })
    })
    deps.ports.open(path, BAUD_RATE).then(
      (link) => {
        cancel()
        if (late) return link.close()
        resolve({ ok: true, link })
        return undefined
      },
      (problem: unknown) => {
        cancel()
        deps.logger.debug('the port does not open', { path, problem: String(problem) })
        resolve({ ok: false, problem: BUSY.test(String(problem)) ? 'port-busy' : 'no-port' })
      },
    )
  })
}

/** Null when the limit passed first; what comes after it is dropped. */
function within<T>(timers: Timers, limit_ms: number, work: Promise<T>): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const cancel = timers.after(limit_ms, () => resolve(null))
    work.then(resolve, reject).finally(cancel)
  })
}
