import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

/** The command line, the same for both hosts. */
export interface HostArguments {
  readonly help: boolean
  /** Absolute folder of a real office; null for the training office. */
  readonly office: string | null
  /** A serial port by its system's name; null to search. */
  readonly modem: string | null
  /** Absolute path of the answers to the first run's questions. */
  readonly setupFile: string | null
  readonly lang: 'ru' | 'en' | null
  /** Port of 127.0.0.1, 0 for a free one; the loopback host alone. */
  readonly port: number
  /** End when standard input ends: whoever started this host holds its other end. */
  readonly exitWithParent: boolean
}

export type ParsedArguments =
  | { readonly ok: true; readonly value: HostArguments }
  /** Exit code 2 and this on standard error. */
  | { readonly ok: false; readonly message: string }

export const usage = `Kvitok: payments at the desk, clients informed by SMS.

  --office DIR         a real office kept in DIR, made on first use
  --training           the training office with invented clients and a virtual modem (without --office)
  --modem PORT         the modem's serial port: /dev/ttyUSB0, COM3, a pseudo-terminal; else the ports are searched
  --setup FILE         answers to the first run's questions, as JSON:
                       {"office":"…","timeZone":"Europe/Moscow","operator":{"name":"…","pin":"…"},"passphrase":"…"}
  --lang ru|en         the language of a new office's screens
  --loopback           serve the window on 127.0.0.1 instead of Electron
  --port N             the port of 127.0.0.1, 0 for a free one
  --no-window          open no window: the address is in the line on standard output
  --exit-with-parent   close when standard input ends
  --help               this text

When it can be used, the loopback host prints one line of JSON: {"ready":true,"host":"loopback","url":"…"}.
SIGTERM closes the office cleanly.
`

const options = {
  office: { type: 'string' },
  training: { type: 'boolean' },
  modem: { type: 'string' },
  setup: { type: 'string' },
  lang: { type: 'string' },
  loopback: { type: 'boolean' },
  port: { type: 'string' },
  'no-window': { type: 'boolean' },
  'exit-with-parent': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/** Reads the command line; relative paths are taken from `cwd`. */
export function parseArguments(args: readonly string[], cwd: string): ParsedArguments {
  const parsed = parseStrictly(args)
  if (typeof parsed === 'string') return refuse(parsed)
  const { office, training, modem, setup, lang, port, help, 'exit-with-parent': exitWithParent } = parsed
  for (const [name, value] of Object.entries({ office, modem, setup })) {
    if (value === '') return refuse(`--${name} needs a value`)
  }
  if (office !== undefined && training === true) return refuse('--office and --training exclude each other')
  if (office === undefined && modem !== undefined) {
    return refuse('--modem needs --office: the training office has a virtual modem of its own')
  }
  if (office === undefined && setup !== undefined) {
    return refuse('--setup needs --office: the training office sets itself up')
  }
  if (lang !== undefined && lang !== 'ru' && lang !== 'en') return refuse('--lang is ru or en')
  const portNumber = parsePort(port ?? '0')
  if (portNumber === null) return refuse('--port is a number from 0 to 65535')
  return {
    ok: true,
    value: {
      help: help === true,
      office: office === undefined ? null : resolve(cwd, office),
      modem: modem ?? null,
      setupFile: setup === undefined ? null : resolve(cwd, setup),
      lang: lang ?? null,
      port: portNumber,
      exitWithParent: exitWithParent === true,
    },
  }
}

function parseStrictly(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values
  } catch (error) {
    // parseArgs names what it did not understand; its advice after the first sentence is for programmers.
    const message = error instanceof Error ? error.message : String(error)
    return message.split(/\. |\n/)[0] ?? message
  }
}

function parsePort(text: string): number | null {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  return port <= 65_535 ? port : null
}

function refuse(message: string): ParsedArguments {
  return { ok: false, message: `${message}\nTry --help.` }
}
