import type { ModemProblem } from '../../app/ports/modem.ts'
import { createExchange, type Exchange } from '../at/exchange.ts'
import { createSession, type Session } from '../at/session.ts'
import type { ByteLink } from '../transport.ts'
import { plain } from './commands.ts'
import type { DriverContext, PortPlace } from './context.ts'
import { createInbox, type Inbox } from './inbox.ts'
import { type Setup, setUp } from './init.ts'
import { takeNews } from './news.ts'
import { waitForPerson, waitForPin } from './person.ts'
import { createRestartSigns, type RestartSigns } from './restart-signs.ts'
import type { MarkProof } from './stored-sends.ts'
import { isFull } from './watch.ts'
import { work } from './work.ts'

/** How serving a link ended. */
export type ServeEnd =
  | { readonly kind: 'stopped' | 'absent' }
  /** `silent`: closed by us because nothing answered; else the stick went away by itself. */
  | { readonly kind: 'lost'; readonly silent: boolean }
  /** What the operator should be told. */
  | { readonly kind: 'never-ready'; readonly problem: ModemProblem }
  /** Another modem or card than expected, and there are other ports to look at first. */
  | { readonly kind: 'elsewhere' }
  /** Another link's modem. */
  | { readonly kind: 'foreign' }
  /** The stick announces its messages on another of its ports. */
  | { readonly kind: 'better'; readonly path: string }
  /** Messages came and nothing announced them; the stick has other ports. */
  | { readonly kind: 'mute' }
  | { readonly kind: 'restarting'; readonly wait_ms: number }

type Ready = Extract<Setup, { kind: 'ready' }>

interface Line {
  readonly session: Session
  readonly exchange: Exchange
  inbox: Inbox | null
  /** Null while the modem is set up. */
  signs: RestartSigns | null
  restarted: boolean
  /** Something came by itself: this port announces. */
  announces: boolean
  wasReady: boolean
  pulled: boolean
}

/** The modem's answer to its restart, if it gives one. */
const RESTART_MS = 3_000
const SETTINGS_MS = 1_000

/** Serves one open link from its set-up to its end; the link is closed when this resolves. */
export async function serve(context: DriverContext, link: ByteLink, place: PortPlace): Promise<ServeEnd> {
  const line = openLine(context, link)
  context.serving(line.session)
  try {
    const restarting = await climb(context, line.session)
    if (restarting !== null) return restarting
    for (;;) {
      const end = await serveOnce(context, line, place)
      if (end !== null) return end
    }
  } finally {
    context.serving(null)
    await line.session.close()
  }
}

/** Does what the ladder says with a modem that fell silent. */
async function climb({ ladder }: DriverContext, session: Session): Promise<ServeEnd | null> {
  const step = ladder.step()
  const vendor = ladder.vendor()
  if (step === 'reset-settings') {
    session.escape()
    await session.run(plain('ATZ', SETTINGS_MS))
  }
  if (step !== 'reset-restart' || vendor?.restart == null) return null
  session.escape()
  await session.run(plain(vendor.restart, RESTART_MS))
  ladder.restarted()
  return { kind: 'restarting', wait_ms: vendor.restart_ms }
}

function openLine(context: DriverContext, link: ByteLink): Line {
  const { timers, keeper, bell, direct, ussd, networkClock } = context
  direct.forget()
  const session = createSession({
    link,
    timers,
    trace: context.trace,
    closed(reason) {
      line.pulled = reason.disconnected
      bell.ring()
    },
    unsolicited(event) {
      const restarted = (): void => {
        line.restarted = true
      }
      line.announces = true
      line.signs?.heard(event.line)
      takeNews({ keeper, direct, ussd, networkClock, inbox: line.inbox, restarted }, event)
      bell.ring()
    },
  })
  const exchange = createExchange(session)
  const line: Line = {
    session,
    exchange,
    inbox: null,
    signs: null,
    restarted: false,
    announces: false,
    wasReady: false,
    pulled: false,
  }
  return line
}

/** One set-up and the work after it; null when the modem must be set up again. */
async function serveOnce(context: DriverContext, line: Line, place: PortPlace): Promise<ServeEnd | null> {
  const { session, exchange } = line
  line.restarted = false
  line.inbox = null
  line.signs = null
  const setup = await setUp({ ...context, session, exchange, place })
  if (context.stopping()) return { kind: 'stopped' }
  if (setup.kind === 'better' || setup.kind === 'foreign') return setup
  if (setup.kind !== 'ready') return notReady(context, line, setup, place)
  line.wasReady = true
  context.ladder.worked(setup.vendor)
  context.speaking(setup.vendor)
  const end = await workOn(context, line, setup, place)
  if (end === 'disturbed') return null
  if (end === 'closed') return { kind: 'lost', silent: !line.pulled }
  if (end === 'refusing') return climb(context, session)
  return { kind: end }
}

function workOn(context: DriverContext, line: Line, setup: Ready, place: PortPlace): ReturnType<typeof work> {
  const { session, exchange } = line
  const { storage, notifications } = setup
  const total = (): number | null => context.keeper.current().storageTotal
  const imei = context.keeper.current().imei ?? ''
  const mark: MarkProof = {
    isProven: () => context.marking.has(imei),
    proven: () => context.marking.add(imei),
  }
  const ownDrafts = setup.storedSends ? mark : null
  const inbox = createInbox({ ...context, exchange, storage, total, ownDrafts })
  line.inbox = inbox
  inbox.want(null)
  for (const memory of storage.others) inbox.want(memory)
  if (isFull(context.keeper.current())) inbox.wantUrgently()
  // A modem that cannot be kept from echoing tells nothing by it.
  const echoIsOff = !session.takeEcho()
  exchange.takeDisturbed()
  const disturbed = (): boolean => {
    const echoed = session.takeEcho() && echoIsOff
    return exchange.takeDisturbed() || line.restarted || echoed
  }
  const { acknowledge, announced } = notifications
  const isMute = (): boolean =>
    announced && !line.announces && inbox.foundUnannounced() && !inbox.hasWork() && place.hasSibling()
  const { vendor, storedSends } = setup
  const signs = createRestartSigns(context.timers, vendor)
  line.signs = signs
  return work({
    ...context,
    session,
    exchange,
    inbox,
    disturbed,
    echoIsOff,
    signs,
    acknowledge,
    isMute,
    vendor,
    storedSends,
    mark,
  })
}

/** Tells the state what is missing; waits where a person must act first (null = set up again after that). */
async function notReady(
  context: DriverContext,
  line: Line,
  setup: Exclude<Setup, { kind: 'ready' | 'better' | 'foreign' }>,
  place: PortPlace,
): Promise<ServeEnd | null> {
  const { keeper, bell } = context
  const { session } = line
  if (session.isClosed() && line.wasReady) return { kind: 'lost', silent: !line.pulled }
  if (setup.kind === 'failed') return { kind: 'never-ready', problem: setup.problem }
  if (setup.kind === 'other') {
    if (place.others) return { kind: 'elsewhere' }
    await waitForPerson(context, session, setup.problem)
  } else if (setup.sim === 'pin') {
    await waitForPin(context, session, setup.savedPin)
  } else if (setup.sim === 'puk') {
    keeper.change({ phase: 'puk', problem: 'puk-needed' })
    while (!context.stopping() && !session.isClosed()) await bell.wait(null)
  } else return { kind: 'never-ready', problem: setup.sim }
  if (context.stopping()) return { kind: 'stopped' }
  return session.isClosed() ? { kind: 'lost', silent: !line.pulled } : null
}
