import type { Timers } from '../app/ports/clock.ts'
import type { ModemLink, ModemLinks } from '../app/ports/modem-links.ts'
import type { Store } from '../app/ports/store.ts'
import { linkChoice } from '../app/sims/link-choice.ts'
import { simOf } from '../app/sims/sims.ts'

export interface LinksDeps {
  readonly store: Store
  readonly timers: Timers
  readonly all: readonly ModemLink[]
  /** Starts or stops a modem. */
  readonly run: (link: ModemLink, on: boolean) => void
  /** Another link sends now, or none. */
  readonly switched: (from: ModemLink | null, to: ModemLink | null) => void
  /** True while a card rests because the network bars it: for the rule it is as good as away. */
  readonly isBarred: (imsi: string) => boolean
}

export interface RunningLinks extends ModemLinks {
  /** A link's state changed, or time passed. */
  look(): void
  stop(): void
}

type Role = 'main' | 'spare' | null
const minute_ms = 60_000

/** Which of one or two modems sends: the main one, and the spare by a person's word or after some minutes without. */
export const createModemLinks = (deps: LinksDeps): RunningLinks => {
  const { store, timers } = deps
  let awaySince_ms = timers.monotonic()
  let mainWas = false
  let last: ModemLink | null = null
  let spareRuns = false
  let cancel = (): void => undefined

  /** A card is the main or the spare one by a person's word; a card that the modem cannot name is the main one. */
  const roleOf = (link: ModemLink): Role => {
    const { imsi } = link.modem.state()
    if (imsi === null) return link.number === 1 ? 'main' : 'spare'
    const role = simOf(store.read, imsi)?.role
    return role === 'main' || role === 'spare' ? role : null
  }

  const isReady = (link: ModemLink): boolean => {
    const { phase, imsi } = link.modem.state()
    return phase === 'ready' && !(imsi !== null && deps.isBarred(imsi))
  }

  const ready = (role: Role): ModemLink | null =>
    deps.all.find((link) => roleOf(link) === role && isReady(link)) ?? null

  /** The main card's modem though it rests: without a ready spare it stays the one that sends. */
  const present = (role: Role): ModemLink | null =>
    deps.all.find((link) => roleOf(link) === role && link.modem.state().phase === 'ready') ?? null

  const active = (): ModemLink | null => {
    const { use, after_minutes, spareOn } = linkChoice(store.read)
    if (!spareOn) return present('main') ?? present('spare')
    if (use === 'main') return present('main')
    if (use === 'spare') return present('spare')
    const main = ready('main')
    if (main !== null) return main
    const waited = !mainWas && timers.monotonic() - awaySince_ms >= after_minutes * minute_ms
    return (waited ? ready('spare') : null) ?? present('main')
  }

  const look = (): void => {
    cancel()
    const main = ready('main') !== null
    if (mainWas && !main) awaySince_ms = timers.monotonic()
    mainWas = main
    const now = active()
    if (now?.number !== last?.number) deps.switched(last, now)
    last = now
    const { spareOn, after_minutes } = linkChoice(store.read)
    if (spareOn && !main)
      cancel = timers.after(
        Math.max(1000, awaySince_ms + after_minutes * minute_ms - timers.monotonic()),
        look,
      )
  }

  return {
    all: deps.all,
    active,
    look,
    apply: () => {
      const { spareOn } = linkChoice(store.read)
      const spare = deps.all.find((link) => link.number === 2)
      if (spare !== undefined && spareOn !== spareRuns) {
        spareRuns = spareOn
        deps.run(spare, spareOn)
      }
      look()
    },
    stop: () => cancel(),
  }
}
