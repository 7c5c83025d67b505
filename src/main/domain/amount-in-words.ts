import numberToWords from 'number-to-words-ru'
import { formatMachineMoney, type Kopecks } from '../../shared/money.ts'

/** A sum for a receipt: «Одна тысяча восемьсот сорок два рубля 50 копеек». */
export function amountInWords(amount: Kopecks): string {
  return numberToWords.convert(formatMachineMoney(amount))
}
