import { Redirect, Route, Switch } from 'wouter'
import './calendar.css'
import { DayPage } from './day-page.tsx'
import { MonthPage } from './month-page.tsx'
import { RulesPage } from './rules-page.tsx'

/** The month with what is planned on it, a day's reminders, and the rules that plan them. */
export function CalendarScreen() {
  return (
    <Switch>
      <Route path="/calendar/rules">
        <RulesPage />
      </Route>
      <Route path="/calendar/list/:day">{({ day }) => <DayPage key={day} day={day} />}</Route>
      <Route path="/calendar/:day?">{({ day }) => <MonthPage opened={day ?? null} />}</Route>
      <Route>
        <Redirect to="/calendar" />
      </Route>
    </Switch>
  )
}
