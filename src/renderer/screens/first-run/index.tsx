import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LookSwitches } from '../../app/look-switches.tsx'
import { RestorePanel } from '../gate/restore-panel.tsx'
import '../gate/gate.css'
import './first-run.css'
import { NewOffice } from './new-office.tsx'

const ways = ['new', 'restore'] as const

/** The office is made here, or brought back from a copy. */
export function FirstRunScreen() {
  const { t } = useTranslation('first-run')
  const [way, setWay] = useState<(typeof ways)[number]>('new')
  return (
    <div className="kv-first">
      <div className="kv-login-tools">
        <LookSwitches />
      </div>
      <div className="kv-first-form">
        <div className="kv-first-ways" role="tablist" aria-label={t('ways')}>
          {ways.map((each) => (
            <button
              key={each}
              type="button"
              role="tab"
              aria-selected={way === each}
              className={way === each ? 'kv-first-way kv-here' : 'kv-first-way'}
              data-testid={`setup-way-${each}`}
              onClick={() => setWay(each)}
            >
              <b>{t(`way.${each}`)}</b>
              <span>{t(`way.${each}What`)}</span>
            </button>
          ))}
        </div>
        {way === 'new' ? <NewOffice /> : <RestorePanel />}
        <p className="kv-soft kv-first-training">{t('training')}</p>
      </div>
    </div>
  )
}
