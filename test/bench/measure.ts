import { monitorEventLoopDelay } from 'node:perf_hooks'

/** How long `action` took, in milliseconds. */
export const timed = async (action: () => unknown): Promise<number> => {
  const start = performance.now()
  await action()
  return performance.now() - start
}

/** The value below which `share` of all are; 0 of none. */
export const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0

export const largest = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), 0)

const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))

export interface Span {
  readonly time_ms: number
  /** Processor time of this thread alone: what the time would be on a machine with nothing else to do. */
  readonly cpu_ms: number
  /** The longest that nothing else could run meanwhile. */
  readonly delay_ms: number
}

/** The time of `action`, its processor time and its longest slice. */
export const timedWithDelay = async (action: () => Promise<unknown>): Promise<Span> => {
  const delays = monitorEventLoopDelay({ resolution: 1 })
  delays.enable()
  // The monitor counts from its first tick on: without one a slice that begins at once would be missed.
  await tick()
  const before = process.threadCpuUsage()
  const time_ms = await timed(action)
  const { user, system } = process.threadCpuUsage(before)
  // The last slice is counted when the monitor's own timer comes after it.
  await tick()
  delays.disable()
  return { time_ms, cpu_ms: (user + system) / 1000, delay_ms: delays.max / 1e6 }
}
