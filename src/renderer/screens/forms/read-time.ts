import type { TimeOfDay } from '../../../shared/calendar-day.ts'

/** Reads a wall time as people type it: `9`, `9:30`, `9.30`, `0930`; null when it is none. */
export function readTime(text: string): TimeOfDay | null {
  const match = /^(\d{1,2})(?:[:.\-\s]?(\d{2}))?$/.exec(text.trim())
  if (match?.[1] === undefined) return null
  const hours = Number(match[1])
  const minutes = Number(match[2] ?? '0')
  if (hours > 23 || minutes > 59) return null
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}
