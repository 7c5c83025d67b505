import type { TFunction } from 'i18next'
import type { PageItem } from '../../client/use-pages.ts'

export type Incoming = PageItem<'messages.in'>

/** What the text was taken for; a part of a long message may still be on its way. */
export function understood(t: TFunction<'messages'>, row: Incoming): string {
  if (row.requestKind === null) return t(`inStatus.${row.status}`)
  return t(`request.${row.requestKind}`, { defaultValue: row.requestKind })
}
