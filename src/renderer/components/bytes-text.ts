import { useTranslation } from 'react-i18next'

const steps = ['bytes', 'kilo', 'mega', 'giga'] as const
const step = 1024

/** A number of octets in the largest unit that keeps it above one, and that unit: `[12.4, 'mega']`. */
export function bytesIn(octets: number): readonly [number, (typeof steps)[number]] {
  const at = octets < 1 ? 0 : Math.min(steps.length - 1, Math.floor(Math.log(octets) / Math.log(step)))
  return [octets / step ** at, steps[at] ?? 'bytes']
}

/** `12,4 МБ` in the window's language. */
export function useBytesText(): (octets: number) => string {
  const { t, i18n } = useTranslation()
  return (octets) => {
    const [value, unit] = bytesIn(octets)
    const digits = unit === 'bytes' || value >= 100 ? 0 : 1
    return t(`unit.${unit}`, {
      value: value.toLocaleString(i18n.language, { maximumFractionDigits: digits }),
    })
  }
}
