import { expect, test } from 'vitest'
import { sql } from '../../src/main/app/ports/sql.ts'
import { openOfficeStore } from '../fakes/office-store.ts'

test("a new office is built from the program's own migrations and takes a row", async () => {
  const office = await openOfficeStore()
  await office.store.write((tx) => tx.run(sql.insertInto('setting').values({ key: 'town', value: 'Уфа' })))
  expect(office.store.read.first(sql.selectFrom('setting').selectAll())).toEqual({
    key: 'town',
    value: 'Уфа',
  })
  expect(office.store.recovery).toEqual({ replayedFrames: 0, tornBytes: 0, migratedFrom: null })
  await office.close()
})
