import { Table, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import type { SafetyView } from '../../../../shared/contract/safety.ts'
import { useBytesText } from '../../../components/bytes-text.ts'
import { EmptyState } from '../../../components/empty-state.tsx'
import { useInstantText } from '../../../components/instant-text.tsx'

type Copy = SafetyView['copies'][number]

const height_px = 236

/** Every copy there is, the newest first: of when, why, where, how large, and whether it was opened since. */
export function CopiesPart({ copies }: { readonly copies: SafetyView['copies'] }) {
  const { t } = useTranslation('safety')
  const columns = useColumns()
  const rows = copies.toSorted((one, other) => other.at - one.at)
  return (
    <section className="kv-block kv-safety-copies">
      <h3>{t('copies')}</h3>
      {rows.length === 0 ? (
        <EmptyState title={t('noCopies')} hint={t('noCopiesHint')} />
      ) : (
        <Table<Copy>
          size="small"
          columns={columns}
          dataSource={rows}
          rowKey={({ where, name }) => `${where} ${name}`}
          pagination={false}
          scroll={{ y: height_px }}
          onRow={() => ({ className: 'kv-copy-row', 'data-testid': 'copy-row' })}
        />
      )}
      <p className="kv-soft">{t('kept')}</p>
    </section>
  )
}

function useColumns(): TableColumnsType<Copy> {
  const { t } = useTranslation('safety')
  const say = useInstantText()
  const size = useBytesText()
  return [
    { key: 'at', title: t('column.at'), width: 150, render: (_value, { at }) => say(at) },
    { key: 'reason', title: t('column.reason'), render: (_value, { reason }) => t(`reason.${reason}`) },
    {
      key: 'where',
      title: t('column.where'),
      width: 100,
      render: (_value, { where }) => t(`where.${where}`),
    },
    {
      key: 'size',
      title: t('column.size'),
      width: 90,
      align: 'right',
      render: (_value, copy) => size(copy.size),
    },
    {
      key: 'checked',
      title: t('column.checked'),
      width: 160,
      render: (_value, { problem, checkedAt }) =>
        problem !== null ? (
          <span className="kv-say-bad">
            {t(`copyProblem.${problem}`, { defaultValue: t('copyProblem.other', { code: problem }) })}
          </span>
        ) : checkedAt === null ? (
          <span className="kv-say-warn">{t('unchecked')}</span>
        ) : (
          <span className="kv-say-good">✓ {say(checkedAt)}</span>
        ),
    },
  ]
}
