import { z } from 'zod'
import { command, Day, Id, Kopecks, Name, Nothing, query, TimeOfDay } from './define.ts'

export const FeeTerms = z.strictObject({
  mode: z.enum(['on-top', 'inside', 'from-provider']),
  /** Basis points: 200 = 2 %. */
  rate_bp: z.int().min(0).max(10_000),
  fixed_kop: Kopecks.min(0),
  minimum_kop: Kopecks.min(0),
  maximum_kop: Kopecks.min(0).nullable(),
})

export const ContractView = z.strictObject({
  id: Id.nullable(),
  providerId: Id,
  number: z.string().max(60),
  fromDay: Day,
  toDay: Day.nullable(),
  fee: FeeTerms,
  /** Working days between the transfer and the provider's account. */
  lagDays: z.int().min(0).max(30),
  cutoff: TimeOfDay,
  /** On short days and on the last working day of a month. */
  earlyCutoff: TimeOfDay,
  minimum_kop: Kopecks.min(1),
  maximum_kop: Kopecks.min(1),
  dueShift: z.enum(['none', 'next-working']),
  penaltyFirst: z.boolean(),
})

export const TariffView = z.strictObject({
  id: Id.nullable(),
  serviceId: Id,
  fromDay: Day,
  price_kop: Kopecks.min(0),
  unit: z.string().min(1).max(20),
  note: z.string().max(200).nullable(),
})

export const ServiceView = z.strictObject({
  id: Id.nullable(),
  providerId: Id,
  name: Name,
  shortName: z.string().trim().min(1).max(8),
  billing: z.enum(['billed', 'prepaid']),
  unit: z.string().max(20).nullable(),
  accountMask: z.string().max(100).nullable(),
  active: z.boolean(),
})

export const ProviderView = z.strictObject({
  id: Id.nullable(),
  name: Name,
  shortName: z.string().trim().min(1).max(20),
  legal: z.enum(['agent', 'bank', 'lender']),
  inn: z.string().max(12).nullable(),
  phone: z.string().max(30).nullable(),
  priority: z.int().min(0).max(1000),
  active: z.boolean(),
})

export const ProviderRow = ProviderView.extend({
  id: Id,
  services: z.array(ServiceView.extend({ id: Id })),
  accounts: z.int(),
  debt_kop: Kopecks,
  innValid: z.boolean(),
})

export const providerCalls = {
  'providers.list': query(Nothing, z.strictObject({ items: z.array(ProviderRow) })),
  'providers.get': query(
    z.strictObject({ id: Id }),
    z.strictObject({
      provider: ProviderRow,
      contracts: z.array(ContractView.extend({ id: Id })),
      tariffs: z.array(TariffView.extend({ id: Id })),
    }),
  ),
  'providers.save': command(ProviderView, z.strictObject({ id: Id }), 'senior'),
  'providers.saveContract': command(ContractView, z.strictObject({ id: Id }), 'senior'),
  'providers.saveService': command(ServiceView, z.strictObject({ id: Id }), 'senior'),
  'providers.saveTariff': command(TariffView, z.strictObject({ id: Id }), 'senior'),
  'providers.removeTariff': command(z.strictObject({ id: Id }), Nothing, 'senior'),
}
