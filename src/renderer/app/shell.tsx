import { Spin } from 'antd'
import { Suspense } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { useSearch } from '../state/search.ts'
import { FooterKeys } from './footer-keys.tsx'
import { LinkNote } from './link-note.tsx'
import { useOffice } from './office-context.ts'
import { Rail } from './rail.tsx'
import { screenPlaces } from './screens.ts'
import { SearchBar } from './search-bar.tsx'
import { SearchHits } from './search-hits.tsx'
import { TopBar } from './top-bar.tsx'
import { useGlobalKeys, useLeaveSearch } from './use-global-keys.ts'

/** The frame of every screen: rail, top line, search, the screen, the keys that work now. */
export function Shell() {
  const { kind } = useOffice()
  const searching = useSearch((state) => state.text.trim() !== '')
  const places = screenPlaces.filter((place) => kind === 'training' || !place.trainingOnly)
  useGlobalKeys(places)
  useLeaveSearch()
  return (
    <div className="kv-shell" data-kind={kind}>
      <TopBar />
      <Rail places={places} />
      <SearchBar />
      {searching ? <SearchHits /> : null}
      <main className="kv-main" hidden={searching}>
        <Suspense fallback={<Spin className="kv-wait" />}>
          <Switch>
            {places.map(({ name, path, Screen }) => (
              <Route key={name} path={path === '/' ? path : `${path}/*?`}>
                <Screen />
              </Route>
            ))}
            <Route>
              <Redirect to="/" />
            </Route>
          </Switch>
        </Suspense>
      </main>
      <LinkNote />
      <FooterKeys />
    </div>
  )
}
