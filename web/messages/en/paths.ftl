# The paths to a role.
paths-window = Which certification, in which order?
paths-window-role = Paths to { $role }
conflict-title = { $role }: no path meets all your limits
conflict-budget = raise the budget to { $amount }
conflict-deadline = move the deadline to { $day }
conflict-vendors = include { $vendors }
conflict-and = and
conflict-nearest = Closest match
more-paths = More paths
more-paths-focus = For a special focus
card-focus = For a special focus only
card-fees = <b>{ $fees }</b> fees{ $unknown }
card-fees-unknown = fees not known
card-hours-unknown = hours not known
card-signal = Signal: the level of the last exam, then the sources that recommend it
card-finish = Finish by { $day }
card-finish-unknown = Finish date not known
card-support =
    { $count ->
        [one] { $sources } of { $count } source
       *[other] { $sources } of { $count } sources
    }
card-also = Also { $list }
best-cheapest = cheapest
best-fastest = fastest
best-least-study = least study
best-signal = strongest signal
label-cheapest = Cheapest
label-fastest = Fastest
label-least-study = Least study
label-signal = Strongest signal
label-recommended = Most recommended
label-reached = Already reached
totals-fees = Fees
totals-study = Study
totals-calendar = Calendar
totals-finish = Finish by
totals-missing = Totals exclude unknown figures: { $list }.
totals-truncated = The search stopped at its limit; a better path may exist.
sum-at-least = at least { $sum }
sum-unknown = ; { $codes } unknown
additions = Suggested additions
additions-title = Suggested additions to this sequence
see-exam = See { $code }
steps-hint = Choose an exam in the timeline to see its reasons and sources.
held-region = Exams you hold
held-reached = You already have { $code }, which sources recommend for this role. The exams below are optional.
held-replaced = You hold { $code }; { $next } replaced it.
held-upgrade = Upgrade to { $code }
assumed = These paths assume that you know the basics of the platform.
assumed-new = I am new to the field
paths-none = No path is known
paths-none-note = No source recommends exams for this role yet.
paths-heading =
    { $count ->
        [one] { $role }: { $count } path
       *[other] { $role }: { $count } paths
    }
paths-heading-reached = { $role }: you are there
paths-nothing-left = Nothing is left to take
paths-alternatives = Alternatives
paths-path = Path: { $label }
step-region = Step { $position }: { $code }
step-close = Close
step-addition = The source omits this exam, but the vendor requires it before a later one.
step-statements = { $count } statements
step-statements-of = { $count } statements of { $publisher }
step-skip-held = Skip if you hold { $exams }
step-skip-experience = Skip with the experience “{ $experience }”.
step-hours-unknown = The hours are not known.
step-hours = { $hours } of study.
step-hours-credit = { $hours } of study instead of { $before }, for { $codes } covers { $share } of the content.
step-all-about = All about { $code }
step-checked = Checked: { $days }.
role-unknown = There is no role { $role }
role-nearest = Did you mean one of these? All roles are below.
role-choose = Choose one of the roles below.
why-not = Why not another exam?
why-not-exam = Why not { $code }?
why-not-clear = Clear
why-not-choose = Choose an exam
why-not-another = Another exam
why-not-lead = Expected another exam here? Ask why it is missing.
why-not-pick = Why not …?
label-next-cheapest = Next cheapest
label-also-recommended = Also recommended
label-by = Recommended by { $publisher }
label-uncertain = { $label } as far as known
label-exams = { $label }: { $codes }
