import { useMemo } from 'react'
import { useCoreQuery } from '../../client/use-core-query.ts'

/** The services in use, grouped by provider, for a choice; `error` when they could not be read. */
export function useServices() {
  const { data, error } = useCoreQuery('providers.list', {})
  const groups = useMemo(
    () =>
      (data?.items ?? [])
        .filter(({ active }) => active)
        .map((provider) => ({
          label: provider.shortName,
          options: provider.services
            .filter(({ active }) => active)
            .map(({ id, name }) => ({ value: id, label: `${provider.shortName}: ${name}` })),
        })),
    [data],
  )
  return { groups, error, known: data !== undefined }
}
