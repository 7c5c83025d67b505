import { fromSeptets, packSeptets, toSeptets, unpackSeptets } from '../../pdu/gsm7.ts'
import { intArg } from '../at-line.ts'
import { fromUcs2Hex, ucs2Hex } from '../character-set.ts'
import type { Handler, Handlers, ModemContext, UssdNode } from '../context.ts'
import type { UssdCoding } from '../profile.ts'
import { CME, cme, failed, ok } from '../result.ts'
import { needsCard } from './guards.ts'

/** Cell-broadcast coding groups "general", UCS2, and "language unspecified", 7 bits (3GPP TS 23.038, 5). */
const DCS_UCS2 = 72
const DCS_GSM7 = 15
const END = 0
const ANSWER_WANTED = 1
const NOT_SUPPORTED = 4

const CODE = /^[*#\d]+$/

/** A code as typed, as UCS2 hex, or packed in 7 bits as some sticks want it; null in a form this one does not take. */
function readCode(typed: string, characterSet: string, takes: readonly UssdCoding[]): string | null {
  const wide = fromUcs2Hex(typed)
  const isWide = wide !== null && CODE.test(wide) && typed !== ''
  if (takes.includes('plain') && CODE.test(typed) && characterSet !== 'UCS2') return typed
  if (takes.includes('ucs2') && isWide) return wide
  if (!takes.includes('packed') || !/^(?:[0-9a-fA-F]{2})+$/.test(typed)) return null
  const octets = Uint8Array.from(Buffer.from(typed, 'hex'))
  return fromSeptets(unpackSeptets(octets, Math.floor((octets.length * 8) / 7))).replace(/[\r@]+$/, '')
}

/** The string and coding scheme of +CUSD; a text that 7 bits cannot carry goes as UCS2. */
function written(text: string, coding: UssdCoding): string {
  const septets = toSeptets(text)
  if (coding === 'ucs2' || septets === null) return `"${ucs2Hex(text)}",${DCS_UCS2}`
  if (coding === 'plain') return `"${text.replaceAll('\n', '\r\n')}",${DCS_GSM7}`
  const padded = septets.length % 8 === 7 ? Uint8Array.of(...septets, 0x0d) : septets
  return `"${Buffer.from(packSeptets(padded)).toString('hex').toUpperCase()}",${DCS_GSM7}`
}

/** A line of the service's that nobody asked for. */
export function ussdLine(text: string, coding: UssdCoding): string {
  return `+CUSD: ${END},${written(text, coding)}`
}

function tell(context: ModemContext, node: UssdNode | undefined): void {
  if (node === undefined) {
    context.ussdSession = null
    context.unsolicited(`+CUSD: ${NOT_SUPPORTED}`)
    return
  }
  const more = Object.keys(node.replies).length > 0
  context.ussdSession = more ? node : null
  const state = node.state ?? (more ? ANSWER_WANTED : END)
  const bare = node.text === ''
  const text = bare ? '' : `,${written(node.text, node.coding ?? context.profile.ussd.gives)}`
  context.unsolicited(`+CUSD: ${state}${text}`)
}

const request: Handler = async (command, context) => {
  if (command.op === 'test') return ok('+CUSD: (0-2)')
  if (command.op === 'read') return ok('+CUSD: 1')
  const mode = intArg(command.args[0] ?? '0', 0, 2)
  if (mode === null) return cme(CME.notSupported)
  if (mode === 2) context.ussdSession = null
  const typed = command.args[1]
  if (mode !== 1 || typed === null || typed === undefined) return ok()
  if (context.radio.status() !== 1) return cme(CME.noNetwork)
  const { takes, holds } = context.profile.ussd
  const code = readCode(typed, context.settings.characterSet, takes)
  if (code === null) return failed
  const node = context.ussdSession?.replies[code] ?? context.ussd.get(code)
  const delay_ms = node?.delay_ms ?? 0
  if (delay_ms === 0) tell(context, node)
  else {
    const later = context.pause(delay_ms).then(() => tell(context, node))
    if (holds) await later
  }
  return ok()
}

/** Balance and the like: 3GPP TS 27.007, 7.15. */
export const ussdCommands: Handlers = { '+CUSD': needsCard(request) }
