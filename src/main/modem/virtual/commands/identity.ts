import type { Handler, Handlers, ModemContext } from '../context.ts'
import { CME, cme, failed, ok } from '../result.ts'
import { needsCard } from './guards.ts'

function tells(value: (context: ModemContext) => string): Handler {
  return (command, context) => {
    if (command.op === 'test') return ok()
    return command.op === 'run' ? ok(value(context)) : cme(CME.notSupported)
  }
}

const information: Handler = (command, { profile }) => {
  const kind = command.args[0] ?? '0'
  if (kind !== '0') return failed
  return ok(
    `Manufacturer: ${profile.manufacturer}`,
    `Model: ${profile.model}`,
    `Revision: ${profile.revision}`,
    `IMEI: ${profile.imei}`,
    '+GCAP: +CGSM,+FCLASS',
  )
}

const manufacturer = tells(({ profile }) => profile.manufacturer)
const model = tells(({ profile }) => profile.model)
const revision = tells(({ profile }) => profile.revision)
const serial = tells(({ profile }) => profile.imei)

/** Who the modem and its card are: V.250, 6.1.3 to 6.1.7 and 3GPP TS 27.007, 5.1 to 5.6. */
export const identityCommands: Handlers = {
  I: information,
  '+CGMI': manufacturer,
  '+GMI': manufacturer,
  '+CGMM': model,
  '+GMM': model,
  '+CGMR': revision,
  '+GMR': revision,
  '+CGSN': serial,
  '+GSN': serial,
  '+GCAP': tells(() => '+GCAP: +CGSM,+FCLASS'),
  '+CIMI': needsCard(tells(({ sim }) => sim.imsi)),
  '+CCID': needsCard(tells(({ sim }) => `+CCID: "${sim.iccid}"`)),
  '^ICCID': needsCard(tells(({ sim }) => `^ICCID: ${sim.iccid}`)),
  '+CNUM': needsCard(
    tells(
      ({ subscriber }) => `+CNUM: ,"${subscriber.number}",${subscriber.number.startsWith('+') ? 145 : 129}`,
    ),
  ),
}
