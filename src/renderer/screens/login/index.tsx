import type { InputRef } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LookSwitches } from '../../app/look-switches.tsx'
import { useOffice } from '../../app/office-context.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { KeyHint } from '../../components/key-hint.tsx'
import './login.css'
import { OperatorTile } from './operator-tile.tsx'
import { PinField } from './pin-field.tsx'
import { useLogin } from './use-login.ts'

const trainingPin = '1111'

/** Who works, and their PIN: arrows choose, the number pad types, Enter enters. */
export function LoginScreen() {
  const { t } = useTranslation('login')
  const { kind, name, operators, version } = useOffice()
  const [chosen, setChosen] = useState(0)
  const [pin, setPin] = useState('')
  const field = useRef<InputRef>(null)
  const { enter, busy, error } = useLogin()
  const operator = operators[chosen] ?? operators[0]

  const choose = (at: number): void => {
    setChosen((at + operators.length) % operators.length)
    setPin('')
    field.current?.focus()
  }
  const submit = async (): Promise<void> => {
    if (operator === undefined || pin === '' || busy) return
    if (!(await enter(operator.id, pin))) setPin('')
    field.current?.focus()
  }

  return (
    <div className="kv-login" data-kind={kind}>
      <div className="kv-login-tools">
        <LookSwitches />
      </div>
      <h1>{name === '' ? t('program') : name}</h1>
      {kind === 'training' ? <div className="kv-login-training">{t('training')}</div> : null}
      <h2>{t('title')}</h2>
      <div className="kv-login-tiles">
        {operators.map((each, at) => (
          <OperatorTile key={each.id} operator={each} here={each === operator} onChoose={() => choose(at)} />
        ))}
      </div>
      <PinField
        ref={field}
        pin={pin}
        busy={busy}
        onPin={setPin}
        onEnter={() => void submit()}
        onMove={(by) => choose(chosen + by)}
      />
      <div className="kv-login-under">
        <ErrorNote error={error} />
        {kind === 'training' ? (
          <p className="kv-login-hint">{t('trainingPin', { pin: trainingPin })}</p>
        ) : null}
      </div>
      <footer className="kv-login-footer">
        <KeyHint keys="← →" text={t('keyOperator')} />
        <KeyHint keys="Enter" text={t('keyEnter')} />
        <span className="kv-login-version">{t('version', { version })}</span>
      </footer>
    </div>
  )
}
