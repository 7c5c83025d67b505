import { useTranslation } from 'react-i18next'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { TabsLine } from '../parts/tabs-line.tsx'
import { OfficePart } from './office-part.tsx'
import { OperatorsPart } from './operators-part.tsx'
import { ProgramPart } from './program-part.tsx'
import { SafetyPart } from './safety/safety-part.tsx'
import { SendingPart } from './sending-part.tsx'
import './settings.css'
import { ShiftPart } from './shift-part.tsx'

const parts = [
  { name: 'office', Part: OfficePart },
  { name: 'sending', Part: SendingPart },
  { name: 'operators', Part: OperatorsPart },
  { name: 'shift', Part: ShiftPart },
  { name: 'safety', Part: SafetyPart },
  { name: 'program', Part: ProgramPart },
] as const

/** The office's own data, how it may send, who works in it, the till's day, and the look of the program. */
export function SettingsScreen() {
  const { t } = useTranslation('settings')
  const { t: common } = useTranslation()
  const [location] = useLocation()
  const here = parts.find(({ name }) => location === `/settings/${name}`)?.name ?? 'office'
  return (
    <div className="kv-screen">
      <TabsLine
        label={common('nav.settings')}
        here={here}
        places={parts.map(({ name }) => ({ name, path: `/settings/${name}`, title: t(`tab.${name}`) }))}
      />
      <div className="kv-set">
        <Switch>
          {parts.map(({ name, Part }) => (
            <Route key={name} path={`/settings/${name}`}>
              <Part />
            </Route>
          ))}
          <Route>
            <Redirect to="/settings/office" />
          </Route>
        </Switch>
      </div>
    </div>
  )
}
