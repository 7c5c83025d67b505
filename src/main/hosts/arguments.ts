import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { standardInput } from './passphrase-file.ts'

/** The command line, the same for both hosts. */
export interface HostArguments {
  readonly help: boolean
  /** Absolute folder of a real office; null for the training office. */
  readonly office: string | null
  /** A serial port by its system's name; null to search. */
  readonly modem: string | null
  /** Absolute path of the answers to the first run's questions. */
  readonly setupFile: string | null
  /** Absolute path of the file that has the office's passphrase, `-` for standard input. */
  readonly passphraseFile: string | null
  /** Absolute path of what the office is restored from where its folder is empty. */
  readonly restoreFrom: string | null
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
  --passphrase-file F  the passphrase of the recovery sheet, in the first line of F, or of standard input (-)
  --restore PATH       restore the office from a copy, a mirror or a stick with one, where DIR holds no office yet
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
  'passphrase-file': { type: 'string' },
  restore: { type: 'string' },
  // Known only to be refused in words: another program would see it in the list of processes.
  passphrase: { type: 'string' },
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
  const { office, training, modem, setup, restore, lang, port, help } = parsed
  const { 'exit-with-parent': exitWithParent, 'passphrase-file': passphraseFile } = parsed
  if (parsed.passphrase !== undefined) return refuse(openPassphrase)
  const valued = { office, modem, setup, restore, 'passphrase-file': passphraseFile }
  for (const [name, value] of Object.entries(valued)) {
    if (value === '') return refuse(`--${name} needs a value`)
  }
  if (office !== undefined && training === true) return refuse('--office and --training exclude each other')
  if (office === undefined && modem !== undefined) {
    return refuse('--modem needs --office: the training office has a virtual modem of its own')
  }
  if (office === undefined && setup !== undefined) {
    return refuse('--setup needs --office: the training office sets itself up')
  }
  if (office === undefined && (restore ?? passphraseFile) !== undefined) {
    return refuse('--restore and --passphrase-file need --office: the training office is not encrypted')
  }
  if (passphraseFile === standardInput && exitWithParent === true) {
    return refuse('--passphrase-file - and --exit-with-parent exclude each other: both are standard input')
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
      passphraseFile: passphraseFile === undefined ? null : fileOrInput(passphraseFile, cwd),
      restoreFrom: restore === undefined ? null : resolve(cwd, restore),
      lang: lang ?? null,
      port: portNumber,
      exitWithParent: exitWithParent === true,
    },
  }
}

/** `-` is standard input and no file of that name. */
export function fileOrInput(given: string, cwd: string): string {
  return given === standardInput ? given : resolve(cwd, given)
}

/** What is said to whoever gives the passphrase itself. */
export const openPassphrase =
  '--passphrase is not taken: every program of this computer could read it. Use --passphrase-file FILE, or - for standard input'

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
