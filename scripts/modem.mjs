/**
 * The virtual modem as a program: `npm run modem -- --pty /tmp/modem --state DIR`. It prints one line of JSON when
 * its pseudo-terminal can be opened, then takes lines of JSON on standard input (control.ts) and answers each in one.
 */
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'

const HELP = `Usage: npm run modem -- --pty PATH [options]

  --pty PATH       where to put the pseudo-terminal
  --state DIR      folder of the network's file; without it nothing outlives this process
  --profile NAME   generic (default) or huawei
  --slots N        slots of the message store (20)
  --pin PIN        the card asks for this PIN
  --number E164    the office's number (+79161112233)
  --latency MS     time the network takes over each part (0)
  --help

Then lines of JSON on standard input, one answer each:
  {"do":"phone","from":"+79001234567","text":"долг 100234"}   {"do":"phones"}   {"do":"state"}
  {"do":"fault","fault":{"kind":"drop-answer","command":"+CMGS","when":"after"}}   {"do":"clear"}
  {"do":"rules","rules":[{"number":"+7900*","outcome":{"kind":"never"}}]}
  {"do":"unplug"}   {"do":"plug"}   {"do":"reset"}   {"do":"signal","quality":9}   {"do":"stop"}`

const { values } = parseArgs({
  options: {
    pty: { type: 'string' },
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

const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`)
const complain = (level) => (message, context) =>
  console.error(JSON.stringify({ level, message, error: String(context?.error ?? '') }))

const program = await runVirtualModem({
  path: values.pty,
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
