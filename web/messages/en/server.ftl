# Titles, descriptions and content that the server writes.
page-paths-title = Which certification, in which order?
page-paths-description = The exams that lead to the job you want, with fees, hours and dates, a reason and a source for each, and only exams that can still be booked.
page-role-title = Paths to { $role }
page-role-description = The exams to take, in order, to work as { $role }: fees, hours and dates, with a reason and a source for each.
page-exam-description = What { $code } covers and costs, whether it is worth it, and what comes before and after.
page-no-exam-title = No such exam
page-no-exam-description = The catalogue has no exam with this code.
page-exams-title = Exams
page-exams-description = Every exam of the catalogue, by vendor, level, state, fee and study hours.
page-vendor-exams-title = Exams of { $vendor }
page-vendor-exams-description = Every exam of { $vendor }, by level, state, fee and study hours.
page-map-title = Map of exams
page-map-description = Every exam of the catalogue by subject and level, with successors and prerequisites, on any day.
page-compare-title = Compare exams
page-compare-description = Two to four exams side by side: their differences by sources and facts, and how much content they share.
page-whats-new-title = What’s new
page-whats-new-description = What changed in the catalogue, newest first.
page-my-title = What I hold and plan
page-my-description = Your exams, stored in your browser only: what changes for them, and when to renew.
page-job-advert-title = Paste a job advert
page-job-advert-description = Which certifications and exams a job advert asks for, which of them are gone, and the way to the rest.
page-check-title = Check claims
page-check-description = Whether a fee, a date or a weight that an article or a course names is still true, what answers use instead, and the sources.
page-roles-title = Roles
page-roles-description = The jobs for which sources recommend certifications, each with the exams that lead there.
page-dates-title = Dates
page-dates-description = The next 180 days: which exams open and close, which blueprints and requirements change, with sources and calendars.
page-no-role-title = No such role
page-no-role-description = The catalogue has no role with this name.
page-certifications-title = Certifications
page-certifications-description = Every certification of the catalogue, with the exams that earn it.
page-certification-description = Which exams earn { $title }, whether it can still be earned, and how it is renewed.
page-no-certification-title = No such certification
page-no-certification-description = The catalogue has no certification with this name.
page-compared-title = { $codes } compared
plain-month =
    { $month ->
        [jan] January
        [feb] February
        [mar] March
        [apr] April
        [may] May
        [jun] June
        [jul] July
        [aug] August
        [sep] September
        [oct] October
        [nov] November
       *[dec] December
    }
plain-day = { $day } { $month } { $year }
plain-month-of = { $month } { $year }
plain-at-least = at least { $figure }
plain-did-you-mean = Did you mean one of these?
plain-busy = The server is busy; try again soon.
plain-as-of = As of { $day }.
plain-exam-of = An exam of { $vendor }. State on { $day }: { $state }.
plain-successors = Successors
plain-predecessors = Predecessors
plain-no-exam = There is no exam { $code }
plain-all-exams = See all exams
plain-exams =
    { $count ->
        [one] { $count } exam
       *[other] { $count } exams
    }
plain-retired-exams = Retired exams
plain-certification-of = A certification of { $vendor }. Level: { $level }. On { $day } it is { $status }.
plain-also-known-as = Also known as { $names }.
plain-earnable = open: it can be earned
plain-not-earnable = closed: it cannot be earned
plain-source = Source
plain-no-certification = There is no certification { $slug }
plain-all-certifications = See all certifications
plain-no-role = There is no role { $slug }
plain-all-roles = See all roles
plain-held-upgrade = { $held }; replaced by { $upgrade }
plain-focus = { $label } (for a special focus only)
plain-totals = Totals
plain-weeks = Weeks
plain-exam-by = exam by { $day }
plain-taken-until = can be taken until { $day }
plain-or = {" or "}
plain-and = {" and "}
plain-share = { $left } and { $right }: { $share }
plain-name-exams = Name two to four exams in the address.
plain-example = An example
plain-yes = yes
plain-no = no
plain-fee-of = fee of { $code }
plain-study-of = study hours of { $code }
plain-dates-none = No dates in the next 180 days.
plain-other-facts =
    { $count ->
        [one] One more statement
       *[other] { $count } more statements
    }
plain-return-unknown = no source gives all the figures.
plain-return-missing = No source for: { $list }. Unknowns are not counted as zero.
plain-study-of-week = Hours
plain-content = Content
plain-several-exams = Several exams have the code { $code }
plain-no-vendor = There is no vendor { $slug }
plain-no-page = Page not found
plain-start = Start at the beginning
plain-my = What you hold and plan is stored by your browser on this device, and shown with JavaScript. The server has no copy.
plain-job-advert = Reading a job advert needs JavaScript.
plain-check = Checking claims here needs JavaScript. The API checks them with checkClaims, and whole files with certgraph check.
plain-works-without = These pages work without JavaScript:
plain-no-changes = The changes cannot be read now; try again soon.
