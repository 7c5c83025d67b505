import { readDeliver } from './deliver.ts'
import { ESCAPE, fromSeptets } from './gsm7.ts'
import { concatOctets } from './octets.ts'
import type { PduProblem } from './problem.ts'
import { readSeptets } from './user-data.ts'

export interface JoinedText {
  readonly text: string
  /** The first problem met; what could be read is in `text` all the same. */
  readonly problem: PduProblem | null
}

/** A run of escapes is read in pairs: an odd one at the end waits for the next part's first septet. */
function endsInsidePair(septets: Uint8Array): boolean {
  const run = septets.length - 1 - septets.findLastIndex((septet) => septet !== ESCAPE)
  return run % 2 === 1
}

/**
 * Text of a long message from the PDUs of its parts, in order. An escape pair or a surrogate pair that the
 * sender cut between two parts is whole again, which joining the parts' own texts cannot do.
 */
export function joinParts(pduHexes: readonly string[]): JoinedText {
  let text = ''
  let problem: PduProblem | null = null
  let carried = new Uint8Array(0)
  for (const pduHex of pduHexes) {
    const read = readDeliver(pduHex)
    if (!read.ok) {
      problem ??= read.problem
      continue
    }
    const { userData } = read.fields
    problem ??= userData.problem
    if (userData.septets === null) {
      text += fromSeptets(carried) + userData.text
      carried = new Uint8Array(0)
      continue
    }
    const septets = concatOctets(carried, userData.septets)
    const whole = septets.length - (endsInsidePair(septets) ? 1 : 0)
    text += readSeptets(septets.subarray(0, whole), userData.header).text
    carried = septets.slice(whole)
  }
  return { text: text + fromSeptets(carried), problem }
}
