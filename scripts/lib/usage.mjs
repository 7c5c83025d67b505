/** What `npm start -- --help` prints. */
export const usage = `Kvitok: payments at the desk, clients informed by SMS.

  npm start                          the training office, in a window
  npm start -- [options]

  --office DIR    a real office kept in DIR, made on first use
  --training      the training office with invented clients and a virtual modem (without --office)
  --modem PORT    the modem's serial port: /dev/ttyUSB0, COM3, a pseudo-terminal; else the ports are searched
  --setup FILE    answers to the first run's questions, as JSON:
                  {"office":"…","timeZone":"Europe/Moscow","operator":{"name":"…","pin":"…"},"passphrase":"…"}
  --passphrase-file F
                  the passphrase of the recovery sheet, in the first line of F, or of standard input (-)
  --restore PATH  restore the office from a copy, a mirror or a stick with one, where DIR holds no office yet
  --lang ru|en    the language of a new office's screens
  --loopback      serve the window on 127.0.0.1 instead of Electron
  --port N        the port of 127.0.0.1 to serve on, 0 for a free one (means --loopback)
  --no-window     open no window: print one line of JSON with the address instead (means --loopback)
  --electron      try to fetch Electron's program again even though it failed today
  --help          this text

SIGTERM closes the office cleanly.
`

/**
 * @typedef {object} StartOptions
 * @property {boolean} help
 * @property {boolean} window false: only the address is wanted
 * @property {string | null} loopback the option that asked for the loopback host, null when none did
 * @property {boolean} retryElectron
 * @property {boolean} readsInput the host reads standard input itself
 * @property {string[]} passed what the host is given; it checks them itself
 */

/**
 * Reads what concerns the start itself.
 * @param {readonly string[]} args
 * @returns {StartOptions}
 */
export function startOptions(args) {
  const named = (/** @type {string} */ name) => args.some((arg) => arg === name || arg.startsWith(`${name}=`))
  return {
    help: named('--help') || args.includes('-h'),
    window: !named('--no-window'),
    loopback: ['--loopback', '--port', '--no-window'].find(named) ?? null,
    retryElectron: named('--electron'),
    readsInput: args.some((arg, at) =>
      arg === '--passphrase-file' ? args[at + 1] === '-' : arg === '--passphrase-file=-',
    ),
    passed: args.filter((arg) => arg !== '--electron'),
  }
}
