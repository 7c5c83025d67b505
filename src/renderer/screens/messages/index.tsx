import { EditOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { TabsLine } from '../parts/tabs-line.tsx'
import { HoldButton } from './hold-button.tsx'
import { IncomingPart } from './incoming-part.tsx'
import './messages.css'
import { OutgoingPart } from './outgoing-part.tsx'
import { UnknownPart } from './unknown-part.tsx'
import { useWriting } from './writing.ts'

const places = ['out', 'in', 'unknown'] as const

/** SMS both ways, and those whose fate a person decides. */
export function MessagesScreen() {
  const { t } = useTranslation('messages')
  const [location] = useLocation()
  const { data: top } = useCoreQuery('office.top', {})
  const { open, show } = useWriting()
  const part = location.split('/')[2]
  const here = part === 'in' ? 'in' : part === 'uncertain' || part === 'failed' ? 'unknown' : 'out'
  const counts = { out: 0, in: top?.unread ?? 0, unknown: (top?.uncertain ?? 0) + (top?.failed ?? 0) }
  const paths = {
    out: '/messages/out',
    in: '/messages/in',
    unknown: top?.uncertain === 0 && top.failed > 0 ? '/messages/failed' : '/messages/uncertain',
  }
  return (
    <div className="kv-screen">
      <TabsLine
        label={t('label')}
        here={here}
        places={places.map((name) => ({
          name,
          path: paths[name],
          title: t(`tab.${name}`),
          count: counts[name],
        }))}
      >
        <HoldButton holding={top?.holding ?? null} queued={top?.queued ?? 0} />
        <Button
          type="primary"
          icon={<EditOutlined />}
          data-testid="message-write"
          onClick={() => show(!open)}
        >
          {t('write.button')}
        </Button>
      </TabsLine>
      {top?.holding === 'restored' ? (
        <p className="kv-note kv-note-warn kv-restored-note" data-testid="messages-restored">
          <b>{t('hold.restored')}</b> {t('hold.restoredWhat')}
        </p>
      ) : null}
      <Switch>
        <Route path="/messages/out">
          <OutgoingPart />
        </Route>
        <Route path="/messages/in">
          <IncomingPart />
        </Route>
        <Route path="/messages/uncertain">
          <UnknownPart status="uncertain" top={top} />
        </Route>
        <Route path="/messages/failed">
          <UnknownPart status="failed" top={top} />
        </Route>
        <Route>
          <Redirect to="/messages/out" />
        </Route>
      </Switch>
    </div>
  )
}
