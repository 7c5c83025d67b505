import { decodeSubmit } from '../../pdu/submit.ts'
import { intArg } from '../at-line.ts'
import type { Handler, Handlers, ModemContext } from '../context.ts'
import { strikes } from '../faults.ts'
import { fitsNumber } from '../number-pattern.ts'
import { tpduLength } from '../receiver.ts'
import type { Result } from '../result.ts'
import { CMS, cms, ok, silent } from '../result.ts'
import { needsCardForSms } from './guards.ts'

/** Octets of the longest SMS-SUBMIT TPDU, 23.040, 9.2.2.2: 12 of address and head, 7 of validity, 141 of user data. */
const LONGEST_TPDU = 164
const MOST_CODE = 1023

type When = 'before' | 'after'

/** The prompt, then a PDU of the announced length; ESC ends it without sending (27.005, 3.5.1). */
function takesPdu(use: (pdu: string, context: ModemContext) => Promise<Result>): Handler {
  return (command, context) => {
    if (command.op === 'test') return ok()
    const length = intArg(command.args[0], 1, LONGEST_TPDU)
    if (length === null) return cms(CMS.badPdu)
    return {
      kind: 'prompt',
      async take(body) {
        if (body === null) return ok()
        const pdu = body.replace(/\s/g, '').toUpperCase()
        const fits = /^(?:[0-9A-F]{2})+$/.test(pdu) && tpduLength(pdu) === length
        return fits ? await use(pdu, context) : cms(CMS.badPdu)
      },
    }
  }
}

/** `taken` runs when the network has it, before any answer. */
function submitting(name: string, taken: () => Promise<void> = () => Promise.resolve()) {
  return async (pdu: string, context: ModemContext): Promise<Result> => {
    const { faults, subscriber } = context
    if (context.radio.status() !== 1) return cms(CMS.noNetwork)
    const slow = faults.take('submit-latency')
    if (slow !== undefined) await context.pause(slow.delay_ms)
    const refused = takeRefusal(pdu, context)
    if (refused !== null) return refused
    if (await strike('before', name, context)) return silent
    const answer = await subscriber.submit(pdu)
    if (answer.kind === 'accepted') await taken()
    if (await strike('after', name, context)) return silent
    if (answer.kind === 'rejected') return cms(Math.min(answer.code, MOST_CODE))
    return ok(`${name}: ${answer.reference}`)
  }
}

function takeRefusal(pdu: string, { faults }: ModemContext): Result | null {
  const decoded = decodeSubmit(pdu)
  const to = decoded.ok ? decoded.submit.to : ''
  const refusal = faults.take('cms-error', ({ number }) => number === null || fitsNumber(to, number))
  return refusal === undefined ? null : cms(refusal.code)
}

/** Power and answer lost around the moment at which the network takes the part; true when one of them struck. */
async function strike(when: When, name: string, context: ModemContext): Promise<boolean> {
  const { faults } = context
  const pulled = faults.take('unplug-at-submit', (fault) => fault.when === when)
  if (pulled !== undefined) {
    context.unplug(pulled.replugAfter_ms)
    return true
  }
  if (faults.take('reset-at-submit', (fault) => fault.when === when) !== undefined) {
    context.restart()
    return true
  }
  if (when === 'after') return false
  const drop = faults.take('drop-answer', (fault) => fault.when === 'before' && strikes(fault, name))
  if (drop?.thenHang === true) faults.add({ kind: 'hang' })
  return drop !== undefined
}

async function keepDraft(pdu: string, { subscriber, receiver }: ModemContext): Promise<Result> {
  const slot = await receiver.occupy((free) => subscriber.keepDraft(pdu, free))
  return slot === null ? cms(CMS.memoryFull) : ok(`+CMGW: ${slot}`)
}

const sendStored: Handler = async (command, context) => {
  if (command.op === 'test') return ok()
  const { profile, slots, subscriber } = context
  const slot = intArg(command.args[0], profile.firstSlot, profile.firstSlot + slots - 1)
  const draft = slot === null ? undefined : subscriber.inSlot(slot)
  if (draft?.kind !== 'draft') return cms(CMS.badIndex)
  // Another recipient than the stored one is optional in 27.005, 3.5.2; this modem lacks it.
  if (command.args.length > 1) return cms(CMS.notSupported)
  const mark = (): Promise<void> => (profile.marksSent ? subscriber.markSent(draft.id) : Promise.resolve())
  return submitting('+CMSS', mark)(draft.pdu, context)
}

/** Sending and writing messages: 3GPP TS 27.005, 3.5.1 to 3.5.3. */
export const smsSendCommands: Handlers = {
  '+CMGS': needsCardForSms(takesPdu(submitting('+CMGS'))),
  '+CMGW': needsCardForSms(takesPdu(keepDraft)),
  '+CMSS': needsCardForSms(sendStored),
}
