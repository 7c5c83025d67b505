import type { ModemProblem } from '../../app/ports/modem.ts'
import type { Session } from '../at/session.ts'
import type { DriverContext } from './context.ts'
import { otherIdentity } from './identity.ts'

/** How often the card is asked again while a person is waited for. */
const POLL_MS = 30_000

/** Until there is a PIN to try, or it is time to see whether the card still wants one. */
export async function waitForPin(context: DriverContext, session: Session, savedPin: boolean): Promise<void> {
  const { keeper, pins } = context
  await waitUntil(context, session, () => {
    keeper.change({ phase: 'pin', problem: pins.lastWasRefused(savedPin) ? 'pin-wrong' : 'pin-needed' })
    return pins.next(savedPin) !== null
  })
}

/** Until a person accepts the modem and card that were found, or it is time to see who is there. */
export async function waitForPerson(
  context: DriverContext,
  session: Session,
  problem: Extract<ModemProblem, 'other-modem' | 'other-sim'>,
): Promise<void> {
  const { keeper, wishes } = context
  keeper.change({ phase: 'other-sim', problem })
  const { imei, imsi, iccid } = keeper.current()
  await waitUntil(context, session, () => otherIdentity(wishes().expected, { imei, imsi, iccid }) === null)
}

async function waitUntil(context: DriverContext, session: Session, good: () => boolean): Promise<void> {
  const until = context.timers.monotonic() + POLL_MS
  while (!context.stopping() && !session.isClosed()) {
    if (good()) return
    const left_ms = until - context.timers.monotonic()
    if (left_ms <= 0) return
    await context.bell.wait(left_ms)
  }
}
