import type { PreparedPart, SubmitOutcome } from '../../app/ports/modem.ts'
import { parseRead, parseWrittenAt } from '../at/answers.ts'
import { deleteStored, readStored, submitStored, writePart } from './commands.ts'
import { outcomeOf, type SubmitDeps, submit, whenFree } from './submit.ts'

/** Sending by way of the memory, whose «sent» mark tells what a lost answer would have (3GPP TS 27.005, 3.5.2 and 3.5.3). */
export interface StoredSends {
  /** False once the memory was full, refused, or the first part sent showed that the mark is not kept. */
  on(): boolean
  submit(part: PreparedPart): Promise<SubmitOutcome>
}

/** <stat> of a stored message, 3GPP TS 27.005, 3.1. */
const UNSENT = 2
const SENT = 3
const MEMORY_FULL = 322

/** Whether the mark was seen to change on the modem that serves; outlives its links. */
export interface MarkProof {
  isProven(): boolean
  proven(): void
}

export function createStoredSends(deps: SubmitDeps, wanted: boolean, mark: MarkProof): StoredSends {
  let on = wanted

  const statusOf = async (index: number): Promise<number | null> => {
    const answer = await deps.exchange.run(readStored(index))
    const line = answer.lines[0]
    return line === undefined ? null : (parseRead(line.text, index)?.status ?? null)
  }

  /** What the mark says of a part whose answer did not come. */
  const resolve = async (index: number, unknown: SubmitOutcome): Promise<SubmitOutcome> => {
    if (!mark.isProven()) return unknown
    const status = await statusOf(index)
    if (status === SENT) return { kind: 'accepted', reference: null }
    return status === UNSENT ? { kind: 'unsent', reason: 'stored-unsent' } : unknown
  }

  return {
    on: () => on,
    async submit(part) {
      const written = await whenFree(deps, () =>
        deps.exchange.run({
          ...writePart(part.pdu, part.length, deps.refuseEcho),
          endedBy: deps.endedBy,
        }),
      )
      const index = written.lines.map(({ text }) => parseWrittenAt(text)).find((found) => found !== null)
      if (typeof index !== 'number') {
        if (written.kind !== 'error') return outcomeOf(written, false, deps.busyCodes)
        // Nothing left the modem: without room in its memory the part goes the common way.
        if (written.error?.code !== MEMORY_FULL) on = false
        return submit(deps, part)
      }
      const answer = await whenFree(deps, () =>
        deps.exchange.run({ ...submitStored(index), endedBy: deps.endedBy }),
      )
      const said = outcomeOf(answer, true, deps.busyCodes)
      const outcome = said.kind === 'uncertain' ? await resolve(index, said) : said
      if (outcome.kind === 'accepted' && !mark.isProven()) {
        on = (await statusOf(index)) === SENT
        if (on) mark.proven()
      }
      // What is still uncertain, the draft is kept for: it is looked at when the modem is back.
      if (outcome.kind !== 'uncertain') await deps.exchange.run(deleteStored(index))
      return outcome
    },
  }
}
