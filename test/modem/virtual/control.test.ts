import { expect, test } from 'vitest'
import { control } from '../../../src/main/modem/virtual/control.ts'
import type { Rig } from './rig.ts'
import { CLIENT, createRig, quietTerminal } from './rig.ts'

const ask = (rig: Rig, request: unknown) =>
  control(typeof request === 'string' ? request : JSON.stringify(request), {
    network: rig.network,
    modem: rig.modem,
    settled: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  })

test('a phone writes, and its conversation is told', async () => {
  const rig = await createRig()
  expect(await ask(rig, { id: 7, do: 'phone', from: CLIENT, text: 'долг' })).toMatchObject({
    id: 7,
    ok: true,
  })
  expect(await ask(rig, { do: 'phones' })).toMatchObject({
    ok: true,
    result: [{ number: CLIENT, messages: [{ text: 'долг', direction: 'from-phone' }] }],
  })
})

test('faults are set, listed and cleared', async () => {
  const rig = await createRig()
  await ask(rig, { do: 'fault', fault: { kind: 'no-prompt', times: 3 } })
  expect(await ask(rig, { do: 'faults' })).toMatchObject({ result: [{ kind: 'no-prompt', times: 3 }] })
  await ask(rig, { do: 'clear', kind: 'hang' })
  expect(rig.modem.faults.list()).toHaveLength(1)
  await ask(rig, { do: 'clear', kind: 'no-prompt' })
  expect(rig.modem.faults.list()).toEqual([])
})

test('the stick is pulled, plugged and asked how it is', async () => {
  const rig = await createRig()
  await ask(rig, { do: 'unplug' })
  expect(await ask(rig, { do: 'state' })).toMatchObject({ result: { plugged: false } })
  await ask(rig, { do: 'plug' })
  await ask(rig, { do: 'signal', quality: 5 })
  expect(await ask(rig, { do: 'state' })).toMatchObject({ result: { plugged: true, quality: 5, slots: 20 } })
})

test('rules of delivery are changed', async () => {
  const rig = await createRig()
  const rules = [{ number: CLIENT, outcome: { kind: 'failed', status: 0x45 } }]
  expect(await ask(rig, { do: 'rules', rules })).toMatchObject({ ok: true })
})

test('a reset reaches the modem', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await ask(rig, { do: 'reset' })
  expect(await terminal.ask('AT')).toContain('AT\r')
})

test.each([
  'rubbish',
  '{}',
  '{"do":"fault","fault":{"kind":"fire"}}',
  '{"do":"phone","from":"x".repeat}',
  'null',
])('a line that is no request is answered with what is wrong: %s', async (line) => {
  expect(await ask(await createRig(), line)).toMatchObject({ ok: false })
})
