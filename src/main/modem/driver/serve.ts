import type { ModemProblem } from '../../app/ports/modem.ts'
import { createExchange, type Exchange } from '../at/exchange.ts'
import { createSession, type Session } from '../at/session.ts'
import type { ByteLink } from '../transport.ts'
import type { DriverContext } from './context.ts'
import { createInbox, type Inbox } from './inbox.ts'
import { type Setup, setUp } from './init.ts'
import { takeNews } from './news.ts'
import { isFull } from './watch.ts'
import { work } from './work.ts'

/** How serving a link ended: `never-ready` carries what the operator should be told. */
export type ServeEnd =
  | { readonly kind: 'stopped' | 'lost' }
  | { readonly kind: 'never-ready'; readonly problem: ModemProblem }

type Ready = Extract<Setup, { kind: 'ready' }>

interface Line {
  readonly session: Session
  readonly exchange: Exchange
  inbox: Inbox | null
  restarted: boolean
  wasReady: boolean
}

const PIN_POLL_MS = 30_000

/** Serves one open link from its set-up to its end; the link is closed when this resolves. */
export async function serve(context: DriverContext, link: ByteLink): Promise<ServeEnd> {
  const line = openLine(context, link)
  context.serving(line.session)
  try {
    for (;;) {
      const end = await serveOnce(context, line)
      if (end !== null) return end
    }
  } finally {
    context.serving(null)
    await line.session.close()
  }
}

function openLine(context: DriverContext, link: ByteLink): Line {
  const { timers, keeper, bell, direct } = context
  direct.forget()
  const session = createSession({
    link,
    timers,
    trace: context.trace,
    closed: () => bell.ring(),
    unsolicited(event) {
      const restarted = (): void => {
        line.restarted = true
      }
      takeNews({ keeper, direct, inbox: line.inbox, restarted }, event)
      bell.ring()
    },
  })
  const exchange = createExchange(session)
  const line: Line = { session, exchange, inbox: null, restarted: false, wasReady: false }
  return line
}

/** One set-up and the work after it; null when the modem must be set up again. */
async function serveOnce(context: DriverContext, line: Line): Promise<ServeEnd | null> {
  const { session, exchange } = line
  line.restarted = false
  line.inbox = null
  const setup = await setUp({ ...context, session, exchange })
  if (context.stopping()) return { kind: 'stopped' }
  if (setup.kind !== 'ready') return notReady(context, line, setup)
  line.wasReady = true
  const end = await workOn(context, line, setup)
  if (end === 'disturbed') return null
  return { kind: end === 'stopped' ? 'stopped' : 'lost' }
}

function workOn(context: DriverContext, line: Line, setup: Ready): ReturnType<typeof work> {
  const { session, exchange } = line
  const { storage, notifications } = setup
  const total = (): number | null => context.keeper.current().storageTotal
  const inbox = createInbox({ ...context, exchange, storage, total })
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
  const { acknowledge } = notifications
  return work({ ...context, session, exchange, inbox, disturbed, echoIsOff, acknowledge })
}

/** Tells the state what is missing; waits where a person must act first (null = set up again after that). */
async function notReady(
  context: DriverContext,
  line: Line,
  setup: Exclude<Setup, { kind: 'ready' }>,
): Promise<ServeEnd | null> {
  const { keeper, bell } = context
  const { session } = line
  if (session.isClosed() && line.wasReady) return { kind: 'lost' }
  if (setup.kind === 'failed') return { kind: 'never-ready', problem: setup.problem }
  if (setup.sim === 'pin') {
    await waitForPin(context, session)
  } else if (setup.sim === 'puk') {
    keeper.change({ phase: 'puk', problem: 'puk-needed' })
    while (!context.stopping() && !session.isClosed()) await bell.wait(null)
  } else return { kind: 'never-ready', problem: setup.sim }
  if (context.stopping()) return { kind: 'stopped' }
  return session.isClosed() ? { kind: 'lost' } : null
}

/** Until there is a PIN to try, or it is time to see whether the card still wants one. */
async function waitForPin(context: DriverContext, session: Session): Promise<void> {
  const { keeper, pins } = context
  const until = context.timers.monotonic() + PIN_POLL_MS
  while (!context.stopping() && !session.isClosed()) {
    keeper.change({ phase: 'pin', problem: pins.lastWasRefused() ? 'pin-wrong' : 'pin-needed' })
    if (pins.next() !== null) return
    const left_ms = until - context.timers.monotonic()
    if (left_ms <= 0) return
    await context.bell.wait(left_ms)
  }
}
