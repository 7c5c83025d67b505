import { create } from 'zustand'
import type { CallInput } from '../../../shared/contract/contract.ts'

type PreviewInput = CallInput<'registries.preview'>

export interface LoadDraft {
  readonly file: { readonly name: string; readonly bytes: Uint8Array } | null
  readonly serviceId: number | null
  readonly kind: PreviewInput['kind']
  /** The day of the balances as typed. */
  readonly asOfText: string
  readonly encoding: PreviewInput['encoding']
}

interface LoadDraftState extends LoadDraft {
  set(change: Partial<LoadDraft>): void
}

/** The file that was chosen and how it is to be read, kept while other screens are looked at. */
export const useLoadDraft = create<LoadDraftState>()((set) => ({
  file: null,
  serviceId: null,
  kind: 'charge',
  asOfText: '',
  encoding: null,
  set: (change) => set(change),
}))
