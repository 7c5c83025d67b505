import { expect, test } from 'vitest'
import type { IncomingPart, ModemState, StatusReport } from '../../src/main/app/ports/modem.ts'
import { createNodeSerialPorts } from '../../src/main/hosts/serial/node-ports.ts'
import { createModem } from '../../src/main/modem/modem.ts'
import { createSystemClock, createTimers } from '../../src/main/platform/clock.ts'
import { silentLogger } from '../fakes/silent-logger.ts'
import { CLIENT, createPtyRig, type PtyRig, shown } from './pty-rig.ts'

/** The driver on a pseudo-terminal through the real serial port, with its events to wait for. */
function startDriver(rig: PtyRig) {
  const modem = createModem({
    ports: createNodeSerialPorts(silentLogger),
    timers: createTimers(),
    clock: createSystemClock(),
    logger: silentLogger,
    settings: () => ({ port: rig.path, pin: null }),
  })
  const incoming: IncomingPart[] = []
  const reports: StatusReport[] = []
  const states: ModemState[] = []
  let changed = (): void => {}
  modem.start({
    async incoming(part) {
      incoming.push(part)
      changed()
    },
    async report(report) {
      reports.push(report)
      changed()
    },
    state(state) {
      states.push(state)
      changed()
    },
  })
  const until = async (good: () => boolean): Promise<void> => {
    while (!good()) {
      await new Promise<void>((resolve) => {
        changed = resolve
      })
    }
  }
  return { modem, incoming, reports, states, until }
}

test('a long text goes out over a real serial port and its reports come back', async () => {
  const rig = await createPtyRig()
  const { modem, reports, until } = startDriver(rig)
  await until(() => modem.state().phase === 'ready')
  const text =
    'Оплачено 1 234,56 руб. Комиссия 12,35 руб. Долг погашен полностью. Деньги у поставщика 23.11.2026.'
  const prepared = modem.prepare({
    to: CLIENT,
    text,
    concatReference: 7,
    validity_minutes: 1_440,
    statusReport: true,
  })
  const parts = prepared.ok ? prepared.parts : []
  const outcomes = await Promise.all(parts.map((part) => modem.submit(part)))
  expect(outcomes.map((outcome) => outcome.kind)).toEqual(['accepted', 'accepted'])
  expect(await shown(rig.network, CLIENT)).toBe(text)
  await until(() => reports.length === 2)
  await modem.stop()
})

test('a stick pulled with a message in it comes back, and the message comes once', async () => {
  const rig = await createPtyRig()
  const { modem, incoming, states, until } = startDriver(rig)
  await until(() => modem.state().phase === 'ready')
  rig.modem.unplug()
  await rig.pty.settled()
  await until(() => states.some((state) => state.phase === 'lost'))
  await rig.network.phoneSend(CLIENT, 'ДОЛГ 100234')
  rig.modem.plug()
  await until(() => modem.state().phase === 'ready' && incoming.length > 0)
  await modem.stop()
  expect(incoming.map((part) => part.text)).toEqual(['ДОЛГ 100234'])
})

test('a port that another program has open is told apart from one that is not there', async () => {
  const rig = await createPtyRig()
  const first = startDriver(rig)
  await first.until(() => first.modem.state().phase === 'ready')
  const second = startDriver(rig)
  await second.until(() => second.modem.state().phase === 'absent')
  expect(second.modem.state().problem).toBe('port-busy')
  await first.modem.stop()
  await second.until(() => second.modem.state().phase === 'ready')
  await second.modem.stop()
})
