import { useCoreQuery } from '../../client/use-core-query.ts'

export interface ServiceChoice {
  readonly id: number
  readonly name: string
}

/** Every active service with its provider's name, for choosing one. */
export function useServices(): {
  readonly all: readonly ServiceChoice[]
  readonly nameOf: (id: number | null) => string | null
} {
  const providers = useCoreQuery('providers.list', {})
  const services = (providers.data?.items ?? []).flatMap((provider) =>
    provider.services.map((service) => ({
      id: service.id,
      name: `${provider.shortName}: ${service.name}`,
      active: service.active && provider.active,
    })),
  )
  return {
    all: services.filter((service) => service.active),
    nameOf: (id) => services.find((service) => service.id === id)?.name ?? null,
  }
}
