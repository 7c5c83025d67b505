/** What the operator chose while messages wait. */
export type ClosingChoice = 'background' | 'quit' | 'stay'

export interface ClosingDeps<Window> {
  /** How many messages wait to be sent; null where that cannot be known. */
  readonly waiting: () => Promise<number | null>
  readonly ask: (waiting: number, window: Window | null) => Promise<ClosingChoice>
  /** Takes a window away without asking again. */
  readonly destroy: (window: Window) => void
  /** Stops the core; everything it acknowledged is on disk. */
  readonly stop: () => Promise<void>
  /** Ends the process. */
  readonly exit: (code: number) => void
}

export interface Closing<Window> {
  /** A window is being closed: false keeps it open for now, and the question decides about it. */
  mayClose(window: Window, isLast: boolean): boolean
  /** The operator asked to leave: asks first where messages wait. */
  requestQuit(window: Window | null): Promise<void>
  /** Leaves at once, by a signal or after a failure: stops the core, then ends the process. */
  quit(code: number): Promise<void>
}

/** Closing the last window ends the program, unless messages wait and the operator lets it go on sending. */
export function createClosing<Window>(deps: ClosingDeps<Window>): Closing<Window> {
  let asking: Promise<void> | null = null
  let leaving: Promise<void> | null = null

  async function decide(window: Window | null): Promise<void> {
    const waiting = await deps.waiting()
    const choice = waiting === null || waiting === 0 ? 'quit' : await deps.ask(waiting, window)
    if (choice === 'background' && window !== null) deps.destroy(window)
    if (choice === 'quit') await quit(0)
  }

  function requestQuit(window: Window | null): Promise<void> {
    asking ??= decide(window).finally(() => {
      asking = null
    })
    return asking
  }

  async function leave(code: number): Promise<void> {
    try {
      await deps.stop()
    } finally {
      deps.exit(code)
    }
  }

  function quit(code: number): Promise<void> {
    leaving ??= leave(code)
    return leaving
  }

  return {
    mayClose(window, isLast) {
      if (leaving !== null || !isLast) return true
      void requestQuit(window)
      return false
    },
    requestQuit,
    quit,
  }
}
