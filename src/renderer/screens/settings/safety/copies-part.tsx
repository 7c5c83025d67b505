import { useTranslation } from 'react-i18next'
import type { SafetyView } from '../../../../shared/contract/safety.ts'
import { useBytesText } from '../../../components/bytes-text.ts'
import { EmptyState } from '../../../components/empty-state.tsx'
import { useInstantText } from '../../../components/instant-text.tsx'

type Copy = SafetyView['copies'][number]

const columns = ['at', 'reason', 'where', 'size', 'checked'] as const

/** Every copy there is, the newest first: of when, why, where, how large, and whether it was opened since. */
export function CopiesPart({ copies }: { readonly copies: SafetyView['copies'] }) {
  const { t } = useTranslation('safety')
  const rows = copies.toSorted((one, other) => other.at - one.at)
  return (
    <section className="kv-block kv-safety-copies">
      <h3>{t('copies')}</h3>
      {rows.length === 0 ? (
        <EmptyState title={t('noCopies')} hint={t('noCopiesHint')} />
      ) : (
        <div className="kv-safety-rows">
          <table>
            <thead>
              <tr>
                {columns.map((name) => (
                  <th key={name} scope="col">
                    {t(`column.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((copy) => (
                <CopyRow key={`${copy.where} ${copy.name}`} copy={copy} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="kv-soft">{t('kept')}</p>
    </section>
  )
}

function CopyRow({ copy }: { readonly copy: Copy }) {
  const { t } = useTranslation('safety')
  const say = useInstantText()
  const size = useBytesText()
  return (
    <tr data-testid="copy-row" title={copy.name}>
      <td>{say(copy.at)}</td>
      <td>{t(`reason.${copy.reason}`)}</td>
      <td>{t(`where.${copy.where}`)}</td>
      <td>{size(copy.size)}</td>
      <td>
        <CopyMark copy={copy} />
      </td>
    </tr>
  )
}

function CopyMark({ copy: { problem, checkedAt } }: { readonly copy: Copy }) {
  const { t } = useTranslation('safety')
  const say = useInstantText()
  if (problem !== null) {
    const words = t(`copyProblem.${problem}`, { defaultValue: t('copyProblem.other', { code: problem }) })
    return <span className="kv-say-bad">{words}</span>
  }
  return checkedAt === null ? (
    <span className="kv-say-warn">{t('unchecked')}</span>
  ) : (
    <span className="kv-say-good">✓ {say(checkedAt)}</span>
  )
}
