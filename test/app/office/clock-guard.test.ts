import { expect, test } from 'vitest'
import type { Clock } from '../../../src/main/app/ports/clock.ts'
import { mondayClock, openOfficeCore } from '../../fakes/office-core.ts'

const hour_ms = 3_600_000

const movable = (): Clock & { shift_ms: number } => {
  const clock = mondayClock()
  return {
    shift_ms: 0,
    now() {
      return clock.now() + this.shift_ms
    },
  }
}

const setup = {
  office: 'Офис',
  timeZone: 'Europe/Moscow',
  operator: { name: 'Ольга', pin: '2580' },
  passphrase: 'сорок тысяч обезьян',
}

test('a clock set back behind the last record holds sending until a person confirms the time', async () => {
  const clock = movable()
  const office = await openOfficeCore({ kind: 'real', clock, setup })
  try {
    clock.shift_ms = -hour_ms
    await office.restart()
    await office.login(1, '2580')
    const held = await office.until('office.top', {}, (top) => top.holding !== null)
    expect(held.holding).toBe('clock')
    await office.get('shift.open', { float_kop: 0 })
    await office.get('messages.hold', { held: false })
    expect((await office.get('office.top', {})).holding).toBeNull()
  } finally {
    await office.close()
  }
})

test('a clock set back stops the till: no money is taken at a time that cannot be', async () => {
  const clock = movable()
  const office = await openOfficeCore({ kind: 'real', clock, setup })
  try {
    clock.shift_ms = -hour_ms
    await office.restart()
    await office.login(1, '2580')
    await office.until('office.top', {}, (top) => top.holding === 'clock')
    await office.get('shift.open', { float_kop: 0 })
    const called = await office.call('desk.pay', {
      lines: [{ accountId: 1, billId: null, sum_kop: 100 }],
      tender: 'cash',
      received_kop: 100,
      shown: [],
      total_kop: 100,
      phoneId: null,
      orderId: null,
    })
    expect(called.ok ? null : called.error.code).toBe('clock.backwards')
  } finally {
    await office.close()
  }
})
