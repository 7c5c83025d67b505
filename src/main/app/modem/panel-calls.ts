import { modemLinkCalls } from '../../../shared/contract/modem-link.ts'
import { fail } from '../calls/failure.ts'
import { actUnkept, answer } from '../calls/handlers.ts'
import type { VirtualPanel } from '../ports/virtual-panel.ts'

/** The control panel of the invented modems; a real office has none. */
export const panelRoutes = (panel: VirtualPanel | null) => ({
  'phones.panel': answer(modemLinkCalls['phones.panel'], () =>
    panel === null ? fail('office.training-only') : panel.view(),
  ),
  'phones.control': actUnkept(modemLinkCalls['phones.control'], async (input, call) => {
    if (panel === null) return fail('office.training-only')
    panel.act(input.link, input.act)
    call.changed('phones', 'modem')
    return {}
  }),
})
