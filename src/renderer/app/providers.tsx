import { StyleProvider } from '@ant-design/cssinjs'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { App as AntdApp, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import ruRU from 'antd/locale/ru_RU'
import type { i18n as I18n } from 'i18next'
import { type ReactNode, useEffect, useMemo } from 'react'
import { I18nextProvider } from 'react-i18next'
import { Router } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { type Core, CoreContext } from '../client/core-context.ts'
import { languageOf, usePreferences } from '../state/preferences.ts'
import { themeOf } from './theme.ts'
import { useDark } from './use-dark.ts'

/** Everything that a screen finds around it, on either host. */
export function Providers(props: {
  readonly core: Core
  readonly queries: QueryClient
  readonly i18n: I18n
  readonly styles: Element
  readonly children: ReactNode
}) {
  const dark = useDark()
  const language = usePreferences(languageOf)
  const look = useMemo(() => themeOf(dark), [dark])
  const { i18n } = props

  useEffect(() => {
    document.documentElement.dataset['look'] = dark ? 'dark' : 'light'
  }, [dark])
  useEffect(() => {
    document.documentElement.lang = language
    void i18n.changeLanguage(language)
  }, [i18n, language])

  return (
    <CoreContext value={props.core}>
      <QueryClientProvider client={props.queries}>
        <I18nextProvider i18n={i18n}>
          <StyleProvider container={props.styles} layer>
            <ConfigProvider
              theme={look}
              locale={language === 'ru' ? ruRU : enUS}
              componentSize="middle"
              wave={{ disabled: true }}
            >
              <AntdApp className="kv-app" component="div">
                <Router hook={useHashLocation}>{props.children}</Router>
              </AntdApp>
            </ConfigProvider>
          </StyleProvider>
        </I18nextProvider>
      </QueryClientProvider>
    </CoreContext>
  )
}
