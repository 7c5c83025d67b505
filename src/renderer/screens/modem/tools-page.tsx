import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { mayAct, useSession } from '../../state/session.ts'
import { CheckWalk } from './check-walk.tsx'
import { TraceView } from './trace-view.tsx'
import { UssdBox } from './ussd-box.tsx'

/** Looking inside: the way of a message step by step, a code to the operator, the talk with the modem. */
export function ToolsPage() {
  const { t } = useTranslation('modem-link')
  const operator = useSession((state) => state.operator)
  const links = useCoreQuery('modem.links', {})
  const [link, setLink] = useState<1 | 2>(1)
  const several = (links.data?.links.length ?? 1) > 1
  return (
    <div className="kv-mo">
      <div className="kv-mo-column">
        {several ? (
          <Segmented
            value={link}
            options={[
              { value: 1, label: t('firstModem') },
              { value: 2, label: t('secondModem') },
            ]}
            onChange={(value) => setLink(value === 2 ? 2 : 1)}
          />
        ) : null}
        <CheckWalk link={link} />
      </div>
      <div className="kv-mo-column">
        <UssdBox key={`ussd-${link}`} link={link} />
        {mayAct(operator, 'senior') ? <TraceView key={`trace-${link}`} link={link} /> : null}
      </div>
    </div>
  )
}
