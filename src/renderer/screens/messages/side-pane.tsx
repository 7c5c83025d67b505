import type { ReactNode } from 'react'
import { Writer } from './writer.tsx'
import { useWriting } from './writing.ts'

/** The right side: the chosen message, or the one that is being written. */
export function SidePane({ children }: { readonly children: ReactNode }) {
  const open = useWriting((state) => state.open)
  return <aside className="kv-messages-side">{open ? <Writer /> : children}</aside>
}
