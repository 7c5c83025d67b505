/** Basis points of a typed percentage (`2`, `1,5`, `0.75 %`); null for anything with more than two decimals. */
export function parsePercent(text: string): number | null {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/.exec(text.trim())
  if (match?.[1] === undefined) return null
  const basisPoints = Number(match[1] + (match[2] ?? '').padEnd(2, '0'))
  return basisPoints <= 10_000 ? basisPoints : null
}

/** `1,5` of 150 basis points. */
export function formatPercent(basisPoints: number): string {
  const whole = Math.trunc(basisPoints / 100)
  const rest = String(basisPoints % 100)
    .padStart(2, '0')
    .replace(/0+$/, '')
  return rest === '' ? String(whole) : `${whole},${rest}`
}
