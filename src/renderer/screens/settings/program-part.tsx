import { Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { useOffice } from '../../app/office-context.ts'
import { type Appearance, type Language, usePreferences } from '../../state/preferences.ts'
import { FieldGroup } from '../forms/field.tsx'
import { Facts } from '../parts/facts.tsx'

const languages: readonly { readonly value: Language; readonly label: string }[] = [
  { value: 'ru', label: 'Русский' },
  { value: 'en', label: 'English' },
]
const appearances: readonly Appearance[] = ['system', 'light', 'dark']

/** How the program looks on this computer, and what it is. */
export function ProgramPart() {
  const { t } = useTranslation('settings')
  const { name, kind, timeZone, version } = useOffice()
  const { appearance, language, setAppearance, setLanguage } = usePreferences()
  return (
    <div className="kv-stack kv-set-form">
      <div className="kv-block kv-stack">
        <h3>{t('program.look')}</h3>
        <FieldGroup label={t('program.language')}>
          <Radio.Group
            optionType="button"
            value={language}
            options={[...languages]}
            data-testid="settings-language"
            onChange={(event) => {
              const chosen = languages.find((each) => each.value === event.target.value)
              if (chosen !== undefined) setLanguage(chosen.value)
            }}
          />
        </FieldGroup>
        <FieldGroup label={t('program.theme')} hint={t('program.lookHint')}>
          <Radio.Group
            optionType="button"
            value={appearance}
            options={appearances.map((value) => ({ value, label: t(`theme.${value}`) }))}
            data-testid="settings-theme"
            onChange={(event) => {
              const chosen = appearances.find((each) => each === event.target.value)
              if (chosen !== undefined) setAppearance(chosen)
            }}
          />
        </FieldGroup>
      </div>
      <div className="kv-block">
        <h3>{t('program.about')}</h3>
        <Facts
          facts={[
            { name: t('program.version'), value: version },
            { name: t('program.office'), value: name },
            { name: t('program.kind'), value: t(`kind.${kind}`) },
            { name: t('program.zone'), value: timeZone },
          ]}
        />
        <p className="kv-soft">{t('program.what')}</p>
      </div>
    </div>
  )
}
