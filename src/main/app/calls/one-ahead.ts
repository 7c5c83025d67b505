/** Lets the next slice be made while the one before is on its way to the disk, and no more than that one. */
export interface OneAhead {
  /** Resolves when the slice before this one is on disk; rejects with that slice's error. */
  follow(written: Promise<unknown>): Promise<void>
  /** Resolves when every slice is on disk. */
  caughtUp(): Promise<void>
}

type Outcome = { readonly ok: true } | { readonly ok: false; readonly error: unknown }

const outcomeOf = (written: Promise<unknown>): Promise<Outcome> =>
  written.then(
    () => ({ ok: true }),
    (error: unknown) => ({ ok: false, error }),
  )

export const oneAhead = (): OneAhead => {
  let before: Promise<Outcome> = Promise.resolve({ ok: true })
  const caughtUp = async (): Promise<void> => {
    const outcome = await before
    if (!outcome.ok) throw outcome.error
  }
  return {
    follow: async (written) => {
      const earlier = caughtUp()
      before = outcomeOf(written)
      await earlier
    },
    caughtUp,
  }
}
