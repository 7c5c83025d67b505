/**
 * The virtual modem as a program: `npm run modem -- --pty /tmp/modem --state DIR`. It prints one line of JSON when
 * its pseudo-terminal can be opened. On a terminal it takes words (`help` names them) and answers for a person's eyes;
 * otherwise lines of JSON (control.ts) or words, and answers each in one line of JSON.
 */
import { createInterface } from 'node:readline'
import { inspect, parseArgs } from 'node:util'

const HELP = `Usage: npm run modem -- --pty PATH [options]

  --pty PATH       where to put the pseudo-terminal
  --spare PATH     a second modem with a card of its own, there
  --state DIR      folder of the network's file; without it nothing outlives this process
  --profile NAME   generic (default) or huawei
  --slots N        slots of the message store (20)
  --pin PIN        the card asks for this PIN
  --number E164    the office's number (+79161112233)
  --latency MS     time the network takes over each part (0)
  --help

Then words on standard input, of which \`help\` tells all, or lines of JSON:
  phone +79001234567 долг 100234      {"do":"phone","from":"+79001234567","text":"долг 100234"}
  fault drop-answer command=+CMGS     {"do":"fault","fault":{"kind":"drop-answer","command":"+CMGS"}}
  report +7900* never                 {"do":"rule","rule":{"number":"+7900*","outcome":{"kind":"never"}}}
  unplug, plug, reset, stop           {"do":"unplug"} …`

const { values } = parseArgs({
  options: {
    pty: { type: 'string' },
    spare: { type: 'string' },
    state: { type: 'string' },
    profile: { type: 'string', default: 'generic' },
    slots: { type: 'string', default: '20' },
    pin: { type: 'string' },
    number: { type: 'string', default: '+79161112233' },
    latency: { type: 'string', default: '0' },
    help: { type: 'boolean', default: false },
  },
})

if (values.help || values.pty === undefined) {
  console.error(HELP)
  process.exit(values.help ? 0 : 2)
}
if (!process.features.typescript) {
  console.error(
    `The virtual modem needs Node 22.18 or newer; this is ${process.version}. Try: npm run modem -- …`,
  )
  process.exit(2)
}

const { runVirtualModem } = await import('../src/main/modem/virtual/program.ts')
const { createSystemClock, createTimers } = await import('../src/main/platform/clock.ts')

const person = process.stdin.isTTY === true
const forEyes = (line) => {
  if (line.ok === false) return `no: ${line.error}`
  if (line.result === undefined || line.result === null)
    return line.ready ? `the modem is at ${line.path}` : 'done'
  return typeof line.result === 'string' ? line.result : inspect(line.result, { depth: 6, colors: false })
}
const say = (line) => process.stdout.write(`${person ? forEyes(line) : JSON.stringify(line)}\n`)
const complain = (level) => (message, context) =>
  console.error(JSON.stringify({ level, message, error: String(context?.error ?? '') }))

const program = await runVirtualModem({
  path: values.pty,
  sparePath: values.spare ?? null,
  stateFolder: values.state ?? null,
  profile: values.profile,
  slots: Number(values.slots),
  pin: values.pin ?? null,
  number: values.number,
  latency_ms: Number(values.latency),
  clock: createSystemClock(),
  timers: createTimers(),
  logger: { debug() {}, info() {}, warn: complain('warn'), error: complain('error') },
}).catch((error) => {
  console.error(error.message)
  process.exit(1)
})

const end = () => program.stop().then(() => process.exit(0))
process.once('SIGTERM', end)
process.once('SIGINT', end)
say({ ready: true, path: values.pty })

let answered = Promise.resolve()
const lines = createInterface({ input: process.stdin })
lines.on('line', (line) => {
  if (line.trim() === '') return
  answered = answered.then(async () => {
    say(await program.control(line))
    if (program.stopped()) process.exit(0)
  })
})
