import type { Clock, Timers } from '../../app/ports/clock.ts'
import { FileError, type Files } from '../../app/ports/files.ts'
import type { Logger } from '../../app/ports/logger.ts'
import type { MirrorStatus } from '../../app/ports/safety.ts'
import { end, newRun, problemOf, type Run, said, sleep, stillThere } from './mirror-run.ts'
import { placePaths } from './place.ts'
import { isOwn, MirrorSession } from './session.ts'
import type { MirrorSource } from './source.ts'
import { LetGo, watchFiles } from './watched-files.ts'

type MirrorState = MirrorStatus['state']

export interface MirrorDeps {
  readonly source: MirrorSource
  /** Files whose every call is asynchronous: none may stop the core, whatever the stick does. */
  readonly stick: Files
  readonly timers: Timers
  readonly clock: Clock
  readonly logger: Logger
  /** Called when what `status` says has changed for a person. */
  readonly onChanged: () => void
}

/** After what time the place is looked at again, milliseconds. */
const retry_ms = {
  absent: 5_000,
  full: 60_000,
  'read-only': 30_000,
  foreign: 60_000,
  failed: 30_000,
} as const
/** …and after this where the office itself let go of a file that was being read. */
const again_ms = 100
/** One call of the system that takes longer than this is told. */
const slow_ms = 10_000
/** A mirror that does not catch up within this is told to be behind. */
const behind_ms = 2_000
/** How long a close waits for the call under way. */
const close_ms = 2_000
/** The mirror's own word about how far it is may be this old. */
const mark_ms = 60_000
/** A stick is pulled out without a word: whether it is still there is looked at this often, work or none. */
const look_ms = 30_000

/**
 * Keeps a second folder or stick level with the journal. Nobody waits for it: it reads what is durable from the office's
 * files, one call under way at a time, and what goes wrong is a state that it tries to leave again by itself.
 */
export class Mirror {
  readonly #deps: MirrorDeps
  #run: Run | null = null
  #state: Exclude<MirrorState, 'slow'> = 'off'
  #slow = false
  #levelAt: number | null = null
  #working: Promise<void> = Promise.resolve()
  #woken = false
  #unsettled = true
  #closing = false

  constructor(deps: MirrorDeps) {
    this.#deps = deps
  }

  get status(): MirrorStatus {
    return {
      folder: this.#run?.folder ?? null,
      state: this.#slow && this.#run !== null ? 'slow' : this.#state,
      behind_bytes: this.#run?.session?.chain.behind_bytes ?? 0,
      levelAt: this.#levelAt,
    }
  }

  /** True while nothing is left to do but to wait. */
  get settled(): boolean {
    return this.#run?.idle === true && !this.#woken && !this.#unsettled
  }

  /** Begins to mirror into a place that was prepared, or ends with null. What the system holds of the old one is let go. */
  setPlace(folder: string | null): void {
    if (this.#run !== null) end(this.#run)
    this.#slow = false
    this.#levelAt = null
    const run = folder === null ? null : newRun(folder)
    this.#run = run
    this.#show(run, run === null ? 'off' : 'behind')
    if (run !== null) this.#working = this.#work(run)
  }

  /** More of the journal is durable. Costs nothing while the mirror waits for its place. */
  durable(): void {
    this.#woken = true
    if (this.#state === 'level' || this.#state === 'behind') this.#run?.wakeUp()
  }

  /** Snapshots, keys or copies are others now. */
  filesChanged(): void {
    this.#unsettled = true
    this.durable()
  }

  /** Looks at the place at once instead of waiting. */
  retry(): void {
    this.#woken = true
    this.#run?.wakeUp()
  }

  /** Brings over what is durable by now and lets the place go: at most two seconds, whatever the stick does. */
  async close(): Promise<void> {
    const run = this.#run
    if (run === null) return
    this.#closing = true
    const limit = this.#limit(close_ms)
    if (this.#state === 'level' || this.#state === 'behind') {
      this.durable()
      await Promise.race([run.lastLook.promise, limit.reached])
    }
    end(run)
    await Promise.race([this.#working, limit.reached])
    limit.cancel()
    this.#run = null
  }

  async #work(run: Run): Promise<void> {
    while (run.alive && !this.#closing) {
      const pause_ms = await this.#stretch(run)
      if (run.alive && pause_ms > 0) await this.#pause(run, pause_ms)
    }
  }

  /** Works until something fails; says how long to wait before the next try, milliseconds. */
  async #stretch(run: Run): Promise<number> {
    const { source, clock, logger } = this.#deps
    const stick = watchFiles(this.#deps.stick, (call) => this.#watch(run, call))
    const place = placePaths(run.folder, source.officeId)
    try {
      const session = await MirrorSession.begin({ source, stick, place, logger, now: () => clock.now() })
      run.session = session
      this.#unsettled = true
      this.#levelAt = session.levelAt
      await this.#keepLevel(run, session, () => stillThere(stick, place.mark))
      return 0
    } catch (error) {
      return this.#failed(run, await said(error, stick, place.mark))
    } finally {
      await this.#endSession(run)
    }
  }

  async #keepLevel(run: Run, session: MirrorSession, look: () => Promise<void>): Promise<void> {
    const { timers } = this.#deps
    let marked_ms = timers.monotonic()
    let looked_ms = marked_ms
    this.#show(run, 'behind')
    while (run.alive) {
      this.#woken = false
      if (timers.monotonic() - looked_ms >= look_ms) {
        await look()
        looked_ms = timers.monotonic()
      }
      if (this.#unsettled) await session.refreshKeys()
      const cancel = timers.after(behind_ms, () => this.#show(run, 'behind'))
      try {
        await session.level()
      } finally {
        cancel()
      }
      this.#levelAt = session.levelAt
      this.#show(run, 'level')
      if (this.#closing) {
        await session.mark()
        return run.lastLook.resolve()
      }
      if (this.#unsettled) {
        this.#unsettled = false
        await session.settle()
        marked_ms = timers.monotonic()
      } else if (timers.monotonic() - marked_ms >= mark_ms) {
        await session.mark()
        marked_ms = timers.monotonic()
      }
      if (!this.#woken && run.alive) await this.#pause(run, look_ms)
    }
  }

  #failed(run: Run, error: unknown): number {
    if (!run.alive || error instanceof LetGo) return 0
    const { logger, source } = this.#deps
    if (error instanceof FileError && error.code === 'missing' && isOwn(error, source.paths.folder)) {
      // A snapshot took the place of what was being read: look again.
      return again_ms
    }
    run.lastLook.resolve()
    const state = problemOf(error)
    if (state === null) logger.error('the mirror stumbled', { error })
    else if (this.#state !== state) logger.warn('the mirror waits', { state, reason: String(error) })
    this.#show(run, state ?? 'failed')
    return retry_ms[state ?? 'failed']
  }

  async #endSession(run: Run): Promise<void> {
    const { session } = run
    run.session = null
    if (session === null) return
    try {
      await session.close()
    } catch (error) {
      this.#deps.logger.warn('a file of the mirror was not closed', { reason: String(error) })
    }
  }

  /** One call of the system on the stick. */
  async #watch<T>(run: Run, call: () => Promise<T>): Promise<T> {
    if (!run.alive) throw new LetGo()
    const cancel = this.#deps.timers.after(slow_ms, () => {
      if (this.#run === run) this.#showSlow(true)
    })
    try {
      const result = await call()
      if (!run.alive) throw new LetGo()
      return result
    } finally {
      cancel()
      if (this.#run === run) this.#showSlow(false)
    }
  }

  async #pause(run: Run, delay_ms: number): Promise<void> {
    const woken = sleep(run)
    const cancel = this.#deps.timers.after(delay_ms, () => run.wakeUp())
    await woken
    cancel()
  }

  #limit(limit_ms: number): { readonly reached: Promise<void>; readonly cancel: () => void } {
    const { promise, resolve } = Promise.withResolvers<void>()
    return { reached: promise, cancel: this.#deps.timers.after(limit_ms, resolve) }
  }

  #show(run: Run | null, state: Exclude<MirrorState, 'slow'>): void {
    if (this.#run !== run || this.#state === state) return
    this.#state = state
    this.#deps.onChanged()
  }

  #showSlow(slow: boolean): void {
    if (this.#slow === slow) return
    this.#slow = slow
    this.#deps.onChanged()
  }
}
