import type { GateProblem, GateView } from '../../shared/contract/safety.ts'
import type { Instant, Timers } from '../app/ports/clock.ts'
import type { Logger } from '../app/ports/logger.ts'
import type { Opening } from '../core-parts.ts'
import type { OpenProblem } from '../store/open-problem.ts'
import { problemText } from '../store/problem-text.ts'
import type { OfficeFailure, Opened, OpenedOffice } from './opened.ts'
import { bugProblem, failureOf, gateProblem, mayPass, sameProblem } from './problem.ts'

export interface DoorDeps {
  readonly timers: Timers
  readonly logger: Logger
  /** Opens the office and begins its work. `onFatal` is called when its disk fails. A rejection is a bug. */
  readonly open: (how: Opening, onFatal: (error: unknown) => void) => Promise<Opened>
  /** How the first opening is meant, and each after a success. */
  readonly first: Opening
  /** What keeps it closed from the start, null where it may be opened. */
  readonly problem: GateProblem | null
  /** The disk failed under the open office: nothing here may be used any more. */
  readonly onFatal: (failure: OfficeFailure) => void
  /** Words for whoever started the program, when the office does not open. */
  readonly tell: (text: string) => void
  /** The phase or the problem is another now. */
  readonly changed: () => void
}

/** Opens the office, one opening at a time, and by itself again where what hinders may pass. */
export interface Door {
  phase(): GateView['phase']
  office(): OpenedOffice | null
  /** Why it is closed, null where it is not. */
  problem(): GateProblem | null
  /** How young the state is that can be looked at, or is; null where that is not known. */
  lastGoodAt(): Instant | null
  /** How the last opening was meant: what a person has said so far. */
  wish(): Opening
  /** Resolves when no look of its own is under way; who begins then does so at once, unless the phase is `opening`. */
  quiet(): Promise<void>
  /** Only while nothing is under way: resolves when the office is open, or closed for a reason. */
  open(how: Opening): Promise<void>
  /**
   * Closes the office where it is open, does something to its files and opens it, under the same condition. Returns
   * the refusal of that work, after which all is as it was.
   */
  after(work: () => Promise<OpenProblem | null>, how: Opening): Promise<OpenProblem | null>
  /** Keeps it closed with what was said to an act before its first opening. */
  refuse(refused: OpenProblem): void
  /** Opens nothing by itself any more; closes the office. */
  close(): Promise<void>
}

/** How often a problem that may pass by itself is looked at again. */
const lookAgain_ms = 3000

export const createDoor = (deps: DoorDeps): Door => {
  const { timers, logger } = deps
  let phase: GateView['phase'] = 'closed'
  let office: OpenedOffice | null = null
  let problem = deps.problem
  let lastGoodAt: Instant | null = null
  let wish = deps.first
  let work: Promise<void> | null = null
  let closing = false
  let cancelLook = (): void => undefined

  const fatal = (error: unknown): void => {
    const failure = failureOf(error)
    logger.error('the disk failed under the office', { ...failure })
    deps.onFatal(failure)
  }

  const shut = (now: GateProblem, words: string): void => {
    const news = phase !== 'closed' || !sameProblem(problem, now)
    if (!sameProblem(problem, now)) {
      logger.error('the office is not open', { ...now, words })
      deps.tell(`the office did not open: ${words}`)
    }
    const passphrase = now.code === 'passphrase-wrong' ? null : wish.passphrase
    wish = { ...wish, takeOver: false, passphrase }
    phase = 'closed'
    problem = now
    if (mayPass(now) && !closing) cancelLook = timers.after(lookAgain_ms, () => void begin(wish))
    if (news) deps.changed()
  }

  const enter = (opened: OpenedOffice): void => {
    office = opened
    problem = null
    lastGoodAt = opened.lastGoodAt
    wish = deps.first
    phase = 'open'
    deps.changed()
  }

  const attempt = async (): Promise<void> => {
    const early: unknown[] = []
    try {
      // A disk that fails while the office opens is the opening's own answer.
      const opened = await deps.open(wish, (error) => (office === null ? early.push(error) : fatal(error)))
      if (!opened.ok) {
        lastGoodAt = opened.lastGoodAt
        return shut(gateProblem(opened.problem), problemText(opened.problem))
      }
      enter(opened.office)
      for (const error of early) fatal(error)
    } catch (error) {
      logger.error('an opening failed as a bug', { error })
      shut(bugProblem, String(error))
    }
  }

  const run = <Result>(doing: () => Promise<Result>): Promise<Result> => {
    cancelLook()
    const mine = doing()
    const ended: Promise<void> = mine
      .then(
        () => undefined,
        () => undefined,
      )
      .finally(() => {
        if (work === ended) work = null
      })
    work = ended
    return mine
  }

  const begin = (how: Opening): Promise<void> => {
    wish = how
    return run(attempt)
  }

  const leave = async (): Promise<void> => {
    const own = office
    office = null
    await own?.stop()
  }

  const stayShut = (before: { readonly problem: GateProblem | null; readonly wish: Opening }): void => {
    phase = 'closed'
    problem = before.problem
    wish = before.wish
    if (problem !== null && mayPass(problem) && !closing)
      cancelLook = timers.after(lookAgain_ms, () => void begin(wish))
    deps.changed()
  }

  const announce = (how: Opening): void => {
    wish = how
    phase = 'opening'
    deps.changed()
  }

  return {
    phase: () => phase,
    office: () => office,
    lastGoodAt: () => lastGoodAt,
    problem: () => (phase === 'closed' ? problem : null),
    wish: () => wish,
    async quiet() {
      while (work !== null && phase !== 'opening') await work
    },
    open(how) {
      announce(how)
      return begin(how)
    },
    after(doing, how) {
      const before = { problem, wish, open: office !== null }
      announce(how)
      return run(async () => {
        let refused: OpenProblem | null = null
        let done = false
        try {
          await leave()
          refused = await doing()
          done = refused === null
        } finally {
          if (done || before.open) {
            wish = done ? how : before.wish
            await attempt()
          } else stayShut(before)
        }
        return refused
      })
    },
    refuse: (refused) => shut(gateProblem(refused), problemText(refused)),
    async close() {
      closing = true
      cancelLook()
      await work
      await office?.stop()
    },
  }
}
