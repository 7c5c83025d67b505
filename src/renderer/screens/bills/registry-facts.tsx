import { useTranslation } from 'react-i18next'
import { formatMoney } from '../../../shared/money.ts'
import { Facts } from '../parts/facts.tsx'
import type { Registry } from './registry-part.tsx'

/** How the file was understood, and what in it should be looked at. */
export function RegistryFacts({ registry }: { readonly registry: Registry }) {
  const { t } = useTranslation('bills')
  const separator = t(`separator.${separatorName(registry.separator)}`, { defaultValue: registry.separator })
  return (
    <>
      {registry.warnings.map((warning) => (
        <div key={warning.code} className="kv-note kv-note-warn" data-testid="registry-warning">
          {t(`warning.${warning.code}`, { ...readable(warning), defaultValue: warning.code })}
        </div>
      ))}
      <div className="kv-block">
        <h3>{t('facts.title')}</h3>
        <Facts
          facts={[
            { name: t('facts.encoding'), value: registry.encoding },
            { name: t('facts.separator'), value: separator },
            { name: t('facts.rows'), value: registry.rows },
            ...registry.columns.map(({ field, header, index }) => ({
              name: t(`field.${field}`, { defaultValue: field }),
              value: (
                <>
                  {header === '' ? null : `«${header}» `}
                  <span className="kv-soft">{t('facts.column', { number: index + 1 })}</span>
                </>
              ),
            })),
          ]}
        />
      </div>
    </>
  )
}

function separatorName(separator: string): string {
  const names: Readonly<Record<string, string>> = {
    ';': 'semicolon',
    ',': 'comma',
    '\t': 'tab',
    '|': 'bar',
  }
  return names[separator] ?? 'none'
}

/** Sums come as kopecks, shares as fractions. */
function readable({ code, details }: Registry['warnings'][number]): Readonly<Record<string, string>> {
  const change = (text: string): string => {
    const number = Number(text)
    if (code === 'trailer-sum' && Number.isSafeInteger(number)) return formatMoney(number)
    return code === 'encoding-unsure' ? String(Math.round(100 * number)) : text
  }
  return Object.fromEntries(Object.entries(details).map(([name, text]) => [name, change(text)]))
}
