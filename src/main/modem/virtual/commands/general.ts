import { intArg } from '../at-line.ts'
import { CHARACTER_SETS } from '../character-set.ts'
import type { Handler, Handlers, ModemContext } from '../context.ts'
import type { Result } from '../result.ts'
import { CME, cme, failed, ok } from '../result.ts'
import type { Settings } from '../settings.ts'
import { powerOnSettings } from '../settings.ts'

type Flag = 'echo' | 'verbose' | 'quiet'

function flag(name: Flag): Handler {
  return (command, { settings }) => {
    const value = intArg(command.args[0] ?? '0', 0, 1)
    if (value === null || command.op === 'read') return failed
    settings[name] = value === 1
    return ok()
  }
}

function register(number: number): Handler {
  return (command, { settings }) => {
    if (command.op === 'read') return ok(String(settings.registers.get(number) ?? 0).padStart(3, '0'))
    const value = intArg(command.args[0], 0, 255)
    if (value === null) return failed
    settings.registers.set(number, value)
    return ok()
  }
}

/** ATZ and AT&F: the settings of the line and of reports, not the radio (V.250, 6.1.1 and 6.1.2). */
const toDefaults: Handler = (_command, { settings, profile }) => {
  const fresh: Partial<Settings> = powerOnSettings(profile.vendorLines)
  delete fresh.functionality
  delete fresh.clockOffset_ms
  Object.assign(settings, fresh)
  return ok()
}

const accept: Handler = () => ok()

const errorForm: Handler = (command, { settings }) => {
  if (command.op === 'test') return ok('+CMEE: (0-2)')
  if (command.op === 'read') return ok(`+CMEE: ${settings.errorForm}`)
  const form = intArg(command.args[0] ?? '0', 0, 2)
  if (form === null) return cme(CME.notSupported)
  settings.errorForm = form
  return ok()
}

const characterSet: Handler = (command, { settings }) => {
  if (command.op === 'test') return ok(`+CSCS: (${CHARACTER_SETS.map((name) => `"${name}"`).join(',')})`)
  if (command.op === 'read') return ok(`+CSCS: "${settings.characterSet}"`)
  const wanted = CHARACTER_SETS.find((name) => name === command.args[0]?.toUpperCase())
  if (wanted === undefined) return cme(CME.notSupported)
  settings.characterSet = wanted
  return ok()
}

/** A restart after its answer; some sticks come back as something without a port. */
function restarting({ profile, unplug, restart }: ModemContext): Result {
  return { ...ok(), afterwards: () => (profile.restartLosesPort ? unplug(null) : restart()) }
}

const reset: Handler = (_command, context) =>
  context.profile.restarts.includes('+CRESET') ? restarting(context) : cme(CME.notSupported)

const functionality: Handler = (command, context) => {
  const { settings, radio } = context
  if (command.op === 'test') return ok('+CFUN: (0,1,4),(0,1)')
  if (command.op === 'read') return ok(`+CFUN: ${settings.functionality}`)
  const level = intArg(command.args[0], 0, 4)
  if (level === null || ![0, 1, 4].includes(level)) return cme(CME.notSupported)
  const { restarts } = context.profile
  if (command.args[1] === '1' && restarts.includes('+CFUN')) return restarting(context)
  // A Wavecom takes full functionality for a restart.
  if (level === 1 && restarts.includes('+CFUN=1')) return restarting(context)
  settings.functionality = level
  radio.refresh()
  return ok()
}

const clock: Handler = (command, { settings, clock, networkOffset_ms, zone_minutes }) => {
  if (command.op === 'test') return ok()
  if (command.op === 'read') {
    return ok(
      `+CCLK: "${clockText(clock.now() + networkOffset_ms() + settings.clockOffset_ms, zone_minutes)}"`,
    )
  }
  const match = /^(\d\d)\/(\d\d)\/(\d\d),(\d\d):(\d\d):(\d\d)(?:([+-])(\d\d))?$/.exec(command.args[0] ?? '')
  if (match === null) return cme(CME.notSupported)
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number)
  const zone = match[7] === undefined ? zone_minutes : Number(`${match[7]}${match[8]}`) * 15
  const local = Date.UTC(2000 + (year ?? 0), (month ?? 1) - 1, day, hour, minute, second)
  settings.clockOffset_ms = local - zone * 60_000 - clock.now() - networkOffset_ms()
  return ok()
}

/** `yy/MM/dd,hh:mm:ss±zz`, the zone in quarters of an hour (3GPP TS 27.007, 8.15). */
export function clockText(instant: number, zone_minutes: number): string {
  const local = new Date(instant + zone_minutes * 60_000).toISOString()
  const quarters = Math.abs(zone_minutes) / 15
  const zone = `${zone_minutes < 0 ? '-' : '+'}${String(quarters).padStart(2, '0')}`
  return `${local.slice(2, 10).replaceAll('-', '/')},${local.slice(11, 19)}${zone}`
}

const vendorLines: Handler = (command, { settings, profile, ...context }) => {
  if (!profile.vendorLines) {
    context.logger.debug('virtual modem: a vendor command this profile lacks')
    return cme(CME.notSupported)
  }
  const value = intArg(command.args[0], 0, 2)
  if (value === null) return failed
  settings.vendorLines = value !== 0
  return ok()
}

/** The cell's time sets the clock (27.007, 8.40): this one always does. */
const zoneUpdate: Handler = (command) => (command.op === 'read' ? ok('+CTZU: 1') : ok())

const zoneReports: Handler = (command, { settings }) => {
  if (command.op === 'test') return ok('+CTZR: (0,1)')
  if (command.op === 'read') return ok(`+CTZR: ${settings.timeReports ? 1 : 0}`)
  const wanted = intArg(command.args[0] ?? '0', 0, 2)
  if (wanted === null) return cme(CME.notSupported)
  settings.timeReports = wanted !== 0
  return ok()
}

/** V.250 and the general part of 3GPP TS 27.007. */
export const generalCommands: Handlers = {
  E: flag('echo'),
  V: flag('verbose'),
  Q: flag('quiet'),
  Z: toDefaults,
  '&F': toDefaults,
  '&C': accept,
  '&D': accept,
  '&W': accept,
  X: accept,
  H: accept,
  S0: register(0),
  S3: register(3),
  S4: register(4),
  S5: register(5),
  S7: register(7),
  D: () => ({ kind: 'line', text: 'NO CARRIER' }),
  A: () => ({ kind: 'line', text: 'NO CARRIER' }),
  '+CMEE': errorForm,
  '+CSCS': characterSet,
  '+CFUN': functionality,
  '+CCLK': clock,
  '+CLIP': accept,
  '+CRC': accept,
  '^CURC': vendorLines,
  '+CRESET': reset,
  '+CTZU': zoneUpdate,
  '+CTZR': zoneReports,
}
