import {
  BankOutlined,
  CalendarOutlined,
  FileTextOutlined,
  HomeOutlined,
  MessageOutlined,
  NotificationOutlined,
  PhoneOutlined,
  SettingOutlined,
  TeamOutlined,
  WalletOutlined,
  WifiOutlined,
} from '@ant-design/icons'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { RailTools } from './rail-tools.tsx'
import type { ScreenPlace } from './screens.ts'

const icons: Readonly<Record<string, ComponentType>> = {
  desk: WalletOutlined,
  today: HomeOutlined,
  clients: TeamOutlined,
  bills: FileTextOutlined,
  messages: MessageOutlined,
  calendar: CalendarOutlined,
  campaigns: NotificationOutlined,
  providers: BankOutlined,
  settings: SettingOutlined,
  modem: WifiOutlined,
  phones: PhoneOutlined,
}

export function Rail({ places }: { readonly places: readonly ScreenPlace[] }) {
  const { t } = useTranslation()
  const [location] = useLocation()
  return (
    <nav className="kv-rail" aria-label={t('nav.label')}>
      {places.map(({ name, path }, at) => {
        const Icon = icons[name]
        const here = path === '/' ? location === '/' : location.startsWith(path)
        const key = at < 10 ? `Ctrl+${(at + 1) % 10}` : undefined
        return (
          <Link
            key={name}
            href={path}
            className={here ? 'kv-rail-item kv-here' : 'kv-rail-item'}
            aria-current={here ? 'page' : undefined}
            title={key === undefined ? t(`nav.${name}`) : `${t(`nav.${name}`)} · ${key}`}
            data-testid={`nav-${name}`}
          >
            {Icon === undefined ? null : <Icon />}
            <span>{t(`nav.${name}`)}</span>
          </Link>
        )
      })}
      <RailTools />
    </nav>
  )
}
