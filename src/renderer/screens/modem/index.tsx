import { useTranslation } from 'react-i18next'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { useOffice } from '../../app/office-context.ts'
import { TabsLine } from '../parts/tabs-line.tsx'
import '../parts/parts.css'
import { useAlarms } from './alarm-list.tsx'
import { CardsPage } from './cards-page.tsx'
import { LinkPage } from './link-page.tsx'
import './modem.css'
import './modem-link.css'
import { PracticePage } from './practice-page.tsx'
import { ToolsPage } from './tools-page.tsx'

const pages = [
  { name: 'modem-link', path: '/modem', Page: LinkPage },
  { name: 'modem-cards', path: '/modem/cards', Page: CardsPage },
  { name: 'modem-check', path: '/modem/check', Page: ToolsPage },
  { name: 'modem-practice', path: '/modem/practice', Page: PracticePage },
] as const

/** The modem: its link, its cards, a look inside, and in a training office everything that can be broken. */
export function ModemScreen() {
  const { t } = useTranslation('modem-link')
  const { t: common } = useTranslation()
  const { kind } = useOffice()
  const [location] = useLocation()
  const alarms = useAlarms()
  const shown = pages.filter(({ name }) => kind === 'training' || name !== 'modem-practice')
  const here = shown.find(({ path }) => path === location)?.name ?? 'modem-link'
  const asked = (alarms.data?.items ?? []).filter(({ code }) => code === 'sim-asked').length
  return (
    <div className="kv-screen">
      <TabsLine
        label={common('nav.modem')}
        here={here}
        places={shown.map(({ name, path }) => ({
          name,
          path,
          title: t(`tab.${name}`),
          count: name === 'modem-cards' ? asked : 0,
        }))}
      />
      <div className="kv-ml-page">
        <Switch>
          {shown.map(({ name, path, Page }) => (
            <Route key={name} path={path}>
              <Page />
            </Route>
          ))}
          <Route>
            <Redirect to="/modem" />
          </Route>
        </Switch>
      </div>
    </div>
  )
}
