import type { z } from 'zod'
import type { PanelAct, PanelView } from '../../../shared/contract/modem-link.ts'

/** The invented modems of a training office, as its control panel breaks and mends them. */
export interface VirtualPanel {
  view(): z.output<typeof PanelView>
  act(link: 1 | 2, act: z.output<typeof PanelAct>): void
}
