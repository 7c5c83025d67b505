import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeskClient } from './desk-lines.ts'
import type { DeskState } from './desk-state.ts'

/** By what a visit that was put aside is known again: the names of its clients. */
export function useDeskTitle(): (desk: DeskState) => string {
  const { t } = useTranslation('desk')
  const queries = useQueryClient()
  return useCallback(
    (desk) => {
      const names = desk.opened.flatMap(({ clientId }) => {
        const client = queries.getQueryData<DeskClient>(['desk.client', { clientId }])
        return client === undefined ? [] : [client.name]
      })
      return names.length === 0 ? t('visit') : names.join(', ').slice(0, 200)
    },
    [queries, t],
  )
}
