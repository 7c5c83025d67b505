import { useTranslation } from 'react-i18next'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { TabsLine } from '../parts/tabs-line.tsx'
import { BillList } from './bill-list.tsx'
import './bills.css'
import { LoadPart } from './load-part.tsx'
import { RegistryList } from './registry-list.tsx'
import { RegistryPart } from './registry-part.tsx'

/** Registries in, and the bills that they made. */
export function BillsScreen() {
  const { t } = useTranslation('bills')
  const [location] = useLocation()
  const here = location.startsWith('/bills/list')
    ? 'list'
    : location.startsWith('/bills/registr')
      ? 'registries'
      : 'load'
  return (
    <div className="kv-screen">
      <TabsLine
        label={t('label')}
        here={here}
        places={[
          { name: 'load', path: '/bills', title: t('tab.load') },
          { name: 'list', path: '/bills/list', title: t('tab.list') },
          { name: 'registries', path: '/bills/registries', title: t('tab.registries') },
        ]}
      />
      <Switch>
        <Route path="/bills">
          <LoadPart />
        </Route>
        <Route path="/bills/list">
          <BillList />
        </Route>
        <Route path="/bills/registries">
          <RegistryList />
        </Route>
        <Route path="/bills/registry/:id">
          {({ id }) =>
            /^[1-9]\d{0,14}$/.test(id) ? <RegistryPart key={id} id={Number(id)} /> : <Redirect to="/bills" />
          }
        </Route>
        <Route>
          <Redirect to="/bills" />
        </Route>
      </Switch>
    </div>
  )
}
