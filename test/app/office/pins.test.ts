import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type OfficeCore, openOfficeCore } from '../../fakes/office-core.ts'

let office: OfficeCore

beforeEach(async () => {
  office = await openOfficeCore()
})

afterEach(async () => {
  await office.close()
})

const tryPin = async (pin: string): Promise<string> => {
  const called = await office.call('session.login', { operatorId: 1, pin })
  return called.ok ? 'in' : called.error.code
}

test('wrong PINs tried together are counted together: the sixth and the right one find the door locked', async () => {
  const tries = await Promise.all(Array.from({ length: 12 }, (_, index) => tryPin(String(2000 + index))))
  expect(tries.filter((one) => one === 'session.wrong-pin')).toHaveLength(5)
  expect(tries.filter((one) => one === 'session.locked')).toHaveLength(7)
  expect(await tryPin('1111')).toBe('session.locked')
})

test('a right PIN forgets the wrong ones before it', async () => {
  for (const pin of ['2001', '2002', '2003', '2004']) expect(await tryPin(pin)).toBe('session.wrong-pin')
  expect(await tryPin('1111')).toBe('in')
  expect(await tryPin('2005')).toBe('session.wrong-pin')
  expect(await tryPin('1111')).toBe('in')
})

test('no digest of a PIN that could be tried out is in the journal', async () => {
  await office.login(1, '1111')
  const input = { id: null, name: 'Вера', role: 'cashier', pin: '4821', active: true } as const
  await office.get('operators.save', input)
  const journal = join(office.folder, 'journal')
  const kept = await Promise.all(
    (await readdir(journal)).map((name) => readFile(join(journal, name), 'latin1')),
  )
  const text = kept.join('')
  const ordered = JSON.stringify(
    Object.fromEntries(Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1))),
  )
  expect(text).toContain('operators.save')
  expect(text).not.toContain(createHash('sha256').update(ordered).digest('hex'))
})

test('hours that end before they begin are refused', async () => {
  await office.login(1, '1111')
  const settings = await office.get('office.settings', {})
  const called = await office.call('office.saveSettings', { ...settings, opens: '18:00', closes: '09:00' })
  expect(called.ok ? null : called.error).toMatchObject({ code: 'call.input', details: { path: 'closes' } })
  expect(await office.get('office.settings', {})).toEqual(settings)
})

test('a day that no calendar has is refused', async () => {
  await office.login(1, '1111')
  const called = await office.call('calendar.setDay', { day: '2026-02-31', type: 'off', note: '' })
  expect(called.ok ? null : called.error.code).toBe('call.input')
})
