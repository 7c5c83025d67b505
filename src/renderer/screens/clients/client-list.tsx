import { PlusOutlined } from '@ant-design/icons'
import { Button, Input, type InputRef } from 'antd'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { nearEnd, type PageItem, usePages } from '../../client/use-pages.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { Money } from '../../components/money.tsx'
import { PhoneText } from '../../components/phone-text.tsx'
import { useKeyHints } from '../../components/use-key-hints.ts'
import { moveMark } from '../parts/list-keys.ts'
import { type ListColumn, RowList } from '../parts/row-list.tsx'
import { useDebounced } from '../parts/use-debounced.ts'
import { useScreenKeys } from '../parts/use-screen-keys.ts'
import { useClientList } from './list-state.ts'

type ClientRow = PageItem<'clients.page'>

const typing_ms = 150
const newClient = '/clients/new'

export function ClientList() {
  const { t } = useTranslation('clients')
  const [, navigate] = useLocation()
  const { text, mark, setText, setMark } = useClientList()
  const asked = useDebounced(text.trim(), typing_ms)
  const pages = usePages('clients.page', { text: asked })
  const field = useRef<InputRef>(null)
  const open = (row: ClientRow): void => navigate(`/clients/${row.id}`)
  const [wanted, setWanted] = useState<string | null>(null)
  const wantedId = wanted === asked && wanted === text.trim() ? pages.items[0]?.id : undefined
  // An Enter that was faster than the list opens the first row once it is here.
  useEffect(() => {
    if (wantedId !== undefined) navigate(`/clients/${wantedId}`)
  }, [wantedId, navigate])

  useKeyHints(
    useMemo(
      () => [
        { keys: '↑ ↓', text: t('key.choose') },
        { keys: 'Enter', text: t('key.open') },
        { keys: '+', text: t('key.new') },
        { keys: 'Esc', text: t('key.clear') },
      ],
      [t],
    ),
  )
  useScreenKeys({ '+': () => navigate(newClient) })
  const onKeyDown = (event: KeyboardEvent): void => {
    const inText = event.key === 'Home' || event.key === 'End'
    const to = inText ? null : moveMark(event.key, mark, pages.items.length)
    const row = pages.items[mark]
    if (to !== null) setMark(to)
    else if (event.key === 'Enter' && asked === text.trim() && row !== undefined) open(row)
    else if (event.key === 'Enter' && text.trim() !== '') setWanted(text.trim())
    else if (event.key === '+' && text === '') navigate(newClient)
    else if (event.key === 'Escape') setText('')
    else return
    event.preventDefault()
  }

  return (
    <>
      <div className="kv-persons-line">
        <Input
          ref={field}
          autoFocus
          allowClear
          value={text}
          placeholder={t('find')}
          aria-label={t('find')}
          autoComplete="off"
          spellCheck={false}
          data-testid="clients-find"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <Button
          type="primary"
          icon={<PlusOutlined />}
          data-testid="client-new"
          onClick={() => navigate(newClient)}
        >
          {t('new.button')} <kbd>+</kbd>
        </Button>
      </div>
      <ErrorNote error={pages.error} onRetry={pages.reload} />
      <RowList
        rows={pages.items}
        columns={useColumns()}
        mark={mark}
        onMark={setMark}
        onOpen={open}
        onScroll={nearEnd(pages)}
        loading={pages.loading}
        label={t('list')}
        testId="client-row"
        empty={
          <EmptyState
            title={asked === '' ? t('empty.title') : t('empty.found', { text: asked })}
            hint={asked === '' ? t('empty.hint') : t('empty.foundHint')}
            action={<Button onClick={() => navigate(newClient)}>{t('new.button')}</Button>}
          />
        }
      />
    </>
  )
}

function useColumns(): readonly ListColumn<ClientRow>[] {
  const { t } = useTranslation('clients')
  return useMemo(
    () => [
      { key: 'name', title: t('column.name'), render: (row) => <b className="kv-person-name">{row.name}</b> },
      { key: 'address', title: t('column.address'), render: (row) => row.address },
      {
        key: 'phone',
        title: t('column.phone'),
        width: 170,
        render: (row) =>
          row.phone === null ? (
            <span className="kv-soft">{t('noPhone')}</span>
          ) : (
            <PhoneText e164={row.phone} />
          ),
      },
      { key: 'accounts', title: t('column.accounts'), width: 90, right: true, render: (row) => row.accounts },
      {
        key: 'debt',
        title: t('column.debt'),
        width: 130,
        right: true,
        render: (row) =>
          row.debt_kop === 0 ? <span className="kv-soft">—</span> : <Money value={row.debt_kop} />,
      },
    ],
    [t],
  )
}
