/** Rows that PageUp and PageDown pass over. */
const pageRows = 10

/** Where a key moves the mark of a list of `count` rows; null when the key does not move it. */
export function moveMark(key: string, mark: number, count: number): number | null {
  const last = Math.max(0, count - 1)
  const within = (to: number): number => Math.min(last, Math.max(0, to))
  switch (key) {
    case 'ArrowDown':
      return within(mark + 1)
    case 'ArrowUp':
      return within(mark - 1)
    case 'PageDown':
      return within(mark + pageRows)
    case 'PageUp':
      return within(mark - pageRows)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return null
  }
}
