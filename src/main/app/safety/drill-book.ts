import type { z } from 'zod'
import { DrillView } from '../../../shared/contract/safety.ts'
import { readSetting, writeSetting } from '../office/office-book.ts'
import type { Reader, Writer } from '../ports/store.ts'

/** How the last drill went; null = there was none yet. */
export const readDrill = (read: Reader): z.output<typeof DrillView> | null =>
  DrillView.nullable().parse(JSON.parse(readSetting(read, 'drill') ?? 'null'))

export const writeDrill = (tx: Writer, drill: z.output<typeof DrillView>): void =>
  writeSetting(tx, 'drill', drill)
