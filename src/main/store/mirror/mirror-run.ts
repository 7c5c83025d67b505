import { FileError, type Files } from '../../app/ports/files.ts'
import { type PlaceProblem, placeProblem } from './place.ts'
import { type MirrorSession, WrongPlace } from './session.ts'

/** Work on one place, from its choice until another is chosen or the office closes. */
export interface Run {
  readonly folder: string
  alive: boolean
  session: MirrorSession | null
  wakeUp: () => void
  idle: boolean
  /** Resolves once a closing office's last octets are over, or nothing can be done for them. */
  readonly lastLook: PromiseWithResolvers<void>
}

export function newRun(folder: string): Run {
  return {
    folder,
    alive: true,
    session: null,
    wakeUp: () => undefined,
    idle: false,
    lastLook: Promise.withResolvers(),
  }
}

/** Null where the error is no word of the disk but a bug. */
export function problemOf(error: unknown): Exclude<PlaceProblem, 'inside'> | null {
  if (error instanceof WrongPlace) return error.problem
  return error instanceof FileError ? placeProblem(error) : null
}

/** Rejects with `WrongPlace` where the mirror's mark is gone: open files may go on taking octets long after. */
export async function stillThere(stick: Files, mark: string): Promise<void> {
  if (!(await stick.exists(mark))) throw new WrongPlace('absent')
}

/** A stick that is pulled out answers its open files with any error: only a second look tells that it is gone. */
export async function said(error: unknown, stick: Files, mark: string): Promise<unknown> {
  if (!(error instanceof FileError) || placeProblem(error) === 'absent') return error
  try {
    return (await stick.exists(mark)) ? error : new WrongPlace('absent')
  } catch (second) {
    return second instanceof FileError ? error : second
  }
}

export function end(run: Run): void {
  run.alive = false
  run.wakeUp()
}

export function sleep(run: Run): Promise<void> {
  return new Promise((resolve) => {
    run.idle = true
    run.wakeUp = () => {
      run.wakeUp = () => undefined
      run.idle = false
      resolve()
    }
  })
}
