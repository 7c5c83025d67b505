import type { Modem, ModemTools } from '../app/ports/modem.ts'
import { createDriver, type DriverDeps } from './driver/driver.ts'
import { joinParts } from './pdu/join.ts'
import { measureText } from './pdu/segments.ts'
import { prepareSubmit } from './pdu/submit.ts'

export type { DriverDeps as ModemDeps, ModemSettings } from './driver/driver.ts'

/** The modem of the office: PDU codec and driver over whatever serial ports it is given. */
export function createModem(deps: DriverDeps): Modem & ModemTools {
  return {
    ...createDriver(deps),
    measure: measureText,
    prepare: prepareSubmit,
    join: (pdus) => joinParts(pdus).text,
  }
}
