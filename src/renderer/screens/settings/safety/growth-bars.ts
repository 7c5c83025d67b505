import type { SafetyView } from '../../../../shared/contract/safety.ts'

type Growth = SafetyView['growth']

export interface GrowthBar {
  readonly day: string
  readonly octets: number
  readonly x: number
  readonly width: number
  readonly height: number
}

const least_px = 2
const gap_px = 1

/** Days to show, at most so many: of neighbouring days the last stands for all, and the newest day is always there. */
export function thinned(growth: Growth, most: number): Growth {
  const every = Math.ceil(growth.length / most)
  return every <= 1 ? growth : growth.filter((_day, at) => (growth.length - 1 - at) % every === 0)
}

/** Bars over a width and a height in px, the tallest of full height, from zero so that growth is not exaggerated. */
export function growthBars(growth: Growth, width_px: number, height_px: number): readonly GrowthBar[] {
  const top = Math.max(1, ...growth.map(({ octets }) => octets))
  const step = Math.min(24, width_px / Math.max(1, growth.length))
  return growth.map(({ day, octets }, at) => ({
    day,
    octets,
    x: at * step,
    width: Math.max(1, step - gap_px),
    height: octets === 0 ? 0 : Math.max(least_px, (octets / top) * height_px),
  }))
}

/** How many days the free space lasts at the pace of the last `growth`; null where it does not grow or nobody knows. */
export function daysLeft(growth: Growth, free: number | null): number | null {
  const first = growth[0]
  const last = growth.at(-1)
  if (free === null || first === undefined || last === undefined || growth.length < 7) return null
  const perDay = (last.octets - first.octets) / (growth.length - 1)
  return perDay <= 0 ? null : Math.floor(free / perDay)
}
