import { Progress, Spin } from 'antd'
import { useTranslation } from 'react-i18next'
import { useProgress } from '../bills/use-progress.ts'
import './gate.css'

/** The office is on its way: calm, and said only when it takes longer than a glance. */
export function Opening({ why }: { readonly why: 'opening' | 'restarting' }) {
  const { t } = useTranslation('gate')
  const restored = useProgress('restore')
  return (
    <div className="kv-gate kv-gate-opening" role="status" data-testid={`gate-${why}`}>
      <Spin size="large" />
      <h1>{t(`${why}.title`)}</h1>
      <p>{t(`${why}.what`)}</p>
      {restored === null ? null : <Progress className="kv-gate-progress" percent={restored} />}
    </div>
  )
}
