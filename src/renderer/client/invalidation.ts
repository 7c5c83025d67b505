import type { QueryName } from '../../shared/contract/contract.ts'
import type { Topic } from '../../shared/contract/topics.ts'

/** What each query reads: when the core says that a topic changed, its queries are stale. */
const reads: Readonly<Record<QueryName, readonly Topic[]>> = {
  'office.status': ['office'],
  'office.top': ['office', 'shift', 'payments', 'messages', 'inbox', 'modem', 'calendar'],
  'office.settings': ['office'],
  'session.who': ['office'],
  'operators.list': ['office'],
  'desk.search': ['clients', 'accounts', 'bills', 'payments'],
  'desk.client': ['clients', 'accounts', 'bills', 'payments', 'providers', 'claims', 'calendar'],
  'desk.quote': ['providers', 'calendar', 'office'],
  'desk.receipt': ['payments'],
  'desk.payments': ['payments', 'messages'],
  'desk.drafts': ['drafts'],
  'clients.page': ['clients', 'accounts', 'bills', 'payments'],
  'clients.get': ['clients', 'accounts', 'bills', 'payments', 'messages', 'claims'],
  'bills.page': ['bills', 'payments', 'registries', 'claims'],
  'registries.page': ['registries'],
  'registries.get': ['registries'],
  'registries.rows': ['registries'],
  'registries.examples': ['providers'],
  'registries.example': [],
  'messages.out': ['messages'],
  'messages.in': ['inbox'],
  'messages.measure': [],
  'today.summary': [
    'office',
    'shift',
    'payments',
    'bills',
    'messages',
    'inbox',
    'reminders',
    'calendar',
    'providers',
    'registries',
    'drafts',
    'orders',
    'claims',
    'modem',
  ],
  'calendar.month': ['calendar', 'reminders', 'bills', 'payments'],
  'calendar.day': ['calendar', 'reminders', 'bills', 'payments', 'messages'],
  'rules.list': ['reminders'],
  'providers.list': ['providers'],
  'providers.get': ['providers'],
  'campaigns.list': ['campaigns', 'messages'],
  'campaigns.preview': ['campaigns', 'clients'],
  'modem.state': ['modem', 'messages'],
  'modem.ports': ['modem'],
  'modem.events': ['modem', 'messages'],
  'modem.links': ['modem'],
  'modem.sims': ['modem', 'messages'],
  'modem.tryPattern': [],
  'modem.ussdHistory': ['modem'],
  'modem.samples': [],
  'modem.alarms': ['modem', 'messages', 'office'],
  'modem.checkSteps': ['modem'],
  'modem.trace': [],
  'modem.maskedTrace': [],
  'phones.panel': ['modem', 'phones'],
  'phones.list': ['phones'],
  'phones.thread': ['phones'],
  'safety.state': ['safety', 'office'],
  'safety.words': [],
  'safety.sheet': [],
  'gate.state': ['gate'],
  'gate.inspect': [],
}

const queryTopics: ReadonlyMap<string, readonly Topic[]> = new Map(Object.entries(reads))

/** True when a query, told by the first word of its key, shows rows of one of these topics. */
export function isStale(query: unknown, changed: readonly string[]): boolean {
  const own = typeof query === 'string' ? queryTopics.get(query) : undefined
  return own?.some((topic) => changed.includes(topic)) ?? false
}
