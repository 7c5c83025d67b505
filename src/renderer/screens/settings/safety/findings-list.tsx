import { useTranslation } from 'react-i18next'
import type { VerifyFinding, VerifyReport } from '../../../../shared/contract/verify.ts'
import { findingGroups, valueText } from './finding-groups.ts'

/** What differs, in words, check by check. */
export function FindingsList({ report }: { readonly report: Pick<VerifyReport, 'checks' | 'findings'> }) {
  const { t } = useTranslation('safety')
  return findingGroups(report).map(({ check, wrong, shown, more }) => (
    <section key={check} className="kv-block kv-safe-group" data-testid="verify-group">
      <h4>
        {t(`check.${check}`)} <span className="kv-soft">{t('places', { count: wrong })}</span>
      </h4>
      <ul>
        {shown.map((finding) => (
          <FindingLine key={`${finding.table} ${finding.id} ${finding.expected}`} finding={finding} />
        ))}
      </ul>
      {more > 0 ? <p className="kv-soft">{t('more', { count: more })}</p> : null}
    </section>
  ))
}

function FindingLine({ finding }: { readonly finding: VerifyFinding }) {
  const { t } = useTranslation('safety')
  const { check, table, id, expected, found } = finding
  const nothing = t('nothing')
  return (
    <li data-testid="verify-finding">
      <b>{t('row', { table: t(`table.${table}`, { defaultValue: table }), id })}</b>{' '}
      {t('differs', {
        expected: valueText(check, expected) ?? nothing,
        found: valueText(check, found) ?? nothing,
      })}
    </li>
  )
}
