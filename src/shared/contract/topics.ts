/** What can change under a window's feet. A query belongs to the topics it reads. */
export const topics = [
  'office',
  'shift',
  'clients',
  'accounts',
  'payments',
  'bills',
  'registries',
  'providers',
  'messages',
  'inbox',
  'reminders',
  'calendar',
  'campaigns',
  'modem',
  'phones',
  'drafts',
  'orders',
  'claims',
  'gate',
  'safety',
] as const

export type Topic = (typeof topics)[number]
