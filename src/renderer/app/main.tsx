import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import { createCore } from '../client/create-core.ts'
import { createQueryClient, followCore } from '../client/query-client.ts'
import { connectTransport } from '../client/transport.ts'
import { createI18n } from '../i18n/i18n.ts'
import { languageOf, usePreferences } from '../state/preferences.ts'
import { useSession } from '../state/session.ts'
import { CrashGuard } from './crash-guard.tsx'
import { Gate } from './gate.tsx'
import './look.css'
import './shell.css'
import { Providers } from './providers.tsx'
import { createStyleShelf } from './style-shelf.ts'

// The content policy forbids the code that zod would otherwise compile.
z.config({ jitless: true })

async function start(place: HTMLElement): Promise<void> {
  // First of all: the launch address holds a ticket, which the router must not see.
  const transport = connectTransport()
  const i18n = await createI18n(languageOf(usePreferences.getState()))
  const queries = createQueryClient()
  const core = createCore(transport, {
    read: () => useSession.getState().session,
    end: () => useSession.getState().end(),
  })
  followCore(core, queries)
  createRoot(place).render(
    <StrictMode>
      <CrashGuard>
        <Providers core={core} queries={queries} i18n={i18n} styles={createStyleShelf()}>
          <Gate />
        </Providers>
      </CrashGuard>
    </StrictMode>,
  )
}

const place = document.getElementById('root')
if (place !== null) void start(place)
