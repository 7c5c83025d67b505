import { InboxOutlined } from '@ant-design/icons'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Examples } from './examples.tsx'
import { LoadError } from './load-error.tsx'
import { LoadForm } from './load-form.tsx'
import { useDroppedFile } from './use-dropped-file.ts'
import { useLoading } from './use-loading.ts'

/** A registry begins with its file: dropped onto the window, chosen, or one of the shipped examples. */
export function LoadPart() {
  const { t } = useTranslation('bills')
  const input = useRef<HTMLInputElement>(null)
  const loading = useLoading()
  const { file } = loading.draft
  const over = useDroppedFile((dropped) => void loading.take(dropped))

  return (
    <div className="kv-load">
      <section className="kv-stack">
        <button
          type="button"
          className={over ? 'kv-drop kv-drop-over' : 'kv-drop'}
          onClick={() => input.current?.click()}
        >
          <InboxOutlined />
          <span className="kv-drop-title">{file === null ? t('drop.title') : file.name}</span>
          <span className="kv-soft">
            {file === null ? t('drop.hint') : t('drop.chosen', { size: sizeText(file.bytes.length) })}
          </span>
        </button>
        <input
          ref={input}
          type="file"
          className="kv-unseen"
          tabIndex={-1}
          aria-label={t('drop.title')}
          data-testid="registry-file"
          onChange={(event) => {
            const [chosen] = event.target.files ?? []
            if (chosen !== undefined) void loading.take(chosen)
            // The same file chosen again is a choice again.
            event.target.value = ''
          }}
        />
        <LoadForm loading={loading} />
        <LoadError error={loading.error} />
      </section>
      <Examples loading={loading} />
    </div>
  )
}

function sizeText(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
