import { FileTextOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useOffice } from '../../app/office-context.ts'
import { useCoreQuery } from '../../client/use-core-query.ts'
import type { Loading } from './use-loading.ts'

/** The shipped registries, read by one press: of invented accounts, so that a real office has no use for them. */
export function Examples({ loading }: { readonly loading: Loading }) {
  const { t } = useTranslation('bills')
  const training = useOffice().kind === 'training'
  const { data } = useCoreQuery('registries.examples', {}, { enabled: training })
  const items = data?.items ?? []
  if (items.length === 0) return <aside />
  return (
    <aside className="kv-stack" aria-label={t('examples.title')}>
      <h3 className="kv-load-title">{t('examples.title')}</h3>
      <p className="kv-soft">{t('examples.hint')}</p>
      {items.map((example) => (
        <button
          key={example.fileName}
          type="button"
          className="kv-example"
          disabled={loading.busy}
          data-testid="registry-example"
          onClick={() => void loading.takeExample(example)}
        >
          <FileTextOutlined />
          <span>
            <b>{example.title}</b>
            <span className="kv-soft">
              {example.fileName} · {t(`kindShort.${example.kind}`)}
            </span>
          </span>
        </button>
      ))}
    </aside>
  )
}
