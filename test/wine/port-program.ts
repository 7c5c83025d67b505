import { writeFileSync } from 'node:fs'
import { createNodeSerialPorts } from '../../src/main/hosts/serial/node-ports.ts'
import { createModem } from '../../src/main/modem/modem.ts'
import { createSystemClock, createTimers } from '../../src/main/platform/clock.ts'
import { quietLogger } from '../fakes/quiet-logger.ts'

/**
 * What the Windows build of Node does with a COM port: `node port-program.ts PORT OUT`. It opens the port by the program's
 * own port layer, brings the modem up, sends a long Cyrillic message, takes one in, loses the modem and finds it again,
 * and takes another one in. It writes what it saw to OUT after every step (the emulator loses standard output).
 */
const [port = '', out = ''] = process.argv.slice(2)

const text =
  'Квиток №4821: вода 100234, принято 1842,50р, комиссия 36,85р. Долг погашен 15.11 полностью, баланс 0. Дойдет 17.11'

const seen = {
  node: process.version,
  platform: process.platform,
  phases: [] as string[],
  outcomes: [] as string[],
  incoming: [] as string[],
  reports: 0,
  closed: false,
}

let told = (): void => undefined

const noted = (): void => {
  writeFileSync(out, JSON.stringify(seen))
  told()
}

const until = async (good: () => boolean): Promise<void> => {
  while (!good()) {
    await new Promise<void>((resolve) => {
      told = resolve
    })
  }
}

const modem = createModem({
  ports: createNodeSerialPorts(quietLogger()),
  timers: createTimers(),
  clock: createSystemClock(),
  logger: quietLogger(),
  settings: () => ({ port, pin: null }),
})

modem.start({
  async incoming(part) {
    seen.incoming.push(part.text)
    noted()
  },
  async report() {
    seen.reports += 1
    noted()
  },
  state(state) {
    if (seen.phases.at(-1) === state.phase) return
    seen.phases.push(state.phase)
    noted()
  },
})

await until(() => seen.phases.includes('ready'))
const prepared = modem.prepare({
  to: '+79001234567',
  text,
  concatReference: 7,
  validity_minutes: 60,
  statusReport: true,
})
if (!prepared.ok) throw new Error(prepared.problem)
for (const part of prepared.parts) seen.outcomes.push((await modem.submit(part)).kind)
noted()
await until(() => seen.incoming.length === 2)
await modem.stop()
seen.closed = true
noted()
process.exit(0)
