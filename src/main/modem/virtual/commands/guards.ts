import type { Handler } from '../context.ts'
import type { Result } from '../result.ts'
import { CME, CMS, cme, cms } from '../result.ts'
import type { LockState } from '../sim-lock.ts'

const CARD_CME: Readonly<Record<LockState, number | null>> = {
  READY: null,
  'SIM PIN': CME.simPin,
  'SIM PUK': CME.simPuk,
  BLOCKED: CME.simFailure,
}

const CARD_CMS: Readonly<Record<LockState, number | null>> = {
  READY: null,
  'SIM PIN': CMS.simPin,
  'SIM PUK': CMS.simPuk,
  BLOCKED: CMS.simFailure,
}

/** What a closed card answers to a command of 27.007; null when it is open. */
export function closedCard(state: LockState): Result | null {
  const code = CARD_CME[state]
  return code === null ? null : cme(code)
}

/** A 27.007 command that works with an open card only. */
export function needsCard(handler: Handler): Handler {
  return (command, context) => closedCard(context.lock.state()) ?? handler(command, context)
}

/** A 27.005 command that works with an open card only. */
export function needsCardForSms(handler: Handler): Handler {
  return (command, context) => {
    const code = CARD_CMS[context.lock.state()]
    return code === null ? handler(command, context) : cms(code)
  }
}
