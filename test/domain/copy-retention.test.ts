import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { copiesToRemove, type KeptCopy } from '../../src/main/domain/copy-retention.ts'
import { addDays, type Day, instantOf, monthOf } from '../../src/shared/days.ts'

const noon = (day: Day): number => instantOf(day, '12:00', 'Europe/Moscow')

const copy = (day: Day, state: KeptCopy['state'] = 'good', later_ms = 0): KeptCopy => ({
  name: `kvitok-${day}-${later_ms}-${state}`,
  day,
  at: noon(day) + later_ms,
  state,
})

const daily = (from: Day, count: number): KeptCopy[] =>
  Array.from({ length: count }, (_, index) => copy(addDays(from, index)))

const kept = (copies: readonly KeptCopy[]): KeptCopy[] => {
  const gone = new Set(copiesToRemove(copies))
  return copies.filter(({ name }) => !gone.has(name))
}

describe('copies of a year', () => {
  const copies = daily('2025-11-23', 365)

  test('keep the last seven days, four weeks and twelve months', () => {
    const days = kept(copies).map(({ day }) => day)
    expect(days.slice(-7)).toEqual(daily('2026-11-16', 7).map(({ day }) => day))
    // Sundays of the three weeks before the one that ends today.
    expect(days).toEqual(expect.arrayContaining(['2026-11-15', '2026-11-08', '2026-11-01']))
    expect(days).toEqual(expect.arrayContaining(['2026-10-31', '2026-05-31', '2025-12-31']))
    expect(days.length).toBe(7 + 3 + 11)
  })

  test('keep the newest of a day', () => {
    const twice = [copy('2026-11-22'), copy('2026-11-22', 'good', 1000)]
    expect(kept(twice).map(({ at }) => at)).toEqual([noon('2026-11-22') + 1000])
  })
})

describe('the last good copy', () => {
  test('stays however old it is, with any number of failed ones after it', () => {
    const failed = daily('2026-01-01', 30).map((one) => ({ ...one, state: 'bad' as const }))
    expect(kept([copy('2020-01-01'), ...failed]).length).toBe(31)
  })

  test('lets the failed ones before it go', () => {
    const copies = [copy('2026-11-20', 'bad'), copy('2026-11-21'), copy('2026-11-22', 'bad')]
    expect(copiesToRemove(copies)).toEqual([copies[0]?.name])
  })

  test('is not a copy that nobody could check', () => {
    const copies = [copy('2026-11-20'), copy('2026-11-22', 'unchecked')]
    expect(copiesToRemove(copies)).toEqual([])
  })
})

const anyCopies: fc.Arbitrary<KeptCopy[]> = fc.uniqueArray(
  fc
    .record({
      offset: fc.nat(900),
      later_ms: fc.nat(20_000_000),
      state: fc.constantFrom('good' as const, 'good' as const, 'bad' as const, 'unchecked' as const),
    })
    .map(({ offset, later_ms, state }) => copy(addDays('2024-06-01', offset), state, later_ms)),
  { selector: ({ name }) => name, maxLength: 120 },
)

describe('whatever copies there are', () => {
  test('the newest good one and all unchecked ones stay', () => {
    fc.assert(
      fc.property(anyCopies, (copies) => {
        const gone = new Set(copiesToRemove(copies))
        const newest = copies.filter(({ state }) => state === 'good').sort((a, b) => b.at - a.at)[0]
        if (newest === undefined) expect(gone.size).toBe(0)
        else expect(copies.some(({ name, at }) => at === newest.at && !gone.has(name))).toBe(true)
        for (const one of copies) if (one.state === 'unchecked') expect(gone.has(one.name)).toBe(false)
      }),
    )
  })

  test('the good ones that stay are at most 7 + 4 + 12', () => {
    fc.assert(
      fc.property(anyCopies, (copies) => {
        expect(kept(copies).filter(({ state }) => state === 'good').length).toBeLessThanOrEqual(23)
      }),
    )
  })

  test('applying the rule again takes nothing more', () => {
    fc.assert(
      fc.property(anyCopies, (copies) => {
        expect(copiesToRemove(kept(copies))).toEqual([])
      }),
    )
  })

  test('copies that come after never free one of the twelve months too early', () => {
    fc.assert(
      fc.property(anyCopies, (copies) => {
        const good = copies.filter(({ state }) => state === 'good')
        const months = [...new Set(good.map(({ day }) => monthOf(day)))].sort().slice(-12)
        const left = new Set(kept(copies).map(({ day, state }) => (state === 'good' ? monthOf(day) : '')))
        for (const month of months) expect(left.has(month)).toBe(true)
      }),
    )
  })
})
