import { useEffect, useEffectEvent, useState } from 'react'

/** A file dropped anywhere onto the window; true while one hangs over it. */
export function useDroppedFile(onFile: (file: File) => void): boolean {
  const [over, setOver] = useState(false)
  const onOver = useEffectEvent((event: DragEvent) => {
    if (event.dataTransfer?.types.includes('Files') !== true) return
    event.preventDefault()
    setOver(true)
  })
  const onLeave = useEffectEvent((event: DragEvent) => {
    // Leaving the window has no place to enter; moving between its parts has.
    if (event.relatedTarget === null) setOver(false)
  })
  const onDrop = useEffectEvent((event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer?.files[0]
    if (file !== undefined) onFile(file)
  })
  useEffect(() => {
    const listening = new AbortController()
    const { signal } = listening
    addEventListener('dragover', (event) => onOver(event), { signal })
    addEventListener('dragleave', (event) => onLeave(event), { signal })
    addEventListener('drop', (event) => onDrop(event), { signal })
    return () => listening.abort()
  }, [])
  return over
}
