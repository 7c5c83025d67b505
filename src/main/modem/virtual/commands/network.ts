import { intArg } from '../at-line.ts'
import { shown } from '../character-set.ts'
import type { Handler, Handlers } from '../context.ts'
import { registration } from '../radio.ts'
import { CME, cme, ok } from '../result.ts'
import { needsCard } from './guards.ts'

function registrationStatus(name: string): Handler {
  return (command, { settings, radio }) => {
    const mode = settings.registrationLines.get(name) ?? 0
    if (command.op === 'test') return ok(`${name}: (0-2)`)
    if (command.op === 'read') return ok(`${name}: ${mode},${registration(mode, radio.status())}`)
    const wanted = intArg(command.args[0] ?? '0', 0, 2)
    if (wanted === null) return cme(CME.notSupported)
    settings.registrationLines.set(name, wanted)
    return ok()
  }
}

const operator: Handler = (command, { settings, radio, operator: name }) => {
  const forms = [name.long, name.short, name.numeric].map((text) => shown(text, settings.characterSet))
  const [long, short] = forms
  if (command.op === 'test') {
    return radio.status() === 1
      ? ok(`+COPS: (2,"${long}","${short}","${name.numeric}"),,(0,1,3),(0-2)`)
      : cme(CME.noNetwork)
  }
  if (command.op === 'read') {
    if (radio.status() !== 1) return ok('+COPS: 0')
    const format = settings.operatorFormat
    return ok(`+COPS: 0,${format},"${format === 2 ? name.numeric : forms[format]}"`)
  }
  const mode = intArg(command.args[0], 0, 4)
  if (mode === null || mode === 2) return cme(CME.notSupported)
  if (mode === 3) {
    const format = intArg(command.args[1], 0, 2)
    if (format === null) return cme(CME.notSupported)
    settings.operatorFormat = format
  }
  return ok()
}

const signal: Handler = (command, { radio }) =>
  command.op === 'test' ? ok('+CSQ: (0-31,99),(99)') : ok(`+CSQ: ${radio.quality()},99`)

const attached: Handler = (command, { radio }) => {
  if (command.op === 'test') return ok('+CGATT: (0,1)')
  return command.op === 'read' ? ok(`+CGATT: ${radio.status() === 1 ? 1 : 0}`) : ok()
}

const battery: Handler = (command) => (command.op === 'test' ? ok('+CBC: (0-3),(0-100)') : ok('+CBC: 0,100'))

const activity: Handler = (command) => (command.op === 'test' ? ok('+CPAS: (0,3,4)') : ok('+CPAS: 0'))

/** Registration, operator and signal: 3GPP TS 27.007, 7.2, 7.3, 8.1, 8.4, 8.5 and 10.1. */
export const networkCommands: Handlers = {
  '+CREG': registrationStatus('+CREG'),
  '+CGREG': registrationStatus('+CGREG'),
  '+CEREG': registrationStatus('+CEREG'),
  '+COPS': needsCard(operator),
  '+CSQ': signal,
  '+CGATT': attached,
  '+CBC': battery,
  '+CPAS': activity,
}
