import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDispatcher } from '../../../src/main/app/calls/dispatcher.ts'
import type { Route, Routes } from '../../../src/main/app/calls/handlers.ts'
import type { Logger } from '../../../src/main/app/ports/logger.ts'
import { createDigests } from '../../../src/main/platform/digests.ts'
import { type CallName, contract } from '../../../src/shared/contract/contract.ts'
import type { CallRequest, CoreEvent } from '../../../src/shared/contract/envelope.ts'
import { type OfficeCore, openDesk } from '../../fakes/office-core.ts'
import { type OfficeStore, openOfficeStore } from '../../fakes/office-store.ts'

let office: OfficeCore

beforeAll(async () => {
  office = await openDesk()
})

afterAll(async () => {
  await office.close()
})

const raw = (request: Partial<CallRequest>) =>
  office.core.call({ call: 'office.status', input: {}, session: null, key: null, ...request })

describe('a call is refused', () => {
  test.each(['', 'office.nothing', 'toString', '__proto__', 'constructor'])('«%s»: unknown', async (call) => {
    expect(await raw({ call })).toMatchObject({ ok: false, error: { code: 'call.unknown' } })
  })

  test('without a session', async () => {
    expect(await raw({ call: 'office.top' })).toMatchObject({ error: { code: 'session.missing' } })
  })

  test('with a session that was never opened', async () => {
    expect(await raw({ call: 'office.top', session: 'f'.repeat(48) })).toMatchObject({
      error: { code: 'session.missing' },
    })
  })

  test('a command without a key', async () => {
    const { session } = await office.get('session.login', { operatorId: 1, pin: '1111' })
    const input = { title: 'без ключа', data: '{}' }
    expect(await raw({ call: 'desk.putAside', input, session })).toMatchObject({
      error: { code: 'key.missing' },
    })
  })

  test.each(['short', 'with spaces in it', 'x'.repeat(101), "' OR 1=1 --"])(
    'a command with the key «%s»',
    async (key) => {
      expect(await office.call('desk.putAside', { title: 'ключ', data: '{}' }, key)).toMatchObject({
        error: { code: 'key.missing' },
      })
    },
  )

  test('with an input of another shape: what is wrong is named', async () => {
    const { session } = await office.get('session.login', { operatorId: 1, pin: '1111' })
    expect(await raw({ call: 'desk.client', input: { clientId: 'один' }, session })).toMatchObject({
      error: { code: 'call.input', details: { path: 'clientId', problem: 'invalid_type' } },
    })
  })

  test('with a property that the contract does not know', async () => {
    const { session } = await office.get('session.login', { operatorId: 1, pin: '1111' })
    const input = { clientId: 1, admin: true }
    expect(await raw({ call: 'desk.client', input, session })).toMatchObject({
      error: { code: 'call.input' },
    })
  })

  test('by an operator of too low a role', async () => {
    const cashier = { id: null, name: 'Пётр Новый', role: 'cashier', pin: '2222', active: true } as const
    const { id } = await office.get('operators.save', cashier)
    const login = await office.get('session.login', { operatorId: id, pin: '2222' })
    const asked = await raw({ call: 'operators.list', session: login.session })
    expect(asked).toMatchObject({ error: { code: 'session.forbidden', details: { needs: 'owner' } } })
  })

  test('by an operator who was made inactive while logged in', async () => {
    const person = { id: null, name: 'Иван Бывший', role: 'cashier', pin: '3333', active: true } as const
    const { id } = await office.get('operators.save', person)
    const { session } = await office.get('session.login', { operatorId: id, pin: '3333' })
    expect(await raw({ call: 'office.top', session })).toMatchObject({ ok: true })
    await office.get('operators.save', { ...person, id, pin: null, active: false })
    expect(await raw({ call: 'office.top', session })).toMatchObject({ error: { code: 'session.missing' } })
  })

  test('after five wrong PINs even with the right one', async () => {
    const person = { id: null, name: 'Забывчивый', role: 'cashier', pin: '4444', active: true } as const
    const { id } = await office.get('operators.save', person)
    for (let tries = 0; tries < 5; tries += 1)
      expect(await office.call('session.login', { operatorId: id, pin: '0000' })).toMatchObject({
        error: { code: 'session.wrong-pin' },
      })
    expect(await office.call('session.login', { operatorId: id, pin: '4444' })).toMatchObject({
      error: { code: 'session.locked' },
    })
  })
})

describe('a PIN', () => {
  test('is never kept with the key of the login', async () => {
    const key = 'login-key-1234'
    const first = await office.get('session.login', { operatorId: 1, pin: '1111' }, key)
    const second = await office.get('session.login', { operatorId: 1, pin: '1111' }, key)
    expect(second.session).not.toBe(first.session)
  })
})

describe('a handler that is wrong', () => {
  const loud = () => {
    const errors: string[] = []
    const drop = (): void => undefined
    const logger: Logger = {
      debug: drop,
      info: drop,
      warn: drop,
      error: (message, context) => errors.push(`${message} ${JSON.stringify(context)}`),
    }
    return { errors, logger }
  }

  const names = Object.keys(contract).filter((name): name is CallName => Object.hasOwn(contract, name))

  const complete = (routes: Readonly<Record<string, Route>>): routes is Routes =>
    names.every((name) => Object.hasOwn(routes, name))

  /** Every route of the contract answers by `run`. */
  const routesOf = (run: Route['run']): Routes => {
    const routes = Object.fromEntries(names.map((name) => [name, { definition: contract[name], run }]))
    if (complete(routes)) return routes
    throw new Error('the contract has names without a route')
  }

  const dispatching = async (run: Route['run']) => {
    const opened: OfficeStore = await openOfficeStore()
    const { errors, logger } = loud()
    const events: CoreEvent[] = []
    const dispatch = createDispatcher({
      store: opened.store,
      clock: { now: () => 0 },
      digests: createDigests(),
      logger,
      routes: routesOf(run),
      operatorOf: () => ({ id: 1, name: 'Анна', role: 'owner' }),
      emit: (event) => events.push(event),
    })
    const answer = await dispatch({ call: 'office.status', input: {}, session: null, key: null })
    await opened.close()
    return { answer, errors, events }
  }

  test('and throws is a bug: answered as one, logged with its stack, never the stack to the window', async () => {
    const { answer, errors } = await dispatching(() => Promise.reject(new Error('secret words')))
    expect(answer).toEqual({ ok: false, error: { code: 'call.bug', details: { call: 'office.status' } } })
    expect(errors.join()).toContain('secret words')
    expect(JSON.stringify(answer)).not.toContain('secret')
  })

  test('and answers what the contract does not know is found out, and no window is told of a change', async () => {
    const { answer, errors, events } = await dispatching(async (_raw, { context }) => {
      context.changed('office')
      return { nonsense: true }
    })
    expect(answer).toEqual({ ok: false, error: { code: 'call.output', details: { call: 'office.status' } } })
    expect(errors).toHaveLength(1)
    expect(events).toEqual([])
  })

  test('or is another call’s handler stops the boot', async () => {
    const opened = await openOfficeStore()
    const { logger } = loud()
    const right = routesOf(() => Promise.resolve({}))
    const routes = { ...right, 'desk.pay': right['desk.quote'] }
    expect(() =>
      createDispatcher({
        store: opened.store,
        clock: { now: () => 0 },
        digests: createDigests(),
        logger,
        routes,
        operatorOf: () => null,
        emit: () => undefined,
      }),
    ).toThrow('desk.pay')
    await opened.close()
  })
})
