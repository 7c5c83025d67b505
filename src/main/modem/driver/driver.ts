import type { Clock, Timers } from '../../app/ports/clock.ts'
import type { Logger } from '../../app/ports/logger.ts'
import type { Modem, ModemSink, ModemTools } from '../../app/ports/modem.ts'
import type { SerialPorts } from '../transport.ts'
import { walk } from './check.ts'
import { createHandled } from './handled.ts'
import type { Identity } from './identity.ts'
import { ANY_IDENTITY } from './identity.ts'
import { createPins } from './pins.ts'
import { probePorts } from './probe.ts'
import { beginRun, type Kept, type Run } from './run.ts'
import { OFF_STATE } from './state.ts'
import { createTraceRing } from './trace.ts'

export interface ModemSettings {
  /** null = look for a known modem among the ports. */
  readonly port: string | null
  /** Where the named port is away or holds another modem than the one expected, it is looked for on the others. */
  readonly searches?: boolean
  /** IMEIs of modems that another link uses: they are left at once, and nobody is asked about them. */
  readonly others?: readonly string[]
  readonly pin: string | null
  /** The modem and card remembered from before; left out or null = whatever is found. */
  readonly expected?: Partial<Identity>
  readonly persistentSetup?: boolean
  readonly storedSends?: boolean
}

export interface DriverDeps {
  readonly ports: SerialPorts
  readonly timers: Timers
  readonly clock: Clock
  readonly logger: Logger
  /** Read anew at every attempt to connect. */
  readonly settings: () => ModemSettings
  /** Every line to and from the modem, PDUs and PINs included: for a person's eyes, not for the log. */
  readonly trace?: (line: string) => void
  /** Called when the card refused a PIN: a saved one must not be offered again after a restart of the program. */
  readonly pinRefused?: (pin: string) => void
}

export type Driver = Pick<Modem, 'state' | 'submit' | 'start' | 'enterPin' | 'stop'> & ModemTools

/** Keeps a modem connected from `start` to `stop`, whatever becomes of its port. */
export function createDriver(deps: DriverDeps): Driver {
  const ring = createTraceRing(deps.clock)
  const accepted = createAccepted(() => ({ ...ANY_IDENTITY, ...deps.settings().expected }))
  const kept: Kept = {
    pins: createPins(
      () => deps.settings().pin,
      (pin) => deps.pinRefused?.(pin),
    ),
    handled: createHandled(),
    trace(line) {
      ring.add(line)
      deps.trace?.(line)
    },
    wishes: () => {
      const { persistentSetup = false, storedSends = false, others = [] } = deps.settings()
      return { expected: accepted.expected(), others, persistentSetup, storedSends }
    },
  }
  let run: Run | null = null

  const driver: Driver = {
    state: () => run?.context.keeper.current() ?? OFF_STATE,
    submit(part) {
      if (run === null || run.context.stopping() || driver.state().phase !== 'ready') {
        return Promise.resolve({ kind: 'unsent', reason: 'not-ready' })
      }
      const outcome = run.context.queue.add(part)
      run.context.bell.ring()
      return outcome
    },
    start(sink: ModemSink) {
      if (run === null) run = beginRun(deps, sink, kept)
    },
    enterPin(pin) {
      kept.pins.offer(pin)
      run?.context.bell.ring()
    },
    async stop() {
      if (run === null) return
      const { context, ended, stop } = run
      stop()
      await ended
      context.keeper.change({ ...OFF_STATE })
      run = null
    },
    ussd: (code) => run?.context.ussd.ask(code) ?? notReady(),
    replyUssd: (text) => run?.context.ussd.reply(text) ?? notReady(),
    cancelUssd: async () => run?.context.ussd.cancel(),
    trace: ring.lines,
    onTrace: ring.listen,
    check: () => walk(driver.state, run?.context ?? null),
    probe: (also = []) => probePorts(deps, driver.state(), also),
    acceptIdentity() {
      accepted.accept(driver.state())
      run?.context.bell.ring()
    },
  }
  return driver
}

function notReady(): ReturnType<Driver['ussd']> {
  return Promise.resolve({ kind: 'unsent', reason: 'not-ready' })
}

/** What a person accepted stands above the settings until these say something else. */
function createAccepted(asked: () => Identity) {
  let taken: { readonly instead: string; readonly identity: Identity } | null = null
  return {
    expected(): Identity {
      const wanted = asked()
      return taken !== null && taken.instead === JSON.stringify(wanted) ? taken.identity : wanted
    },
    accept({ imei, imsi }: Pick<Identity, 'imei' | 'imsi'>) {
      taken = { instead: JSON.stringify(asked()), identity: { imei, imsi, iccid: null } }
    },
  }
}
