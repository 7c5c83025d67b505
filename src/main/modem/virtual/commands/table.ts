import type { Handlers } from '../context.ts'
import { generalCommands } from './general.ts'
import { identityCommands } from './identity.ts'
import { networkCommands } from './network.ts'
import { phonebookCommands } from './phonebook.ts'
import { securityCommands } from './security.ts'
import { smsSendCommands } from './sms-send.ts'
import { smsSettingsCommands } from './sms-settings.ts'
import { smsStoreCommands } from './sms-store.ts'
import { ussdCommands } from './ussd.ts'

/** Every command the virtual modem knows, by its name in upper case. */
export const handlers: Handlers = {
  ...generalCommands,
  ...identityCommands,
  ...networkCommands,
  ...phonebookCommands,
  ...securityCommands,
  ...smsSendCommands,
  ...smsSettingsCommands,
  ...smsStoreCommands,
  ...ussdCommands,
}
