import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import type { ModemView } from './advice.ts'

/** The SIM card's PIN. A wrong one is never tried twice by the program: three of them lock the card. */
export function PinEntry({ view }: { readonly view: ModemView }) {
  const { t } = useTranslation('modem')
  const give = useCoreCommand('modem.pin')
  const [pin, setPin] = useState('')
  const fits = /^\d{4,8}$/.test(pin)
  return (
    <form
      className="kv-mo-pin"
      onSubmit={async (event) => {
        event.preventDefault()
        if (fits && !give.busy && (await give.run({ pin })).ok) setPin('')
      }}
    >
      <Input.Password
        value={pin}
        maxLength={8}
        inputMode="numeric"
        autoComplete="off"
        visibilityToggle={false}
        status={view.problem === 'pin-wrong' && pin === '' ? 'error' : ''}
        placeholder={t('pin.label')}
        aria-label={t('pin.label')}
        data-testid="modem-pin"
        onChange={(event) => setPin(event.target.value.replace(/\D/g, ''))}
      />
      <Button
        type="primary"
        htmlType="submit"
        disabled={!fits}
        loading={give.busy}
        data-testid="modem-pin-give"
      >
        {t('pin.give')}
      </Button>
      <ErrorNote error={give.error} />
    </form>
  )
}
