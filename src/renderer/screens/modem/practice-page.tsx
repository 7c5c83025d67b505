import { Button, Input, Segmented, Slider } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallInput } from '../../../shared/contract/contract.ts'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { Faults } from './faults.tsx'

type Act = CallInput<'phones.control'>['act']

const once = 1

/** Acts that need nothing typed, by what they break. */
const groups: readonly { readonly name: string; readonly acts: readonly (readonly [string, Act])[] }[] = [
  {
    name: 'stick',
    acts: [
      ['unplug', { do: 'unplug' }],
      ['plug', { do: 'plug' }],
      ['reset', { do: 'reset' }],
      ['hang', { do: 'hang' }],
      ['unplug-before', { do: 'unplug-at-submit', when: 'before' }],
      ['unplug-after', { do: 'unplug-at-submit', when: 'after' }],
      ['reset-before', { do: 'reset-at-submit', when: 'before' }],
      ['reset-after', { do: 'reset-at-submit', when: 'after' }],
    ],
  },
  {
    name: 'answer',
    acts: [
      ['drop-before', { do: 'drop-answer', when: 'before', times: once }],
      ['drop-after', { do: 'drop-answer', when: 'after', times: once }],
      ['late', { do: 'late-answer', delay_ms: 20_000, times: once }],
      ['no-prompt', { do: 'no-prompt', times: once }],
      ['garbage', { do: 'garbage', times: 3 }],
      ['byte-by-byte', { do: 'byte-by-byte' }],
      ['latency', { do: 'latency', delay_ms: 3000 }],
      ['final-error', { do: 'final', text: 'ERROR', times: once }],
      ['final-busy', { do: 'final', text: '+CME ERROR: 515', times: once }],
      ['final-carrier', { do: 'final', text: 'NO CARRIER', times: once }],
      ['interleaved', { do: 'interleaved-urcs' }],
    ],
  },
  {
    name: 'network',
    acts: [
      ['no-signal', { do: 'no-signal' }],
      ['refuse-once', { do: 'refuse', code: 38, number: null, times: once }],
      ['refuse-all', { do: 'refuse', code: 38, number: null, times: null }],
      ['barred', { do: 'refuse', code: 8, number: null, times: once }],
      ['storage-full', { do: 'storage-full' }],
      ['ussd-news', { do: 'ussd-news', text: 'Пополните счёт' }],
      ['time-off', { do: 'network-time', minutes: 30 }],
    ],
  },
  {
    name: 'reports',
    acts: [
      ['reports-late', { do: 'reports', how: 'late', number: '*' }],
      ['reports-failed', { do: 'reports', how: 'failed', number: '*' }],
      ['reports-never', { do: 'reports', how: 'never', number: '*' }],
      ['reports-lost', { do: 'reports', how: 'lost', number: '*' }],
      ['reports-at-once', { do: 'reports', how: 'at-once', number: '*' }],
    ],
  },
  {
    name: 'card',
    acts: [
      ['card-first', { do: 'card', card: 'first' }],
      ['card-second', { do: 'card', card: 'second' }],
      ['card-third', { do: 'card', card: 'third' }],
      ['pin', { do: 'pin', pin: '1234' }],
      ['balance-low', { do: 'balance', balance_kop: 1500 }],
      ['balance-good', { do: 'balance', balance_kop: 50_000 }],
    ],
  },
]

/** Training only: everything that can go wrong with a modem, on invented ones. */
export function PracticePage() {
  const { t } = useTranslation('modem-link')
  const panel = useCoreQuery('phones.panel', {}, { every_ms: 5000 })
  const control = useCoreCommand('phones.control')
  const [link, setLink] = useState<1 | 2>(1)
  const modem = panel.data?.modems.find((one) => one.link === link)
  const strike = (act: Act): void => void control.run({ link, act }).then(() => panel.refetch())
  return (
    <div className="kv-mo">
      <div className="kv-mo-column">
        <Faults />
        <section className="kv-block kv-mo-faults kv-stack" data-testid="panel-state">
          <h3>{t('panel.state')}</h3>
          <Segmented
            value={link}
            options={[
              { value: 1, label: t('firstModem') },
              { value: 2, label: t('secondModem') },
            ]}
            onChange={(value) => setLink(value === 2 ? 2 : 1)}
          />
          {modem === undefined ? null : (
            <>
              <p className="kv-mo-plain">
                {t(modem.plugged ? 'panel.in' : 'panel.out')} ·{' '}
                {modem.faults.length === 0
                  ? t('panel.whole')
                  : t('panel.broken', { count: modem.faults.length })}
              </p>
              <div>
                {t('panel.signal')}
                <Slider
                  min={0}
                  max={31}
                  value={modem.quality > 31 ? 0 : modem.quality}
                  aria-label={t('panel.signal')}
                  onChange={(quality: number) => strike({ do: 'signal', quality })}
                />
              </div>
            </>
          )}
          <div>
            <Button
              data-testid="panel-repair"
              disabled={control.busy}
              onClick={() => strike({ do: 'repair' })}
            >
              {t('panel.repair')}
            </Button>
          </div>
          <RefuseNumber busy={control.busy} onAct={strike} />
        </section>
      </div>
      <div className="kv-mo-column">
        {groups.map(({ name, acts }) => (
          <section key={name} className="kv-block kv-mo-faults kv-stack">
            <h3>{t(`panel.group.${name}`)}</h3>
            <div className="kv-line">
              {acts.map(([key, act]) => (
                <button
                  key={key}
                  type="button"
                  className="kv-mo-fault"
                  disabled={control.busy}
                  data-testid={`panel-${key}`}
                  onClick={() => strike(act)}
                >
                  {t(`panel.act.${key}`)}
                </button>
              ))}
            </div>
          </section>
        ))}
        <ErrorNote error={control.error ?? panel.error} />
      </div>
    </div>
  )
}

/** A bad number: the network refuses it with a code, and nobody else is to wait for it. */
function RefuseNumber({ busy, onAct }: { readonly busy: boolean; readonly onAct: (act: Act) => void }) {
  const { t } = useTranslation('modem-link')
  const [number, setNumber] = useState('*00')
  const [code, setCode] = useState('38')
  const value = Number(code)
  const fits = number.trim() !== '' && /^\d{1,4}$/.test(code) && value <= 1023
  return (
    <div className="kv-line">
      <Input
        className="kv-ml-short"
        value={number}
        aria-label={t('panel.number')}
        onChange={(event) => setNumber(event.target.value)}
      />
      <Input
        className="kv-ml-short"
        value={code}
        aria-label={t('panel.code')}
        onChange={(event) => setCode(event.target.value)}
      />
      <Button
        disabled={busy || !fits}
        onClick={() => onAct({ do: 'refuse', code: value, number: number.trim(), times: null })}
      >
        {t('panel.refuseNumber')}
      </Button>
    </div>
  )
}
