import { sql } from '../ports/sql.ts'
import { checkMessage } from './message-rules.ts'
import { idRanges, type Pass, rowsOf } from './pass.ts'

const messagesAtOnce = 250
const rowsAtOnce = 2000

/** Messages and their parts, which tell the same story. */
export const messagePass: Pass = {
  tables: ['message'],
  *run({ read, notes }) {
    for (const { after, upTo } of idRanges(read, 'message', messagesAtOnce)) {
      const messages = read.all(
        sql.selectFrom('message').selectAll().where('id', '>', after).where('id', '<=', upTo),
      )
      const parts = read.all(
        sql
          .selectFrom('part')
          .selectAll()
          .where('message_id', '>', after)
          .where('message_id', '<=', upTo)
          .orderBy('message_id')
          .orderBy('number'),
      )
      const partsOf = Map.groupBy(parts, (part) => part.message_id)
      for (const message of messages) checkMessage(message, partsOf.get(message.id) ?? [], notes)
      yield upTo - after
    }
  },
}

interface Occurring {
  id: number
  status: string
  message_id: number | null
}

const strayOccurrences = `
  select "id", "status", "message_id" from "occurrence"
  where "id" > ? and "id" <= ? and (("status" = 'queued') <> ("message_id" is not null)) order by "id"`

/** A reminder that was put into the queue has its message, one that is only planned has none. */
export const occurrencePass: Pass = {
  tables: ['occurrence'],
  *run({ read, notes }) {
    for (const { after, upTo } of idRanges(read, 'occurrence', rowsAtOnce)) {
      for (const row of read.all(rowsOf<Occurring>(strayOccurrences, [after, upTo])))
        notes.wrong('occurrence.message', 'occurrence', row.id, row.status, row.message_id)
      notes.looked('occurrence.message', upTo - after)
      yield upTo - after
    }
  },
}

const strayOrders = `
  select o."id", o."account_id", o."payment_id", p."account_id" as "paid_account"
  from "pay_order" o left join "payment" p on p."id" = o."payment_id"
  where o."id" > ? and o."id" <= ?
    and ((o."status" = 'paid') <> (o."payment_id" is not null) or p."account_id" <> o."account_id")
  order by o."id"`

interface Ordered {
  id: number
  account_id: number
  payment_id: number | null
  paid_account: number | null
}

/** An order is paid by a payment of its own account. */
export const orderPass: Pass = {
  tables: ['pay_order'],
  *run({ read, notes }) {
    for (const { after, upTo } of idRanges(read, 'pay_order', rowsAtOnce)) {
      for (const row of read.all(rowsOf<Ordered>(strayOrders, [after, upTo])))
        notes.wrong('order.payment', 'pay_order', row.id, row.account_id, row.paid_account)
      notes.looked('order.payment', upTo - after)
      yield upTo - after
    }
  },
}
