import { officeCalls } from '../../../shared/contract/office.ts'
import type { ChainedLog } from '../calls/chained-log.ts'
import { Failure, fail } from '../calls/failure.ts'
import { actLong, actUnkept, answer, type Routes } from '../calls/handlers.ts'
import type { Digests } from '../ports/digests.ts'
import type { Random } from '../ports/random.ts'
import { sql } from '../ports/sql.ts'
import type { Store } from '../ports/store.ts'
import { hashPin, pinFits } from './pins.ts'
import type { Sessions } from './sessions.ts'

export interface OperatorDeps {
  readonly store: Store
  readonly sessions: Sessions
  readonly digests: Digests
  readonly random: Random
  readonly log: ChainedLog
}

/** Logging in and out. */
export const sessionRoutes = (deps: OperatorDeps): Routes<'session'> => ({
  'session.login': actUnkept(officeCalls['session.login'], async (input) => {
    const locked_s = deps.sessions.lockedFor_s(input.operatorId)
    if (locked_s > 0) return fail('session.locked', { seconds: locked_s })
    const row = deps.store.read.first(
      sql.selectFrom('operator').selectAll().where('id', '=', input.operatorId).where('active', '=', 1),
    )
    if (row === undefined) return fail('session.wrong-pin')
    deps.sessions.countTry(input.operatorId)
    if (!(await pinFits(input.pin, row, deps.digests))) return fail('session.wrong-pin')
    deps.sessions.rightPin(input.operatorId)
    return { session: deps.sessions.open(row.id), operator: { id: row.id, name: row.name, role: row.role } }
  }),
  'session.logout': actUnkept(officeCalls['session.logout'], async (_input, call) => {
    if (call.session !== null) deps.sessions.end(call.session)
    return {}
  }),
  'session.who': answer(
    officeCalls['session.who'],
    (_read, _input, call) => call.operator ?? fail('session.missing'),
  ),
})

/** The people who may log in. */
export const operatorRoutes = (deps: OperatorDeps): Routes<'operators'> => ({
  'operators.list': answer(officeCalls['operators.list'], (read) => ({
    items: read
      .all(sql.selectFrom('operator').select(['id', 'name', 'role', 'active']).orderBy('id'))
      .map((row) => ({ id: row.id, name: row.name, role: row.role, active: row.active === 1 })),
  })),
  'operators.save': actLong(officeCalls['operators.save'], async (input, call, finish) => {
    if (input.id === null && input.pin === null) return fail('call.input', { path: 'pin' })
    const pin = input.pin === null ? null : await hashPin(input.pin, deps.digests, deps.random)
    const saved = await finish((tx) => {
      const values = { name: input.name, role: input.role, active: input.active ? 1 : 0, ...pin }
      const id = input.id ?? tx.nextId('operator')
      if (input.id === null) {
        if (pin === null) return fail('call.input', { path: 'pin' })
        tx.run(
          sql.insertInto('operator').values({ ...values, ...pin, id, phone: null, created_at: call.now }),
        )
      } else {
        const owners = tx.all(
          sql.selectFrom('operator').select('id').where('role', '=', 'owner').where('active', '=', 1),
        )
        const lastOwner = owners.length === 1 && owners[0]?.id === input.id
        if (lastOwner && (input.role !== 'owner' || !input.active)) return fail('operator.last-owner')
        tx.run(sql.updateTable('operator').set(values).where('id', '=', input.id))
      }
      deps.log.append(tx, {
        at: call.now,
        operatorId: call.operator?.id ?? null,
        action: 'operator.save',
        subject: 'operator',
        subjectId: id,
        details: { role: input.role, active: input.active, pinChanged: pin !== null },
      })
      call.changed('office')
      return { id }
    })
    if (!(saved instanceof Failure) && input.id !== null && (pin !== null || !input.active))
      deps.sessions.endAll(input.id)
    return saved
  }),
})
