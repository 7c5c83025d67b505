import { z } from 'zod'

const cap = (most: number) => z.int().min(1).max(most).nullable()
const Pause = z.int().min(0).max(600_000)

/** What one SIM card may send, what it costs, and how its balance is asked for. */
export const SimTerms = z.strictObject({
  /** Parts; null = the office's own setting for a minute and a day, no cap for an hour and a month. */
  perMinute: cap(600),
  perHour: cap(36_000),
  perDay: cap(10_000),
  perMonth: cap(300_000),
  /** Between two parts of reminders or advertising, drawn anew each time, so that bursts look like a person's. */
  pauseMin_ms: Pause,
  pauseMax_ms: Pause,
  /** Kopecks of one part; null = unknown or free, and the balance holds nothing back. */
  price_kop: z.int().min(1).max(100_000).nullable(),
  /** Below this only replies and confirmations leave. */
  reserve_kop: z.int().min(0).max(100_000_000),
  /** Below this the screens warn; null = never. */
  warnBelow_kop: z.int().min(0).max(100_000_000).nullable(),
  /** `*100#`, with answers to menus after it; null = the balance is not asked for. */
  balanceCode: z.string().max(60).nullable(),
  balancePattern: z.string().max(160),
  balanceDaily: z.boolean(),
  /** Asked for again after so many parts; null = by the day only. */
  balanceEvery_parts: z.int().min(1).max(100_000).nullable(),
  /** Parts go by way of the card's memory, so that its «sent» mark tells what a lost answer would have. */
  storedSends: z.boolean().default(false),
})

export type SimTerms = z.output<typeof SimTerms>
