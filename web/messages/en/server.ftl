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
page-roles-title = Roles
page-roles-description = The jobs for which sources recommend certifications, each with the exams that lead there.
page-no-role-title = No such role
page-no-role-description = The catalogue has no role with this name.
page-certifications-title = Certifications
page-certifications-description = Every certification of the catalogue, with the exams that earn it.
page-certification-description = Which exams earn { $title }, whether it can still be earned, and how it is renewed.
page-no-certification-title = No such certification
page-no-certification-description = The catalogue has no certification with this name.
page-compared-title = { $codes } compared
plain-unknown = not known
plain-not-applicable = not applicable
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
plain-or-earlier = { $day } or earlier
plain-or-later = { $day } or later
plain-at-least = at least { $figure }
plain-hours = { $range } hours
plain-level-fundamentals = Fundamentals
plain-level-associate = Associate
plain-level-professional = Professional
plain-level-specialty = Specialty
plain-state-announced = Announced
plain-state-beta = Beta
plain-state-live = Live
plain-state-retiring = Retiring
plain-state-retired = Retired
plain-confidence-official = official
plain-confidence-vendor-api = vendor’s interface
plain-confidence-reputable = reputable
plain-confidence-community = community
plain-confidence-estimate = estimate
plain-own-estimate = Our own estimate
plain-checked = checked { $day }
plain-ignored = These values of the address are ignored: { $values }.
plain-did-you-mean = Did you mean one of these?
plain-busy = The server is busy; try again soon.
plain-as-of = As of { $day }.
plain-exam-of = An exam of { $vendor }. { $state } on { $day }.
plain-worth = Is it worth it?
plain-facts = Facts
plain-fact = { $fact }, as of { $day }
plain-covers = What the exam covers
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
plain-exam = Exam
plain-vendor = Vendor
plain-level = Level
plain-state = State
plain-fee = Fee
plain-study = Study
plain-certification-of = A certification of { $vendor }. Level: { $level }. On { $day } it is { $status }.
plain-also-known-as = Also known as { $names }.
plain-earned-by = How to earn it
plain-no-exams = No source names the exams that earn it.
plain-earnable = open: it can be earned
plain-not-earnable = closed: it cannot be earned
plain-from = from { $day }
plain-until = until { $day }
plain-renewal = Renewal
plain-sources = Sources
plain-source = Source
plain-no-certification = There is no certification { $slug }
plain-all-certifications = See all certifications
plain-roles =
    { $count ->
        [one] { $count } role
       *[other] { $count } roles
    }
plain-recommendations =
    { $count ->
        [one] { $count } recommendation
       *[other] { $count } recommendations
    }
plain-no-role = There is no role { $slug }
plain-all-roles = See all roles
plain-assumed = These paths assume that you know the basics of the platform.
plain-held = Exams you hold
plain-held-upgrade = { $held }; replaced by { $upgrade }
plain-focus = { $label } (for a special focus only)
plain-conflict = No path meets all your limits
plain-closest = Closest match
plain-truncated = The search stopped at its limit; a better path may exist.
plain-additions = Suggested additions to this sequence
plain-totals = Totals
plain-fees = Fees
plain-weeks = Weeks
plain-finish = Finish by
plain-missing = Totals exclude unknown figures: { $figures }.
plain-exam-by = exam by { $day }
plain-taken-until = can be taken until { $day }
plain-or = {" or "}
plain-and = {" and "}
plain-from-sources = From sources
plain-for-whom = For whom
plain-shared = Shared content
plain-share = { $left } and { $right }: { $share }
plain-name-exams = Name two to four exams in the address.
plain-example = An example
plain-other-subjects = Other subjects
