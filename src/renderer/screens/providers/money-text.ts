import { formatSmsMoney, type Kopecks, parseMoney } from '../../../shared/money.ts'

/** An amount as it is typed into a field: `15000` or `36,85`. */
export function moneyText(amount: Kopecks | null): string {
  return amount === null ? '' : formatSmsMoney(amount).replace(/,00$/, '')
}

/** Kopecks of a typed amount; null for an empty field, NaN (which no schema takes) for one that is no amount. */
export function kopecksOfText(text: string): Kopecks | null {
  return text.trim() === '' ? null : (parseMoney(text) ?? Number.NaN)
}
