# The page of an exam.
exam-no-blueprint = No blueprint of this exam is recorded.
exam-covers = What the exam covers
exam-blueprint-of = Blueprint of { $day }
exam-blueprint-old = This is the newest recorded one; the vendor has a newer one.
exam-blueprint-future = It is not in force yet.
exam-blueprint-claimed = Claimed by a source; no blueprint of the vendor is recorded.
exam-blueprint-bars = Each bar is the published range; the dark part is what remains possible if all add up to 100 %.
exam-infeasible = These weights cannot add up to 100 % ({ $min } to { $max } %).
exam-objectives = All objectives
exam-weights-picture = Picture of the weights
exam-plan = Study plan
exam-not-bookable = { $code } can no longer be booked.
exam-plan-of-next = See the plan for { $code }
exam-plan-of = The plan for { $code }
exam-no-plan = The hours of study are not known, so no plan can be made.
exam-calendar = Add to calendar
exam-plan-sum = { $hours }, { $weekly } a week: ready on { $day }.
exam-plan-enough = { $hours } a week would be enough.
exam-unknown = No exam { $code } is known
exam-unknown-advice = The vendor { $vendor } has no exam of this code in the catalogue. <link>Start with a role</link>, or search for an exam by its title above.
exam-fact-unused = not used
exam-all-facts = All facts with their sources ({ $count })
history-none = No known changes.
history-new = <b>{ $title }</b> is new.
history-new-weight = <b>{ $title }</b> is new, { $weight }.
history-gone = <b>{ $title }</b> is gone.
history-gone-weight = <b>{ $title }</b> is gone; it was { $weight }.
history-renamed = It was called “{ $title }”.
history-reworded = { $after } (was: { $before })
history-weight = { $before } became { $after }.
history-in-force = in force
history-dropped = Gone: { $titles }
history-what = What changed
history-title = How the blueprint changed
history-between = From { $from } to { $to }
history-earlier =
    { $count ->
        [one] One earlier blueprint
       *[other] { $count } earlier blueprints
    }
history-claimed = Claimed blueprints
history-claimed-note = Claimed by a source; it differs from the vendor’s blueprint.
condition-earned-from = earned from { $day } on
condition-earned-before = earned before { $day }
condition-earned-between = earned from { $from } on and before { $before }
condition-member = for members
condition-no-member = for non-members
condition-region = in { $region }
condition-region-the = in the { $region }
condition-language = in { $language }
condition-beta = in the beta
condition-final = in the final exam
value-none = none
value-member-price = member price { $value }
value-beta-price = beta price { $value }
value-conditional = { $conditions }: { $value }
value-final-exam = final exam { $value }
value-otherwise = otherwise { $value }
contradictions-title = Where sources disagree
contradictions-no-value = No value
contradictions-details =
    { $count ->
        [one] One detail
       *[other] { $count } details
    }
life-live = Can be booked
life-live-since = Can be booked, since { $day }
life-ended = Can no longer be booked
life-last-sittings = Can no longer be booked; already booked exams can be taken until { $day }
life-book-and-take = Can be booked until { $book } and taken until { $take }
life-ends-soon = Ends soon
life-book-until = Can be booked until { $day }
life-was-bookable = Could be booked until { $day }
life-beta-open = In beta: can be booked
life-beta-closed = In beta: cannot be booked now
life-announced = Announced, not open yet
life-announced-on = Announced on { $day }, not open yet
languages-go-on =
    { $count ->
        [one] { $names } goes on
       *[other] { $names } go on
    }
languages-go-on-until =
    { $count ->
        [one] { $names } goes on until { $day }
       *[other] { $names } go on until { $day }
    }
languages-end =
    { $count ->
        [one] { $names } ends { $day }
       *[other] { $names } end { $day }
    }
languages-ended = { $names } ended { $day }
head-formerly = formerly { $codes }
head-state-in = { $state } in { $language }
head-replaced-by = replaced by { $code }
head-replaces = replaces { $code }
head-book-in = Can be booked in { $languages }.
head-earns = Earns
head-compare = Compare with …
figures-title = Figures
figure-disputed = sources disagree
figure-fee = Fee
figure-study = Study
figure-time = Time
figure-questions = Questions
figure-pass = To pass
figure-pass-rate = Pass rate
figure-valid = Valid for
figure-no-expiry = does not expire
figure-languages = Languages
figure-language-count = { $count } languages
nearest = Did you mean:
related = Related
related-prerequisites = Prerequisites
related-if = { $kind } if { $experience }
related-or = or
related-leads-to = Leads to
related-equivalents = Equivalents
related-roles = Recommended for
person-title = For whom?
person-form = For whom
verdict = Verdict
verdict-title = Is it worth it?
verdict-others = Other rules
verdict-judge = For you to judge: { $audience }
notes-title = What happens to your notes
notes-lead = Where the content of each domain continues: shares of the earlier domain, by keys, texts and similar words of its objectives.
notes-to = From { $from } to { $to }
notes-share = { $share } continues in “{ $title }”
notes-gone = { $share } continues nowhere
notes-unsure = only a hint
notes-unknown = One of the two blueprints is not known.
