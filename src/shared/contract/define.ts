import { z } from 'zod'
import { isDay } from '../days.ts'

/** Who may call: `anyone` needs no session, the others are the operator's role or above it. */
export type Access = 'anyone' | 'cashier' | 'senior' | 'owner'

export interface CallDefinition<
  Kind extends 'query' | 'command' = 'query' | 'command',
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> {
  readonly kind: Kind
  readonly access: Access
  readonly input: Input
  readonly output: Output
}

/** A call that reads. It may be repeated at will. */
export const query = <Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
  access: Access = 'cashier',
): CallDefinition<'query', Input, Output> => ({ kind: 'query', access, input, output })

/** A call that changes something: it carries an idempotency key, and the same key never acts twice. */
export const command = <Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
  access: Access = 'cashier',
): CallDefinition<'command', Input, Output> => ({ kind: 'command', access, input, output })

export const Kopecks = z.int()
export const PositiveKopecks = z.int().positive().max(1_000_000_000_00)
export const Id = z.int().positive()
export const Day = z.string().refine(isDay)
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
export const InstantMs = z.int()
export const Name = z.string().trim().min(1).max(200)
export const Nothing = z.strictObject({})
/** Opaque position in a list; null asks for the first page. */
export const Cursor = z.string().max(400).nullable()
export const Bytes = z.custom<Uint8Array>(
  (value) => value instanceof Uint8Array && value.length <= 20 * 1024 * 1024,
)

/** A page of a list sorted by an indexed column: `next` is null at the end. */
export const page = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), next: z.string().nullable() })
