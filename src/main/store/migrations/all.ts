import type { Migration } from '../migration.ts'
import { migration0001 } from './0001-office.ts'
import { migration0002 } from './0002-modem.ts'

/** Every step of the schema, in order; an office is brought to the last when it opens. */
export const migrations: readonly Migration[] = [migration0001, migration0002]
