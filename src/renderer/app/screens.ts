import { type ComponentType, type LazyExoticComponent, lazy } from 'react'

export interface ScreenPlace {
  readonly name: string
  readonly path: string
  readonly Screen: LazyExoticComponent<ComponentType>
  /** Only in a training office: it shows the invented clients' phones. */
  readonly trainingOnly: boolean
}

const place = (name: string, path: string, load: () => Promise<ComponentType>): ScreenPlace => ({
  name,
  path,
  Screen: lazy(async () => ({ default: await load() })),
  trainingOnly: name === 'phones',
})

/** Every screen in the order of the rail: the first nine answer to Ctrl+1…9. */
export const screenPlaces: readonly ScreenPlace[] = [
  place('desk', '/', async () => (await import('../screens/desk/index.tsx')).DeskScreen),
  place('today', '/today', async () => (await import('../screens/today/index.tsx')).TodayScreen),
  place('clients', '/clients', async () => (await import('../screens/clients/index.tsx')).ClientsScreen),
  place('bills', '/bills', async () => (await import('../screens/bills/index.tsx')).BillsScreen),
  place('messages', '/messages', async () => (await import('../screens/messages/index.tsx')).MessagesScreen),
  place('calendar', '/calendar', async () => (await import('../screens/calendar/index.tsx')).CalendarScreen),
  place(
    'campaigns',
    '/campaigns',
    async () => (await import('../screens/campaigns/index.tsx')).CampaignsScreen,
  ),
  place(
    'providers',
    '/providers',
    async () => (await import('../screens/providers/index.tsx')).ProvidersScreen,
  ),
  place('settings', '/settings', async () => (await import('../screens/settings/index.tsx')).SettingsScreen),
  place('modem', '/modem', async () => (await import('../screens/modem/index.tsx')).ModemScreen),
  place('phones', '/phones', async () => (await import('../screens/phones/index.tsx')).PhonesScreen),
]

export function pathOf(name: string): string {
  return screenPlaces.find((each) => each.name === name)?.path ?? '/'
}
