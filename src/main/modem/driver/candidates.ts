import type { Timers } from '../../app/ports/clock.ts'
import type { Logger } from '../../app/ports/logger.ts'
import type { ByteLink, SerialPorts } from '../transport.ts'
import { isModemVendor } from './vendors.ts'

/** Every modem of the last twenty years takes this rate; over USB it means nothing. */
const BAUD_RATE = 115_200
const OPEN_LIMIT_MS = 5_000

/** Ports worth trying: the named one, else those of known modem makers, the one that worked last first. */
export async function candidatePaths(
  ports: SerialPorts,
  named: string | null,
  lastGood: string | null,
): Promise<string[]> {
  if (named !== null) return [named]
  const listed = (await ports.list()).filter((port) => isModemVendor(port.vendorId)).map((port) => port.path)
  return listed.toSorted((left, right) => Number(right === lastGood) - Number(left === lastGood))
}

/** Opens a port; null where it is not there, taken, or does not open in time. */
export function openPort(
  deps: { readonly ports: SerialPorts; readonly timers: Timers; readonly logger: Logger },
  path: string,
): Promise<ByteLink | null> {
  return new Promise((resolve) => {
    let late = false
    const cancel = deps.timers.after(OPEN_LIMIT_MS, () => {
      late = true
      resolve(null)
    })
    deps.ports.open(path, BAUD_RATE).then(
      (link) => {
        cancel()
        resolve(late ? null : link)
        return late ? link.close() : undefined
      },
      (problem: unknown) => {
        cancel()
        deps.logger.debug('the port does not open', { path, problem: String(problem) })
        resolve(null)
      },
    )
  })
}
