import { useTranslation } from 'react-i18next'
import { KeyHint } from '../components/key-hint.tsx'
import { useKeyHintsStore } from '../state/key-hints.ts'

/** The bottom line: only keys that do something now. */
export function FooterKeys() {
  const { t } = useTranslation()
  const hints = useKeyHintsStore((state) => state.hints)
  return (
    <footer className="kv-footer">
      <KeyHint keys="F2" text={t('key.search')} />
      {hints.map(({ keys, text }) => (
        <KeyHint key={keys} keys={keys} text={text} />
      ))}
      <span className="kv-footer-right">
        <KeyHint keys="Ctrl+1…9" text={t('key.screens')} />
      </span>
    </footer>
  )
}
