import { clockText } from './commands/general.ts'
import type { TimeNews } from './profile.ts'

/** The line by which a maker's modem tells the cell's time (NITZ, 3GPP TS 22.042). */
export function timeLine(form: TimeNews, at: number, zone_minutes: number): string {
  const local = clockText(at, zone_minutes)
  const zone = local.slice(-3)
  if (form === 'ctzv') return `+CTZV: ${zone},"${local.slice(0, -3)}"`
  // The zone stands beside a time that is UTC.
  if (form === 'nwtime') return `^NWTIME: ${clockText(at, 0).slice(0, -3)}${zone},00`
  const utc = new Date(at)
  const fields = [
    utc.getUTCFullYear(),
    utc.getUTCMonth() + 1,
    utc.getUTCDate(),
    utc.getUTCHours(),
    utc.getUTCMinutes(),
    utc.getUTCSeconds(),
  ]
  return `*PSUTTZ: ${fields.join(',')},"${zone}",0`
}
