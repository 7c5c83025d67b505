import { DesktopOutlined, MoonOutlined, SunOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Appearance, languageOf, usePreferences } from '../state/preferences.ts'

const next: Readonly<Record<Appearance, Appearance>> = { system: 'light', light: 'dark', dark: 'system' }
const signs = { system: <DesktopOutlined />, light: <SunOutlined />, dark: <MoonOutlined /> }

/** Light, dark or as the system; Russian or English. */
export function LookSwitches() {
  const { t } = useTranslation()
  const { appearance, setAppearance, setLanguage } = usePreferences()
  const language = usePreferences(languageOf)
  const look = t(`appearance.${appearance}`)
  return (
    <span className="kv-look-switches">
      <Button
        type="text"
        size="small"
        icon={signs[appearance]}
        title={look}
        aria-label={look}
        data-testid="switch-appearance"
        onClick={() => setAppearance(next[appearance])}
      />
      <Button
        type="text"
        size="small"
        title={t('appearance.language')}
        data-testid="switch-language"
        onClick={() => setLanguage(language === 'ru' ? 'en' : 'ru')}
      >
        {language === 'ru' ? 'EN' : 'РУ'}
      </Button>
    </span>
  )
}
