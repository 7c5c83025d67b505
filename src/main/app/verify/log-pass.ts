import { createChainedLog } from '../calls/chained-log.ts'
import { sql } from '../ports/sql.ts'
import { idRanges, lastId, type Pass } from './pass.ts'

const linesAtOnce = 500
const paymentsAtOnce = 2000

/** The chain of hashes, and a line in it for every payment. */
export const logPass: Pass = {
  tables: ['log', 'payment'],
  *run({ read, digests, notes }) {
    const chain = createChainedLog(digests)
    // A bit for each payment there is now: those taken meanwhile have their line in the same transaction.
    const logged = new Uint8Array(lastId(read, 'payment') + 1)
    let previous: string | null = null
    for (const { after, upTo } of idRanges(read, 'log', linesAtOnce)) {
      const lines = read.all(
        sql.selectFrom('log').selectAll().where('id', '>', after).where('id', '<=', upTo).orderBy('id'),
      )
      const unfit = chain.firstUnfit(lines, previous)
      if (unfit !== null) notes.wrong('log.chain', 'log', unfit, 'hash', 'other')
      for (const { subject, subject_id } of lines) {
        if (subject === 'payment' && subject_id !== null && subject_id < logged.length) logged[subject_id] = 1
      }
      previous = lines.at(-1)?.hash ?? previous
      notes.looked('log.chain', lines.length)
      yield upTo - after
    }
    for (const { after, upTo } of idRanges(read, 'payment', paymentsAtOnce)) {
      const payments = read.all(
        sql.selectFrom('payment').select('id').where('id', '>', after).where('id', '<=', upTo).orderBy('id'),
      )
      for (const { id } of payments)
        if (logged[id] === 0) notes.wrong('log.payment', 'payment', id, 'line', null)
      notes.looked('log.payment', payments.length)
      yield upTo - after
    }
  },
}
