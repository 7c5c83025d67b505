import type { CallRequest, CoreEvent, CorePort } from '../shared/contract/envelope.ts'
import type { AppDeps } from './app/app-deps.ts'
import { calendarRoutes, ruleRoutes } from './app/calendar/calendar-calls.ts'
import { createChainedLog } from './app/calls/chained-log.ts'
import { createDispatcher, type Dispatcher } from './app/calls/dispatcher.ts'
import type { Routes } from './app/calls/handlers.ts'
import { campaignRoutes } from './app/campaigns/campaign-calls.ts'
import { deskRoutes } from './app/desk/desk-calls.ts'
import { messageRoutes } from './app/messages/message-calls.ts'
import { createMessageRenderer } from './app/messages/render-message.ts'
import type { RenderMessage } from './app/messages/renderer.ts'
import { modemRoutes, phoneRoutes } from './app/modem/modem-calls.ts'
import { createBusinessClock } from './app/office/business-clock.ts'
import { createCalendarBook } from './app/office/calendar-book.ts'
import { createOfficeBook, readSetting } from './app/office/office-book.ts'
import { officeRoutes } from './app/office/office-calls.ts'
import { operatorRoutes, sessionRoutes } from './app/office/operators.ts'
import { createSessions, type Sessions } from './app/office/sessions.ts'
import { shiftRoutes } from './app/office/shift.ts'
import { clientRoutes } from './app/people/client-calls.ts'
import type { Shipped } from './app/ports/shipped.ts'
import { providerRoutes } from './app/providers/provider-calls.ts'
import { billRoutes, registryRoutes } from './app/registries/registry-calls.ts'
import { markRestored } from './app/safety/restored.ts'
import { safetyRoutes } from './app/safety/safety-calls.ts'
import { claimRoutes, orderRoutes, todayRoutes } from './app/today/today-calls.ts'
import { verifyRoutes } from './app/verify/verify-calls.ts'
import { firstRun } from './core-first-run.ts'
import { createJobs, type Jobs } from './core-jobs.ts'
import { createOfficeModems } from './core-modems.ts'
import { createPanel } from './core-panel.ts'
import { type CoreDeps, type Opening, usualOpening } from './core-parts.ts'
import { noRadio, openRadio, type Radio } from './core-radio.ts'
import { finishInterrupted } from './core-repair.ts'
import { createShipped, type OpenedStore, openOfficeStore, readCalendars } from './core-resources.ts'
import { createSafety, type SafetyParts } from './core-safety.ts'
import { createDocuments } from './documents/documents.ts'
import { readPdfFonts } from './documents/pdf/fonts.ts'
import { createRegistries } from './documents/registry/registries.ts'
import type { CalendarYear } from './domain/production-calendar.ts'
import { type CopyJob, createCopyJob } from './jobs/copies.ts'
import { createSendingModem } from './jobs/sending-modem.ts'
import { officePaths } from './store/office-paths.ts'
import type { LastGood } from './store/open-store.ts'
import type { StoreMaintenance } from './store/store-maintenance.ts'
import { storeSize } from './store/store-size.ts'

export type { CoreDeps } from './core-parts.ts'

/** The whole office behind one door. */
export interface Core extends CorePort {
  /** The last good state that is shown, null where the office is open to work in it. */
  readonly readOnly: LastGood | null
  /** Begins to answer the modem and the clock; calls are answered before that too. */
  start(): Promise<void>
  /** Ends after everything acknowledged is on disk and the part under way has its answer. */
  stop(): Promise<void>
}

const clockOffset_ms = (text: string | null): number => {
  const value: unknown = JSON.parse(text ?? 'null')
  return value !== null &&
    typeof value === 'object' &&
    'offset_ms' in value &&
    typeof value.offset_ms === 'number'
    ? value.offset_ms
    : 0
}

const createEvents = () => {
  const listeners = new Set<(event: CoreEvent) => void>()
  return {
    emit: (event: CoreEvent): void => {
      for (const listener of listeners) listener(event)
    },
    subscribe: (listener: (event: CoreEvent) => void): (() => void) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

interface Parts {
  readonly readOnly: LastGood | null
  readonly core: CoreDeps
  readonly app: AppDeps
  readonly maintenance: StoreMaintenance
  readonly keeping: SafetyParts
  readonly copies: CopyJob
  readonly jobs: Jobs
  readonly radio: Radio
  readonly sessions: Sessions
  readonly render: RenderMessage
  /** Set when the core begins to stop: long reading ends then, before the store is closed under it. */
  readonly life: { stopping: boolean }
}

const allRoutes = (parts: Parts): Routes => {
  const { core, app, maintenance, keeping, copies, jobs, radio, sessions, render, life } = parts
  const office = {
    ...app,
    officeKeys: maintenance.keys,
    version: core.version,
    lang: core.lang,
    storeRead: app.store.read,
    modemState: () => app.modem.state(),
    advanceTo: jobs.ticker.advanceTo,
    replan: app.wake.plan,
  }
  const people = { ...app, sessions }
  const texts = { ...app, render }
  const calendar = { ...texts, planNow: jobs.planner.run }
  const modem = {
    ...app,
    namedPort: radio.port,
    ports: async () => {
      const ports = await radio.ports.list()
      return ports
        .map((port) => ({ ...port, title: port.manufacturer ?? port.path }))
        .map(({ path, title, vendorId, productId }) => ({ path, title, vendorId, productId }))
    },
    reopen: jobs.reopenModem,
    links: jobs.links,
    restOf: jobs.outbox.state,
    lookAtCards: jobs.lookAtCards,
  }
  return {
    ...officeRoutes(office),
    ...sessionRoutes(people),
    ...operatorRoutes(people),
    ...shiftRoutes(app.offices, app.log, copies.shiftClosed),
    ...deskRoutes(app),
    ...clientRoutes(texts),
    ...registryRoutes(app),
    ...billRoutes(app),
    ...messageRoutes(texts),
    ...calendarRoutes(calendar),
    ...ruleRoutes(calendar),
    ...providerRoutes(app),
    ...campaignRoutes(app),
    ...modemRoutes(modem),
    ...phoneRoutes({ ...app, panel: createPanel(radio) }),
    ...todayRoutes(app),
    ...claimRoutes(app),
    ...orderRoutes,
    ...safetyRoutes({ ...app, ...keeping }),
    ...verifyRoutes({
      ...app,
      storeSize: () => storeSize(core.files, officePaths(core.officeDir)),
      stopping: () => life.stopping,
    }),
  }
}

interface Ground {
  readonly opened: OpenedStore
  readonly shipped: Shipped
  readonly years: readonly CalendarYear[]
}

const assemble = async (core: CoreDeps, how: Opening, emit: (event: CoreEvent) => void): Promise<Parts> => {
  const shipped = createShipped(core.files, core.resourcesDir)
  const years = await readCalendars(shipped)
  if (how.mode === 'usual') await finishInterrupted(core)
  const opened = await openOfficeStore(core, how)
  try {
    return await compose(core, how, emit, { opened, shipped, years })
  } catch (error) {
    await opened.store.close()
    throw error
  }
}

const compose = async (
  core: CoreDeps,
  how: Opening,
  emit: (event: CoreEvent) => void,
  { opened, shipped, years }: Ground,
): Promise<Parts> => {
  const { store, maintenance } = opened
  const clock = createBusinessClock(core.clock)
  if (core.kind === 'training') clock.setOffset(clockOffset_ms(readSetting(store.read, 'clock')))
  const offices = createOfficeBook()
  const calendars = createCalendarBook(years, offices)
  const radio = how.mode === 'read-only' ? noRadio() : await openRadio(core, clock)
  const { timers, random, digests, logger } = core
  const modems = createOfficeModems(radio, store, core, clock)
  const sending = createSendingModem(modems)
  const base = {
    store,
    clock,
    timers,
    random,
    digests,
    logger,
    offices,
    calendars,
    log: createChainedLog(digests),
    modem: sending.modem,
    documents: createDocuments({ fonts: await readPdfFonts(`${core.resourcesDir}/fonts`) }),
    registries: createRegistries(),
    shipped,
    phones: radio.phones,
    emit,
  }
  const render = createMessageRenderer(base)
  const jobs = createJobs({ ...base, modems }, render)
  sending.follow(jobs.links.active)
  const app: AppDeps = { ...base, wake: { outbox: jobs.outbox.wake, plan: jobs.planner.wake } }
  const life = { stopping: false }
  const keeping = await createSafety(core, maintenance, base)
  const copies = createCopyJob({ ...base, copying: keeping.copying })
  return {
    core,
    app,
    readOnly: opened.readOnly,
    maintenance,
    keeping,
    copies,
    jobs,
    radio,
    sessions: createSessions(random, timers),
    render,
    life,
  }
}

/** Composes the office out of its parts. Rejects with OfficeNotOpened when its folder cannot be used. */
export const createCore = async (deps: CoreDeps, how: Opening = usualOpening): Promise<Core> => {
  const { emit, subscribe } = createEvents()
  const parts = await assemble(deps, how, emit)
  const { app, maintenance, keeping, copies, jobs, radio, sessions } = parts
  const dispatch: Dispatcher = createDispatcher({
    ...app,
    routes: allRoutes(parts),
    operatorOf: (session) => sessions.operatorOf(app.store.read, session),
    readOnly: how.mode === 'read-only',
  })
  radio.phones?.onChange(() => emit({ type: 'changed', topics: ['phones'] }))
  return {
    readOnly: parts.readOnly,
    call: (request: CallRequest) => dispatch(request),
    subscribe,
    start: async () => {
      if (how.mode === 'read-only') return
      await firstRun(deps, { ...app, officeKeys: maintenance.keys })
      // What was sent after these older files were written is not known here: a second time would be one too many.
      if (how.acceptOlder) {
        await app.store.write((tx) =>
          markRestored(tx, { kind: 'older', asOf: null }, deps.clock.now(), app.log),
        )
        await maintenance.acceptedOlder()
      }
      await jobs.outbox.recover()
      await jobs.inbox.recover()
      jobs.startModems()
      jobs.ticker.start()
      keeping.start()
      copies.start()
    },
    stop: async () => {
      parts.life.stopping = true
      await Promise.all([keeping.stop(), copies.stop()])
      await jobs.ticker.stop()
      await jobs.planner.stop()
      // Together: the pump waits for its part's answer, and the driver lets go of an answer that does not come.
      await Promise.all([jobs.outbox.stop(), jobs.stopModems()])
      await jobs.watch.idle()
      await jobs.inbox.idle()
      await radio.close()
      await app.store.close()
      await keeping.close()
    },
  }
}
