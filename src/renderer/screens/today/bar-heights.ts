const least_px = 3

/** Heights of bars for counts, the largest `full_px`; whatever is not zero can be seen. */
export function barHeights(counts: readonly number[], full_px: number): number[] {
  const most = Math.max(0, ...counts)
  return counts.map((count) => (count === 0 ? 0 : Math.max(least_px, Math.round((count / most) * full_px))))
}
