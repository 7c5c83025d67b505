import type { Page } from 'playwright-core'

interface PadKey {
  readonly key: string
  readonly code: string
  readonly text: string
  readonly windowsVirtualKeyCode: number
}

const named: Readonly<Record<string, PadKey>> = {
  '+': { key: '+', code: 'NumpadAdd', text: '+', windowsVirtualKeyCode: 107 },
  '*': { key: '*', code: 'NumpadMultiply', text: '*', windowsVirtualKeyCode: 106 },
  ',': { key: ',', code: 'NumpadDecimal', text: ',', windowsVirtualKeyCode: 110 },
  '⏎': { key: 'Enter', code: 'NumpadEnter', text: '\r', windowsVirtualKeyCode: 13 },
}

function padKey(sign: string): PadKey {
  if (/^\d$/.test(sign))
    return { key: sign, code: `Numpad${sign}`, text: sign, windowsVirtualKeyCode: 96 + Number(sign) }
  const key = named[sign]
  if (key === undefined) throw new Error(`the number pad has no ${sign}`)
  return key
}

/**
 * Presses keys of the number pad alone: digits, `+`, `*`, `,` and `⏎`. Sent past playwright's own keyboard, whose
 * number pad has NumLock off.
 */
export async function numberPad(page: Page, signs: string): Promise<void> {
  const keyboard = await page.context().newCDPSession(page)
  for (const sign of signs) {
    const key = { ...padKey(sign), isKeypad: true, location: 3 }
    await keyboard.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key })
    await keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key })
  }
  await keyboard.detach()
}

/** Moves the focus to a control, as Tab does, and presses it by the keyboard. */
export async function pressOn(page: Page, testId: string, key = 'Enter'): Promise<void> {
  const control = page.getByTestId(testId).first()
  await control.focus()
  await control.press(key)
}

/** Puts the focus into a field and types. */
export async function typeInto(page: Page, testId: string, text: string): Promise<void> {
  await page.getByTestId(testId).first().focus()
  await page.keyboard.type(text)
}

/** A button that asks at its first press and acts at its second. */
export async function pressTwice(page: Page, testId: string): Promise<void> {
  await pressOn(page, testId)
  await page.keyboard.press('Enter')
}

/** Enters with a PIN, by the keyboard alone. */
export async function logIn(page: Page, url: string, pin: string): Promise<void> {
  await page.goto(url)
  await page.getByTestId('login-pin').waitFor()
  await page.keyboard.type(pin)
  await page.keyboard.press('Enter')
  await page.getByTestId('nav-desk').waitFor()
}
