import { Fragment, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { useOffice } from '../../app/office-context.ts'
import { DayText } from '../../components/day-text.tsx'
import { InstantText } from '../../components/instant-text.tsx'

type Message = CallOutput<'phones.thread'>['items'][number]

/** The conversation as the phone's owner sees it: theirs at the right, the office's at the left, the newest last. */
export function Bubbles({ messages }: { readonly messages: readonly Message[] | null }) {
  const { t } = useTranslation('phones')
  const { zone } = useOffice()
  const box = useRef<HTMLDivElement>(null)
  const count = messages?.length ?? 0
  useEffect(() => {
    if (count > 0) box.current?.scrollTo({ top: box.current.scrollHeight })
  }, [count])

  return (
    <div className="kv-ph-talk" ref={box} role="log" aria-label={t('talk')}>
      {messages !== null && count === 0 ? <p className="kv-ph-none">{t('none')}</p> : null}
      {messages?.map((message, at) => {
        const before = messages[at - 1]
        const day = zone.dayOf(message.at)
        return (
          <Fragment key={message.id}>
            {before !== undefined && zone.dayOf(before.at) === day ? null : (
              <div className="kv-ph-day">
                <DayText day={day} form="weekday" />
              </div>
            )}
            <div
              className={`kv-ph-bubble kv-ph-${message.direction}`}
              data-testid="phones-message"
              data-direction={message.direction}
            >
              <span>{message.text}</span>
              <small>
                <InstantText at={message.at} form="time" />
              </small>
            </div>
          </Fragment>
        )
      })}
    </div>
  )
}
