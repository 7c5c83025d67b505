import { Redirect, Route, Switch } from 'wouter'
import '../parts/parts.css'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { NewProvider } from './new-provider.tsx'
import { ProviderCards } from './provider-cards.tsx'
import { ProviderPart } from './provider-part.tsx'
import './providers.css'
import { useMaySave } from './use-may-save.ts'

/** Who is paid, on what terms, for what, at which price. */
export function ProvidersScreen() {
  const providers = useCoreQuery('providers.list', {})
  const maySave = useMaySave()
  const items = providers.data?.items
  const first = items?.[0]?.id ?? (items !== undefined && maySave ? 'new' : null)
  return (
    <div className="kv-providers">
      <ProviderCards providers={providers} />
      <section className="kv-provider">
        <Switch>
          <Route path="/providers">
            {first === null ? null : <Redirect to={`/providers/${first}`} replace />}
          </Route>
          <Route path="/providers/new">
            <NewProvider />
          </Route>
          <Route path="/providers/:id">
            {({ id }) =>
              /^[1-9]\d{0,14}$/.test(id) ? (
                <ProviderPart key={id} id={Number(id)} />
              ) : (
                <Redirect to="/providers" />
              )
            }
          </Route>
          <Route>
            <Redirect to="/providers" />
          </Route>
        </Switch>
      </section>
    </div>
  )
}
