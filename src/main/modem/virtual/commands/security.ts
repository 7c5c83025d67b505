import type { Handler, Handlers, ModemContext } from '../context.ts'
import type { Result } from '../result.ts'
import { CME, cme, ok } from '../result.ts'
import { closedCard } from './guards.ts'

const pin: Handler = (command, context) => {
  const { lock } = context
  const state = lock.state()
  if (command.op === 'test') return ok()
  if (state === 'BLOCKED') return cme(CME.simFailure)
  if (command.op === 'read') return ok(`+CPIN: ${state}`)
  const [first, second] = command.args
  if (first === null || first === undefined) return cme(CME.notAllowed)
  if (state === 'READY') return cme(CME.notAllowed)
  if (state === 'SIM PUK') return unblock(context, first, second ?? null)
  if (!lock.enter(first)) return refusal(context)
  context.radio.refresh()
  return ok()
}

function unblock(context: ModemContext, puk: string, newPin: string | null): Result {
  if (newPin === null || !/^\d{4,8}$/.test(newPin)) return cme(CME.simPuk)
  if (!context.lock.unblock(puk, newPin)) return refusal(context)
  context.radio.refresh()
  return ok()
}

/** 16 while tries are left, then what the card wants instead. */
function refusal({ lock }: ModemContext): Result {
  const state = lock.state()
  return state === 'SIM PIN' ? cme(CME.wrongPassword) : (closedCard(state) ?? cme(CME.wrongPassword))
}

const facilityLock: Handler = (command, context) => {
  const { lock } = context
  if (command.op === 'test') return ok('+CLCK: ("SC")')
  const [facility, mode, password] = command.args
  if (facility !== 'SC') return cme(CME.notSupported)
  if (mode === '2') return ok(`+CLCK: ${lock.enabled() ? 1 : 0}`)
  if (mode !== '0' && mode !== '1') return cme(CME.notSupported)
  if (typeof password !== 'string') return cme(CME.notAllowed)
  return lock.setEnabled(mode === '1', password) ? ok() : refusal(context)
}

/** The card's PIN and PUK: 3GPP TS 27.007, 7.4 and 8.3. */
export const securityCommands: Handlers = { '+CPIN': pin, '+CLCK': facilityLock }
