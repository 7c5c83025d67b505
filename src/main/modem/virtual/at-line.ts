/** One command of a command line (ITU-T V.250, 5.3 and 5.4; 3GPP TS 27.007, 4). */
export interface AtCommand {
  /** Upper case, with its leading sign: `E`, `&F`, `S3`, `+CMGS`, `^CURC`. */
  readonly name: string
  readonly op: 'run' | 'read' | 'test' | 'set'
  /** Sub-parameters without their quotes; null where one was left out. */
  readonly args: readonly (string | null)[]
}

const BASIC = /^(&?[A-CE-RT-Z])(\d*)/
const S_REGISTER = /^S(\d{1,3})(?:=(\d*)|(\?))?/
const EXTENDED = /^([+^$*%#][A-Z0-9!%./:_-]*)/i

/** The commands of a line after its `AT`; null when the line is not well formed (V.250, 5.2.1). */
export function parseAtLine(body: string): readonly AtCommand[] | null {
  const commands: AtCommand[] = []
  let rest = body.trim()
  while (rest !== '') {
    const taken = EXTENDED.test(rest) ? takeExtended(rest) : takeBasic(rest)
    if (taken === null) return null
    commands.push(taken.command)
    rest = rest.slice(taken.length).replace(/^[\s;]+/, '')
  }
  return commands
}

interface Taken {
  readonly command: AtCommand
  readonly length: number
}

function takeBasic(text: string): Taken | null {
  const upper = text.toUpperCase()
  if (upper.startsWith('D')) {
    return { command: { name: 'D', op: 'set', args: [text.slice(1)] }, length: text.length }
  }
  const register = S_REGISTER.exec(upper)
  if (register !== null) {
    const [all, number, value, question] = register
    if (number === undefined) return null
    const op = question !== undefined ? 'read' : 'set'
    return {
      command: { name: `S${Number(number)}`, op, args: op === 'set' ? [value ?? '0'] : [] },
      length: all.length,
    }
  }
  const basic = BASIC.exec(upper)
  if (basic === null) return null
  const [all, name, digits] = basic
  if (name === undefined) return null
  const rest = upper.slice(all.length)
  if (digits === '' && rest.startsWith('?')) {
    return { command: { name, op: 'read', args: [] }, length: all.length + 1 }
  }
  const args = digits === undefined || digits === '' ? [] : [digits]
  return { command: { name, op: args.length === 0 ? 'run' : 'set', args }, length: all.length }
}

function takeExtended(text: string): Taken | null {
  const end = endOfCommand(text)
  const command = text.slice(0, end).trim()
  const match = EXTENDED.exec(command)
  const name = match?.[1]?.toUpperCase()
  if (name === undefined) return null
  const tail = command.slice(name.length).trim()
  if (tail === '') return { command: { name, op: 'run', args: [] }, length: end }
  if (tail === '?') return { command: { name, op: 'read', args: [] }, length: end }
  if (tail === '=?') return { command: { name, op: 'test', args: [] }, length: end }
  if (!tail.startsWith('=')) return null
  const args = splitArguments(tail.slice(1))
  return args === null ? null : { command: { name, op: 'set', args }, length: end }
}

function endOfCommand(text: string): number {
  let quoted = false
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === '"') quoted = !quoted
    if (text[index] === ';' && !quoted) return index
  }
  return text.length
}

function splitArguments(text: string): readonly (string | null)[] | null {
  const args: (string | null)[] = []
  let current = ''
  let quoted = false
  let wasQuoted = false
  const push = (): void => {
    const value = wasQuoted ? current : current.trim()
    args.push(value === '' && !wasQuoted ? null : value)
    current = ''
    wasQuoted = false
  }
  for (const char of text) {
    if (char === '"') {
      if (!quoted && !wasQuoted) current = ''
      quoted = !quoted
      wasQuoted = true
    } else if (char === ',' && !quoted) push()
    else if (quoted || !wasQuoted) current += char
  }
  if (quoted) return null
  push()
  return args
}

/** A whole number within bounds, or null. */
export function intArg(value: string | null | undefined, min: number, max: number): number | null {
  if (value === null || value === undefined || !/^\d{1,9}$/.test(value)) return null
  const number = Number(value)
  return number >= min && number <= max ? number : null
}
