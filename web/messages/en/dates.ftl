# Dates: what changes when.
dates-title = Dates
dates-count =
    { $count ->
        [one] One date
       *[other] { $count } dates
    }
dates-note = What opens, closes and changes in the next 180 days.
dates-note-between = Between two of these days the answers stay the same.
dates-kinds = What happens
dates-opens = Openings
dates-ends = Last days
dates-content = Content
dates-terms = Prices and terms
dates-roles = Exams for roles
dates-renewals = Renewals
dates-whose = Whose dates
dates-mine = What I hold
dates-role = Role
dates-any-role = Any role
dates-calendars = Calendars
dates-calendars-hint = Choose vendors, a role or what you hold: each has a calendar and a feed.
dates-add-to-calendar = Add to calendar: { $name }
dates-feed = Atom feed
dates-none = No dates
dates-none-hint = Remove a filter to see more.
dates-none-held = Only exams with the day on which you passed them count; set it at <link>My exams</link>.
date-kind-announced = announced
date-kind-registration-opens = registration opens
date-kind-beta-opens = beta opens
date-kind-last-day-of-beta = last day of the beta
date-kind-beta-closed = beta closed
date-kind-live = live
date-kind-study-time-ends = too late to begin study
date-kind-last-day-to-schedule = last day to schedule
date-kind-booking-closed = booking closed
date-kind-last-day-to-sit = last day to take it
date-kind-retired = retired
date-kind-blueprint-published = blueprint published
date-kind-blueprint-in-force = new blueprint in force
date-kind-blueprint-ended = blueprint ended
date-kind-price-changed = new price
date-kind-fact-changed = new terms
date-kind-certification-opens = can be earned
date-kind-certification-closed = can no longer be earned
date-kind-requirements-changed = new requirements
date-kind-role-exams-changed = another exam to book
date-kind-renewal-opens = renewal opens
date-kind-last-day-to-renew = last day to renew
date-kind-renewal-closed = can no longer be renewed
date-kind-credential-lapsed = lapsed
date-kind-credential-renewed = renewed
date-kind-check-due = check due
