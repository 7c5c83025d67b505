import { expect, test } from 'vitest'
import { reminderCap } from '../../../src/main/app/office/sending-hours.ts'
import { openDesk } from '../../fakes/office-core.ts'

test('reminders spread over the days before so that they fit the SIM; what cannot is told days ahead', async () => {
  const office = await openDesk()
  const settings = await office.get('office.settings', {})
  await office.get('office.saveSettings', { ...settings, smsPerDay: 60 })
  const cap = reminderCap(60)
  const month = await office.until('calendar.month', { month: '2026-12' }, (seen) => {
    const busy = seen.days.filter((day) => day.planned > 0)
    return busy.length > 4 && busy[0]?.planned === cap
  })
  const busy = month.days.filter((day) => day.planned > 0)
  const over = new Map(month.overCap.map((day) => [day.day, day]))
  expect(over.size).toBeGreaterThan(0)
  for (const day of busy) if (!over.has(day.day)) expect(day.planned).toBeLessThanOrEqual(cap)
  for (const day of over.values()) expect(day).toMatchObject({ cap })
  await office.close()
})
