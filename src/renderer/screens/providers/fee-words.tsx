import { useTranslation } from 'react-i18next'
import { formatMoney } from '../../../shared/money.ts'
import { type FeeTerms, feeExample } from './fee-example.ts'
import { formatPercent } from './percent.ts'

/** The sum that the office's books show everywhere. */
const example_kop = 184_250

/** A fee in words, with what it makes of one sum. */
export function FeeWords({ terms }: { readonly terms: FeeTerms }) {
  const { t } = useTranslation('providers')
  const parts = [
    terms.rate_bp > 0 || terms.fixed_kop === 0 ? `${formatPercent(terms.rate_bp)} %` : null,
    terms.fixed_kop > 0 ? `${formatMoney(terms.fixed_kop)} ₽` : null,
  ].filter((part) => part !== null)
  return (
    <span data-testid="fee-example">
      {parts.join(' + ')}
      {terms.minimum_kop > 0 ? `, ${t('fee.atLeast', { sum: formatMoney(terms.minimum_kop) })}` : ''}
      {terms.maximum_kop === null ? '' : `, ${t('fee.atMost', { sum: formatMoney(terms.maximum_kop) })}`}
      {`, ${t(`mode.${terms.mode}`)}`}
      <b className="kv-fee-example">
        {t('fee.example', {
          sum: formatMoney(example_kop),
          fee: formatMoney(feeExample(example_kop, terms)),
        })}
      </b>
    </span>
  )
}
