import { Redirect, Route, Switch } from 'wouter'
import '../parts/parts.css'
import { ClientCard } from './client-card.tsx'
import { ClientList } from './client-list.tsx'
import './clients.css'
import { NewClient } from './new-client.tsx'

/** People who pay: the list, a card, a new one. */
export function ClientsScreen() {
  return (
    <div className="kv-screen">
      <Switch>
        <Route path="/clients">
          <ClientList />
        </Route>
        <Route path="/clients/new">
          <NewClient />
        </Route>
        <Route path="/clients/:id">
          {({ id }) =>
            /^[1-9]\d{0,14}$/.test(id) ? <ClientCard key={id} id={Number(id)} /> : <Redirect to="/clients" />
          }
        </Route>
        <Route>
          <Redirect to="/clients" />
        </Route>
      </Switch>
    </div>
  )
}
