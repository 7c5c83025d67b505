import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { TabsLine } from '../parts/tabs-line.tsx'

export function CalendarTabs({
  here,
  children,
}: {
  readonly here: 'month' | 'rules'
  readonly children?: ReactNode
}) {
  const { t } = useTranslation('calendar')
  const { t: common } = useTranslation()
  return (
    <TabsLine
      label={common('nav.calendar')}
      here={here}
      places={[
        { name: 'month', path: '/calendar', title: t('tab.month') },
        { name: 'rules', path: '/calendar/rules', title: t('tab.rules') },
      ]}
    >
      {children}
    </TabsLine>
  )
}
