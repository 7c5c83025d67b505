import { createInstance, type i18n as I18n, type Resource } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '../state/preferences.ts'

type Texts = Record<string, unknown>

const files = import.meta.glob<Texts>('./{ru,en}/*.json', { eager: true, import: 'default' })

/** Every `<language>/<namespace>.json` beside this file: a screen adds its own and finds it by its name. */
function collect(): Resource {
  const resources: Record<string, Record<string, Texts>> = {}
  for (const [path, texts] of Object.entries(files)) {
    const match = /\.\/(\w+)\/([\w-]+)\.json$/.exec(path)
    const language = match?.[1]
    const namespace = match?.[2]
    if (language === undefined || namespace === undefined) continue
    resources[language] = { ...resources[language], [namespace]: texts }
  }
  return resources
}

/** Russian first; English where a window asks for it; a text missing in English is shown in Russian. */
export async function createI18n(language: Language): Promise<I18n> {
  const i18n = createInstance()
  await i18n.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'ru',
    resources: collect(),
    defaultNS: 'common',
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  return i18n
}
