/** A line of control.ts, which looks whether it is right. */
type Request = Readonly<Record<string, unknown>>

/** What a person typed: a request for `control`, a text for them, or what is wrong with it. */
export type Typed =
  | { readonly kind: 'request'; readonly request: Request }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'wrong'; readonly text: string }

export const CONSOLE_HELP = `help                                this text; each line of JSON is taken too
state, phones, faults               how the modem is, what the phones show, what is wrong with it now
phone +79001234567 долг 100234      a phone writes; "order=3,1,2" before the text sets the order of its parts
report +7900* delivered|failed|never [delay_ms=…] [interim=48] [status=70] [report=false]
                                    what becomes of parts to such numbers; the newest rule counts first
ussd *100# Balance 12.50            the service's answer; "delay_ms=60000", "state=5", "coding=packed" before the text
ussd *111# none                     the service knows this code no more
say-ussd Balance 1.00               a USSD text that nobody asked for
signal 0…31                         quality of the cell
time +90                            the cell's time is 90 s ahead of the computer's
sim 250991234567891                 another card (the program's second one has this number)
inject HEX, noise HEX               a PDU for the card; bytes out of nowhere
unplug, plug, reset, stop           the stick is pulled, put back, starts by itself; the program ends
fault KIND [name=value …]           something goes wrong, "times=3" for three times, "times=null" for ever:
    latency delay_ms= [command=+CMGS]      submit-latency delay_ms=
    drop-answer [command=] [when=before|after] [thenHang=true]
    late-answer delay_ms= [command=]       hang            no-prompt
    garbage hex= [command=]                byte-by-byte [gap_ms=]
    prompt-shape shape=no-space|own-line   interleaved-urcs
    reset-at-submit when=before|after      unplug-at-submit when= [replugAfter_ms=]
    storage-full    no-signal    pin pin=1234
    cms-error code=38 [number=+7900*]      final text="+CME ERROR: 515" [command=+CMGS]
clear [KIND]                        faults of this kind, or all, are over
2: …                                the same with the second modem`

/** Reads a line of the console; lines of JSON are not its business. */
export function parseConsole(line: string): Typed {
  const second = /^\s*([1-9])\s*:\s*/.exec(line)
  const typed = (second === null ? line : line.slice(second[0].length)).trim()
  const word = /^\S+/.exec(typed)?.[0] ?? ''
  const rest = typed.slice(word.length).trim()
  if (word === 'help' || word === '?') return { kind: 'text', text: CONSOLE_HELP }
  const read = words.get(word)
  if (read === undefined) return wrong(`no such word: ${word}; try help`)
  const request = read(rest)
  if (typeof request === 'string') return wrong(request)
  const modem = second === null ? {} : { modem: Number(second[1]) }
  return { kind: 'request', request: { ...request, ...modem } }
}

function wrong(text: string): Typed {
  return { kind: 'wrong', text }
}

type Read = (rest: string) => Request | string

const words: ReadonlyMap<string, Read> = new Map(
  Object.entries<Read>({
    state: () => ({ do: 'state' }),
    phones: () => ({ do: 'phones' }),
    faults: () => ({ do: 'faults' }),
    unplug: () => ({ do: 'unplug' }),
    plug: () => ({ do: 'plug' }),
    reset: () => ({ do: 'reset' }),
    stop: () => ({ do: 'stop' }),
    clear: (rest) => (rest === '' ? { do: 'clear' } : { do: 'clear', kind: rest }),
    signal: (rest) => number(rest, (quality) => ({ do: 'signal', quality })),
    time: (rest) => number(rest, (seconds) => ({ do: 'time', offset_ms: seconds * 1000 })),
    sim: (imsi) => ({ do: 'sim', imsi }),
    inject: (pdu) => ({ do: 'inject', pdu }),
    noise: (hex) => ({ do: 'noise', hex }),
    'say-ussd': (text) => ({ do: 'say-ussd', text }),
    phone,
    report,
    ussd,
    fault,
  }),
)

function number(text: string, use: (value: number) => Request): Request | string {
  const value = Number(text)
  return text !== '' && Number.isInteger(value) ? use(value) : `not a number: ${text}`
}

function phone(rest: string): Request | string {
  const [, from, after] = /^(\S+)\s+([\s\S]+)$/.exec(rest) ?? []
  if (from === undefined || after === undefined) return 'phone NUMBER TEXT'
  const ordered = /^order=([\d,]+)\s+([\s\S]+)$/.exec(after)
  if (ordered === null) return { do: 'phone', from, text: after }
  return { do: 'phone', from, text: ordered[2] ?? '', order: (ordered[1] ?? '').split(',').map(Number) }
}

function ussd(rest: string): Request | string {
  const [, code, after] = /^(\S+)\s+([\s\S]+)$/.exec(rest) ?? []
  if (code === undefined || after === undefined) return 'ussd CODE TEXT, or ussd CODE none'
  if (after === 'none') return { do: 'ussd', code, text: null }
  const { options, text } = takeOptions(after)
  return { ...options, do: 'ussd', code, text }
}

function report(rest: string): Request | string {
  const [, pattern, kind, after] = /^(\S+)\s+(\S+)\s*([\s\S]*)$/.exec(rest) ?? []
  if (pattern === undefined || kind === undefined) return 'report PATTERN delivered|failed|never'
  const outcome = { ...takeOptions(after ?? '').options, kind }
  return { do: 'rule', rule: { number: pattern, outcome } }
}

function fault(rest: string): Request | string {
  const kind = /^\S+/.exec(rest)?.[0]
  if (kind === undefined) return 'fault KIND [name=value …]'
  const { options, text } = takeOptions(rest.slice(kind.length).trim())
  if (text !== '') return `not name=value: ${text}`
  return { do: 'fault', fault: { ...options, kind } }
}

type Value = string | number | boolean | null

const OPTION = /^([A-Za-z_]+)=("(?:[^"]*)"|\S+)\s*/

/** The `name=value` words at the beginning, and the text after them. */
function takeOptions(rest: string): { readonly options: Record<string, Value>; readonly text: string } {
  const options: Record<string, Value> = {}
  let text = rest
  for (let found = OPTION.exec(text); found !== null; found = OPTION.exec(text)) {
    options[found[1] ?? ''] = readValue(found[2] ?? '', found[1] ?? '')
    text = text.slice(found[0].length)
  }
  return { options, text }
}

/** Names whose values are texts even where they look like numbers. */
const TEXTS: ReadonlySet<string> = new Set(['hex', 'pin', 'text', 'number', 'command'])

function readValue(text: string, name: string): Value {
  const bare = text.replace(/^"|"$/g, '')
  if (bare === 'null') return null
  if (TEXTS.has(name)) return bare
  if (bare === 'true' || bare === 'false') return bare === 'true'
  return /^-?\d+$/.test(bare) ? Number(bare) : bare
}
