import type { ByteLink, LinkClosed, SerialPorts } from '../../src/main/modem/transport.ts'

/** What the modem writes back: whole bytes as text, null for silence. */
type Reply = string | null

interface StoredPdu {
  readonly status: number
  readonly pdu: string
}

export interface ScriptedModem {
  readonly ports: SerialPorts
  /** Every command line received, in order; bodies of AT+CMGS as `PDU …`. */
  readonly received: string[]
  /** Every memory's slots by index. */
  readonly slots: Map<number, StoredPdu>
  /** Answers a command (compared whole) otherwise than the script does, until replaced. */
  on(command: string, reply: (times: number) => Reply): void
  /** Answers the PDU of AT+CMGS. */
  onBody(reply: (pdu: string, times: number) => Reply): void
  /** What AT+CMGS is met with. */
  prompt: Reply
  echo: boolean
  /** Sends every byte in a chunk of its own. */
  byteByByte: boolean
  /** Writes bytes that nobody asked for. */
  say(text: string): void
  plug(): void
  unplug(): void
  isOpen(): boolean
  opened(): number
  /** Called whenever a command has been received. */
  watch(watcher: (command: string) => void): void
}

const ESC = 0x1b
const CTRL_Z = 0x1a
const CR = 0x0d
const OK = '\r\nOK\r\n'

const answer = (line: string): string => `\r\n${line}\r\n${OK}`

/** A well-behaved modem of 50 slots on a registered SIM, answering at once. */
function standardAnswers(slots: Map<number, StoredPdu>): Map<string, string | (() => string)> {
  const count = (): string => `${slots.size},50`
  return new Map<string, string | (() => string)>([
    ['AT+CPIN?', answer('+CPIN: READY')],
    ['AT+CFUN?', answer('+CFUN: 1')],
    ['AT+CGMI', answer('Scripted')],
    ['AT+CGMM', answer('Model 1')],
    ['AT+CGSN', answer('350000000000006')],
    ['AT+CIMI', answer('250990000000001')],
    ['AT+CREG?', answer('+CREG: 1,1')],
    ['AT+CEREG?', answer('+CEREG: 0,1')],
    ['AT+CSQ', answer('+CSQ: 17,99')],
    ['AT+CMEE?', answer('+CMEE: 1')],
    ['AT+COPS?', answer('+COPS: 0,0,"Network"')],
    ['AT+CSCA?', answer('+CSCA: "+79160000000",145')],
    ['AT+CSMS?', answer('+CSMS: 0,1,1,1')],
    ['AT+CPMS=?', answer('+CPMS: ("SM"),("SM"),("SM")')],
    ['AT+CPMS?', () => answer(`+CPMS: "SM",${count()},"SM",${count()},"SM",${count()}`)],
    ['AT+CPMS="SM","SM","SM"', () => answer(`+CPMS: ${count()},${count()},${count()}`)],
    ['AT+CNMI=?', answer('+CNMI: (0-2),(0-3),(0,2),(0-2),(0,1)')],
    [
      'AT+CMGL=4',
      () =>
        `\r\n${[...slots].map(([index, slot]) => `+CMGL: ${index},${slot.status},,${tpduOctets(slot.pdu)}\r\n${slot.pdu}\r\n`).join('')}${OK}`,
    ],
  ])
}

export function tpduOctets(pdu: string): number {
  return pdu.length / 2 - 1 - Number.parseInt(pdu.slice(0, 2), 16)
}

function octets(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0))
}

/** A small modem for tests of the driver: each fault is one line of the test that needs it. */
export function createScriptedModem(path = '/dev/modem'): ScriptedModem {
  const slots = new Map<number, StoredPdu>()
  const standard = standardAnswers(slots)
  const overrides = new Map<string, (times: number) => Reply>()
  const calls = new Map<string, number>()
  const watchers: ((command: string) => void)[] = []
  let body: (pdu: string, times: number) => Reply = (_, times) => answer(`+CMGS: ${times % 256}`)
  let bodies = 0
  let plugged = true
  let opened = 0
  let atPrompt = false
  let typed = ''
  let onData: ((bytes: Uint8Array) => void) | null = null
  let onClose: ((reason: LinkClosed) => void) | null = null

  const emit = (text: string): void => {
    const bytes = octets(text)
    if (!modem.byteByByte) onData?.(bytes)
    else for (const octet of bytes) onData?.(Uint8Array.of(octet))
  }

  const close = (reason: LinkClosed): void => {
    const listener = onClose
    onData = null
    onClose = null
    atPrompt = false
    typed = ''
    listener?.(reason)
  }

  const replyTo = (command: string): Reply => {
    const times = (calls.get(command) ?? 0) + 1
    calls.set(command, times)
    const override = overrides.get(command)
    if (override !== undefined) return override(times)
    if (command.startsWith('AT+CMGS=')) {
      atPrompt = modem.prompt?.includes('>') ?? false
      return modem.prompt
    }
    const deleted = /^AT\+CMGD=(\d+)$/.exec(command)
    if (deleted !== null) return slots.delete(Number(deleted[1])) ? OK : '\r\n+CMS ERROR: 321\r\n'
    const read = /^AT\+CMGR=(\d+)$/.exec(command)
    const slot = read === null ? undefined : slots.get(Number(read[1]))
    if (slot !== undefined)
      return `\r\n+CMGR: ${slot.status},,${tpduOctets(slot.pdu)}\r\n${slot.pdu}\r\n${OK}`
    const known = standard.get(command)
    if (known !== undefined) return typeof known === 'string' ? known : known()
    return OK
  }

  const receive = (command: string): void => {
    modem.received.push(command)
    const reply = replyTo(command)
    if (modem.echo) emit(`${command}\r`)
    if (reply !== null) emit(reply)
    for (const watcher of watchers) watcher(command)
  }

  const receiveBody = (pdu: string): void => {
    atPrompt = false
    bodies += 1
    modem.received.push(`PDU ${pdu}`)
    const reply = body(pdu, bodies)
    if (modem.echo) emit(`${pdu}\u001a`)
    if (reply !== null) emit(reply)
    for (const watcher of watchers) watcher(`PDU ${pdu}`)
  }

  const take = (octet: number): void => {
    if (octet === ESC) {
      modem.received.push('ESC')
      typed = ''
      atPrompt = false
      return
    }
    if (octet !== (atPrompt ? CTRL_Z : CR)) {
      typed += String.fromCharCode(octet)
      return
    }
    const text = typed
    typed = ''
    if (atPrompt) receiveBody(text)
    else receive(text)
  }

  const link = (): ByteLink => ({
    async write(bytes) {
      if (onClose === null) throw new Error('the port is closed')
      for (const octet of bytes) take(octet)
    },
    onData(listener) {
      onData = listener
    },
    onClose(listener) {
      onClose = listener
    },
    async close() {
      close({ disconnected: false, message: null })
    },
  })

  const modem: ScriptedModem = {
    received: [],
    slots,
    prompt: '\r\n> ',
    echo: false,
    byteByByte: false,
    ports: {
      list: async () => [],
      async open(asked) {
        if (!plugged || asked !== path) throw new Error(`no such port: ${asked}`)
        opened += 1
        return link()
      },
    },
    on: (command, reply) => overrides.set(command, reply),
    onBody(reply) {
      body = reply
    },
    say: emit,
    plug() {
      plugged = true
    },
    unplug() {
      plugged = false
      close({ disconnected: true, message: 'the device was pulled' })
    },
    isOpen: () => onClose !== null,
    opened: () => opened,
    watch: (watcher) => watchers.push(watcher),
  }
  return modem
}
