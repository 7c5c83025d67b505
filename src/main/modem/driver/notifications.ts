import { afterColon, parseRanges } from '../at/answers.ts'
import type { Exchange } from '../at/exchange.ts'
import { asking, plain } from './commands.ts'

export interface Notifications {
  /** True where incoming messages are announced; otherwise only polling finds them. */
  readonly announced: boolean
  readonly reports: 'direct' | 'stored' | 'none'
  /** True where what comes directly must be acknowledged by AT+CNMA (phase 2+, 3GPP TS 27.005, 3.4.4). */
  readonly acknowledge: boolean
}

/** Preferences for <mode>, <mt>, <bm>, <ds>, <bfr>: stored and announced, never routed, so a crash loses nothing. */
const PREFERRED: readonly (readonly number[])[] = [[2, 1, 3], [1, 0], [0], [1, 2, 0], [0]]

/** Tried in turn where the modem does not say what it can do. */
const FALLBACKS: readonly (readonly number[])[] = [
  [2, 1, 0, 1, 0],
  [2, 1, 0, 2, 0],
  [2, 1, 0, 0, 0],
  [1, 1, 0, 1, 1],
  [1, 1, 0, 0, 0],
]

/** Settings of AT+CNMI worth trying, best first, from what AT+CNMI=? offers (3GPP TS 27.005, 3.4.1). */
export function notificationChoices(
  offered: readonly (readonly number[])[],
  wanted: readonly number[] = PREFERRED[3] ?? [],
): number[][] {
  const usable = FALLBACKS.filter((row) => wanted.includes(row[3] ?? 0))
  if (offered.length === 0) return usable.map((row) => [...row])
  const reports = wanted.filter((ds) => offered[3]?.includes(ds) ?? ds === 0)
  const rows = (reports.length === 0 ? [0] : reports).map((ds) =>
    offered.map((values, place) => {
      if (place === 3) return ds
      const preferred = PREFERRED[place] ?? [0]
      return preferred.find((value) => values.includes(value)) ?? values[0] ?? 0
    }),
  )
  return [...rows, ...usable.map((row) => row.slice(0, offered.length))]
}

/** Asks the modem to announce what arrives; `reports` are the ways of reports worth having on it, best first. */
export async function chooseNotifications(
  exchange: Exchange,
  reports: readonly number[],
): Promise<Notifications> {
  const answer = await exchange.run(asking('AT+CNMI=?'))
  const line = answer.kind === 'ok' ? answer.lines[0] : undefined
  const offered = line === undefined ? [] : parseRanges(line.text)
  let acknowledge = await isPhase2Plus(exchange)
  for (const row of notificationChoices(offered, reports)) {
    let accepted = await setNotifications(exchange, row)
    if (!accepted && row[3] === 1 && !acknowledge) {
      acknowledge = (await exchange.run(asking('AT+CSMS=1'))).kind === 'ok'
      accepted = acknowledge && (await setNotifications(exchange, row))
    }
    if (accepted) return { announced: row[1] === 1, reports: reportsOf(row[3]), acknowledge }
  }
  return { announced: false, reports: 'none', acknowledge }
}

async function setNotifications(exchange: Exchange, row: readonly number[]): Promise<boolean> {
  return (await exchange.run(plain(`AT+CNMI=${row.join(',')}`))).kind === 'ok'
}

async function isPhase2Plus(exchange: Exchange): Promise<boolean> {
  const answer = await exchange.run(asking('AT+CSMS?'))
  const line = answer.lines[0]
  return answer.kind === 'ok' && line !== undefined && afterColon(line.text).startsWith('1')
}

function reportsOf(ds: number | undefined): Notifications['reports'] {
  if (ds === 1) return 'direct'
  return ds === 2 ? 'stored' : 'none'
}
