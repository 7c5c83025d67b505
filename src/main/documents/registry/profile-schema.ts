import { z } from 'zod'
import { isDay } from '../../../shared/days.ts'
import {
  dateMasks,
  periodMasks,
  type RegistryProfile,
  registryColumns,
  registryEncodings,
  registrySeparators,
} from '../../app/ports/registry-profile.ts'

/** What a stored or edited profile must be. */
export const registryProfileSchema: z.ZodType<RegistryProfile> = z.strictObject({
  kind: z.enum(['charge', 'balance']),
  asOf: z.string().refine(isDay).nullable(),
  encoding: z.enum(registryEncodings),
  separator: z.enum(registrySeparators),
  quote: z.literal('"').nullable(),
  skipRows: z.int().min(0).max(1000),
  header: z.boolean(),
  comment: z.string().min(1).max(4).nullable(),
  columns: z.array(z.enum(registryColumns).nullable()).min(2).max(100),
  decimals: z.enum(['comma', 'dot', 'any']),
  unit: z.enum(['rubles', 'kopecks']),
  negative: z.enum(['reject', 'advance']),
  dateMask: z.enum(dateMasks),
  periodMask: z.enum(periodMasks),
  period: z
    .string()
    .regex(/^20\d{2}-(?:0[1-9]|1[0-2])$/)
    .nullable(),
  trailer: z.enum(['none', 'equals', 'total', 'filesum']),
  due: z.strictObject({ months: z.int().min(0).max(12), day: z.int().min(1).max(31) }).nullable(),
})
