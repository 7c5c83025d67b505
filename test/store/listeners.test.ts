import { expect, test } from 'vitest'
import { openOfficeStore } from '../fakes/office-store.ts'
import { write } from './keys/kit.ts'
import { smallSchema } from './small-schema.ts'

const options = { migrations: smallSchema }

test('whoever listens hears of every frame that is on disk, of sealed segments and of snapshots', async () => {
  const office = await openOfficeStore(options)
  const { maintenance } = office
  const heard: string[] = []
  maintenance.onDurable(({ segment, sequence }) => heard.push(`durable ${segment}/${sequence}`))
  maintenance.onSealed((segment) => heard.push(`sealed ${segment}`))
  maintenance.onSnapshot((number) => heard.push(`snapshot ${number}`))
  expect(maintenance.durable()).toMatchObject({ segment: 1, sequence: 1 })
  const before = maintenance.durable().position
  await write(office.store, 'a')
  expect(maintenance.durable().position).toBeGreaterThan(before)
  await maintenance.snapshot()
  expect(heard).toEqual(['durable 1/2', 'durable 2/3', 'sealed 1', 'snapshot 1'])
  await office.close()
})

test('a listener that throws neither stops the others nor the journal', async () => {
  const office = await openOfficeStore(options)
  let heard = 0
  office.maintenance.onDurable(() => {
    throw new Error('a bug of the listener')
  })
  const end = office.maintenance.onDurable(() => {
    heard += 1
  })
  await write(office.store, 'a')
  end()
  await write(office.store, 'b')
  expect(heard).toBe(1)
  await office.close()
})
