import { fromSeptets, unpackSeptets } from '../../pdu/gsm7.ts'
import { intArg } from '../at-line.ts'
import { fromUcs2Hex, ucs2Hex } from '../character-set.ts'
import type { Handler, Handlers, ModemContext, UssdNode } from '../context.ts'
import { CME, cme, ok } from '../result.ts'
import { needsCard } from './guards.ts'

/** Cell-broadcast coding group "general", UCS2 (3GPP TS 23.038, 5). */
const DCS_UCS2 = 72
const END = 0
const ANSWER_WANTED = 1
const NOT_SUPPORTED = 4

/** A code as typed, as UCS2 hex, or packed in 7 bits as some sticks want it. */
function readCode(typed: string, characterSet: string): string {
  if (/^[*#\d]+$/.test(typed) && characterSet !== 'UCS2') return typed
  const wide = fromUcs2Hex(typed)
  if (wide !== null && /^[*#\d]+$/.test(wide)) return wide
  if (!/^(?:[0-9a-fA-F]{2})+$/.test(typed)) return typed
  const octets = Uint8Array.from(Buffer.from(typed, 'hex'))
  return fromSeptets(unpackSeptets(octets, Math.floor((octets.length * 8) / 7))).replace(/[\r@]+$/, '')
}

function send(context: ModemContext, code: string): void {
  const node: UssdNode | undefined = context.ussdSession?.replies[code] ?? context.ussd.get(code)
  if (node === undefined) {
    context.ussdSession = null
    context.unsolicited(`+CUSD: ${NOT_SUPPORTED}`)
    return
  }
  const more = Object.keys(node.replies).length > 0
  context.ussdSession = more ? node : null
  context.unsolicited(`+CUSD: ${more ? ANSWER_WANTED : END},"${ucs2Hex(node.text)}",${DCS_UCS2}`)
}

const request: Handler = (command, context) => {
  if (command.op === 'test') return ok('+CUSD: (0-2)')
  if (command.op === 'read') return ok('+CUSD: 1')
  const mode = intArg(command.args[0] ?? '0', 0, 2)
  if (mode === null) return cme(CME.notSupported)
  if (mode === 2) context.ussdSession = null
  const typed = command.args[1]
  if (mode !== 1 || typed === null || typed === undefined) return ok()
  if (context.radio.status() !== 1) return cme(CME.noNetwork)
  send(context, readCode(typed, context.settings.characterSet))
  return ok()
}

/** Balance and the like: 3GPP TS 27.007, 7.15. */
export const ussdCommands: Handlers = { '+CUSD': needsCard(request) }
