import { SearchOutlined } from '@ant-design/icons'
import { Input, type InputRef } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { deskKeyOf } from '../screens/desk/desk-keys.ts'
import { useSearch } from '../state/search.ts'
import { useSearchHits } from './use-search-hits.ts'

/** Number, name, street, phone or a scanned code; Enter opens the marked hit at the desk. */
export function SearchBar() {
  const { t } = useTranslation()
  const field = useRef<InputRef>(null)
  const { text, wanted, focusAsked, setText, typeAhead } = useSearch()
  const { moveMark, open } = useSearchHits()

  useEffect(() => {
    if (focusAsked > 0) field.current?.focus({ cursor: 'all' })
  }, [focusAsked])

  return (
    <search className="kv-search">
      <Input
        ref={field}
        value={text}
        size="large"
        variant="borderless"
        prefix={<SearchOutlined />}
        suffix={<kbd>F2</kbd>}
        placeholder={t('search.placeholder')}
        aria-label={t('search.label')}
        autoComplete="off"
        spellCheck={false}
        data-testid="search"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          const ahead = wanted === text && text !== '' ? deskKeyOf(event) : null
          if (ahead === 'esc') setText('')
          else if (ahead !== null) typeAhead(ahead)
          else if (event.key === 'ArrowDown') moveMark(1)
          else if (event.key === 'ArrowUp') moveMark(-1)
          else if (event.key === 'Enter' && text.trim() !== '') open()
          else if (event.key === 'Escape' && text !== '') setText('')
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
    </search>
  )
}
