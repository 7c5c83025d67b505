import type { SetupAnswers } from './use-setup.ts'

/** A field that must not be left empty. */
export const required = (message: string) => ({ required: true, whitespace: true, message })

/** The two fields hold the same text. */
export const same =
  (other: keyof SetupAnswers, message: string) =>
  ({ getFieldValue }: { getFieldValue(name: keyof SetupAnswers): unknown }) => ({
    validator: (_rule: unknown, value: unknown) =>
      value === undefined || value === '' || value === getFieldValue(other)
        ? Promise.resolve()
        : Promise.reject(new Error(message)),
  })

/** A box that must be ticked. */
export const accepted = (message: string) => ({
  validator: (_rule: unknown, value: unknown) =>
    value === true ? Promise.resolve() : Promise.reject(new Error(message)),
})
