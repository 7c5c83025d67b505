import { intArg } from '../at-line.ts'
import { given, shown } from '../character-set.ts'
import type { Handler, Handlers, ModemContext } from '../context.ts'
import { offeredText } from '../profile.ts'
import { CMS, cms, ok } from '../result.ts'
import { needsCardForSms } from './guards.ts'

const format: Handler = (command) => {
  if (command.op === 'test') return ok('+CMGF: (0)')
  if (command.op === 'read') return ok('+CMGF: 0')
  return (command.args[0] ?? '0') === '0' ? ok() : cms(CMS.notSupported)
}

const service: Handler = (command, { settings }) => {
  if (command.op === 'test') return ok('+CSMS: (0,1)')
  if (command.op === 'read') return ok(`+CSMS: ${settings.messageService},1,1,1`)
  const wanted = intArg(command.args[0], 0, 1)
  if (wanted === null) return cms(CMS.notSupported)
  settings.messageService = wanted
  return ok('+CSMS: 1,1,1')
}

const storage: Handler = (command, context) => {
  const { memories, equalMemories } = context.profile
  const three = (text: string): string => Array.from({ length: 3 }, () => text).join(',')
  if (command.op === 'test') {
    return ok(`+CPMS: ${three(`(${memories.map((name) => `"${name}"`).join(',')})`)}`)
  }
  const usage = `${context.receiver.usedSlots()},${context.slots}`
  if (command.op === 'read') return ok(`+CPMS: ${three(`"${context.settings.memory}",${usage}`)}`)
  const [name] = command.args
  const known =
    command.args.length <= 3 && command.args.every((arg) => arg !== null && memories.includes(arg))
  const equal = command.args.length === 3 && command.args.every((arg) => arg === name)
  if (!known || typeof name !== 'string' || (equalMemories && !equal)) return cms(CMS.notAllowed)
  context.settings.memory = name
  return ok(`+CPMS: ${Array.from({ length: 3 }, () => usage).join(',')}`)
}

const indications: Handler = (command, context) => {
  const { settings } = context
  const offered = context.profile.indications
  const now = settings.indications
  if (command.op === 'test') return ok(`+CNMI: ${offeredText(offered)}`)
  if (command.op === 'read') {
    return ok(`+CNMI: ${now.mode},${now.deliver},${now.broadcast},${now.report},${now.buffer}`)
  }
  const current = [now.mode, now.deliver, now.broadcast, now.report, now.buffer]
  const next = offered.map((values, index) => {
    const arg = command.args[index]
    if (arg === undefined || arg === null) return current[index] ?? 0
    const wanted = intArg(arg, 0, 9)
    return wanted !== null && values.includes(wanted) ? wanted : null
  })
  const [mode, deliver, broadcast, report, buffer] = next
  if (command.args.length > offered.length || next.includes(null)) return cms(CMS.notSupported)
  settings.indications = {
    mode: mode ?? 0,
    deliver: deliver ?? 0,
    broadcast: broadcast ?? 0,
    report: report ?? 0,
    buffer: buffer ?? 0,
  }
  context.receiver.pump()
  return ok()
}

const serviceCentre: Handler = (command, context) => {
  const { settings, simFiles } = context
  if (command.op === 'test') return ok()
  if (command.op === 'read') {
    const number = simFiles.serviceCentre
    if (number === null) return ok('+CSCA: "",129')
    return ok(`+CSCA: "${shown(number, settings.characterSet)}",${number.startsWith('+') ? 145 : 129}`)
  }
  const typed = given(command.args[0] ?? '', settings.characterSet)
  const digits = typed.replace(/^\+/, '')
  if (!/^\d{1,20}$/.test(digits)) return cms(CMS.notAllowed)
  const international = typed.startsWith('+') || command.args[1] === '145'
  simFiles.serviceCentre = international ? `+${digits}` : digits
  return ok()
}

const moreMessages: Handler = (command, { settings }) => {
  if (command.op === 'test') return ok('+CMMS: (0-2)')
  if (command.op === 'read') return ok(`+CMMS: ${settings.moreMessages}`)
  const wanted = intArg(command.args[0], 0, 2)
  if (wanted === null) return cms(CMS.notSupported)
  settings.moreMessages = wanted
  return ok()
}

const acknowledge: Handler = async (command, { settings, receiver }) => {
  if (command.op === 'test') return ok('+CNMA: (0-2)')
  if (settings.messageService === 0) return cms(CMS.notAllowed)
  const kind = intArg(command.args[0] ?? '0', 0, 2)
  if (kind === null) return cms(CMS.notSupported)
  const done = receiver.acknowledge(kind !== 2)
  if (done === null) return cms(CMS.noAcknowledgement)
  await done
  return ok()
}

const cellBroadcast: Handler = (command: { readonly op: string }, _context: ModemContext) => {
  if (command.op === 'test') return ok('+CSCB: (0,1)')
  return command.op === 'read' ? ok('+CSCB: 0,"",""') : ok()
}

/** The settings of 3GPP TS 27.005, 3.1 to 3.4. */
export const smsSettingsCommands: Handlers = {
  '+CMGF': format,
  '+CSMS': service,
  '+CPMS': needsCardForSms(storage),
  '+CNMI': indications,
  '+CSCA': needsCardForSms(serviceCentre),
  '+CMMS': moreMessages,
  '+CNMA': acknowledge,
  '+CSCB': cellBroadcast,
}
