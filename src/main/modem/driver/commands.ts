import { isKnownUnsolicited, parseFinal } from '../at/lines.ts'
import type { Command } from '../at/session.ts'

const DEFAULT_TIMEOUT_MS = 5_000
const PROMPT_TIMEOUT_MS = 5_000
const SUBMIT_TIMEOUT_MS = 60_000
const LIST_TIMEOUT_MS = 30_000
const SIM_TIMEOUT_MS = 10_000

/** A command whose answer is a final result alone. */
export function plain(text: string, timeout_ms = DEFAULT_TIMEOUT_MS): Command {
  return { text, timeout_ms }
}

/** A command answered by lines with its own name: `AT+CSQ` by `+CSQ: …`. */
export function asking(text: string, timeout_ms = DEFAULT_TIMEOUT_MS): Command {
  const name = /^AT([+^][A-Z]+)/.exec(text)?.[1] ?? ''
  return { text, timeout_ms, accepts: (line) => line.startsWith(`${name}:`) }
}

/** A command answered by bare lines, such as AT+CGSN. */
export function free(text: string): Command {
  return {
    text,
    timeout_ms: DEFAULT_TIMEOUT_MS,
    accepts: (line) => !isKnownUnsolicited(line) && parseFinal(line) === null,
  }
}

/** Asks for the state of the SIM's lock, which a card may take its time over. */
export const SIM_STATE: Command = asking('AT+CPIN?', SIM_TIMEOUT_MS)

export function enterPin(pin: string): Command {
  return { text: `AT+CPIN="${pin}"`, timeout_ms: SIM_TIMEOUT_MS }
}

/** `refuseEcho` where echo was turned off: then it tells of a restart. */
export function submitPart(pdu: string, length: number, refuseEcho: boolean): Command {
  return {
    text: `AT+CMGS=${length}`,
    timeout_ms: SUBMIT_TIMEOUT_MS,
    accepts: (line) => line.startsWith('+CMGS:'),
    body: { text: pdu, prompt_ms: PROMPT_TIMEOUT_MS, refuseEcho },
  }
}

/** Keeps a part in the memory; the network hears nothing of it yet. */
export function writePart(pdu: string, length: number, refuseEcho: boolean): Command {
  return {
    text: `AT+CMGW=${length}`,
    timeout_ms: LIST_TIMEOUT_MS,
    accepts: (line) => line.startsWith('+CMGW:'),
    body: { text: pdu, prompt_ms: PROMPT_TIMEOUT_MS, refuseEcho },
  }
}

/** Sends a stored part. */
export function submitStored(index: number): Command {
  return {
    text: `AT+CMSS=${index}`,
    timeout_ms: SUBMIT_TIMEOUT_MS,
    accepts: (line) => line.startsWith('+CMSS:'),
  }
}

/** Keeps the radio link open between the parts of a message (3GPP TS 27.005, 3.5.6). */
export const KEEP_LINK: Command = plain('AT+CMMS=2', 3_000)

/** Lists everything stored (4 = all). */
export const LIST_ALL: Command = {
  text: 'AT+CMGL=4',
  timeout_ms: LIST_TIMEOUT_MS,
  accepts: (line) => line.startsWith('+CMGL:'),
  withPdu: true,
}

export function readStored(index: number): Command {
  return {
    text: `AT+CMGR=${index}`,
    timeout_ms: DEFAULT_TIMEOUT_MS,
    accepts: (line) => line.startsWith('+CMGR:'),
    withPdu: true,
  }
}

/** Some modems take more than 3 s to delete. */
export function deleteStored(index: number): Command {
  return plain(`AT+CMGD=${index}`, SIM_TIMEOUT_MS)
}

/** Tells the network that a directly delivered PDU is safe (3GPP TS 27.005, 4.7). */
export const ACKNOWLEDGE: Command = plain('AT+CNMA')

/** Asks for nothing but a sign of life. */
export const ALIVE: Command = plain('AT', 3_000)
