import { LogoutOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCoreCommand } from '../client/use-core-command.ts'
import { useSession } from '../state/session.ts'
import { LookSwitches } from './look-switches.tsx'

export function RailTools() {
  const { t } = useTranslation()
  const { operator, end } = useSession()
  const logout = useCoreCommand('session.logout')
  return (
    <div className="kv-rail-tools">
      <LookSwitches />
      <Button
        type="text"
        size="small"
        icon={<LogoutOutlined />}
        title={`${operator?.name ?? ''} · ${t('act.logout')}`}
        aria-label={t('act.logout')}
        data-testid="logout"
        onClick={async () => {
          await logout.run({})
          end()
        }}
      />
    </div>
  )
}
