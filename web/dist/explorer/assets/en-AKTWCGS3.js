var e=`advert-title = Paste a job advert
advert-intro = Paste a job advert, a CV or an article. You see which certifications, exams and roles it names, what is gone, what you hold, and the way to the rest.
advert-text = Text
advert-private = The text stays in this browser until you press the button. Then it is sent to this server, which reads it and stores nothing. It is never part of an address.
advert-read = Find certifications
advert-reading = Reading the text
advert-too-long = The text has { $bytes } bytes; at most { $most } can be read. Shorten it.
advert-nothing = The text names no certification, exam or role of the catalogue
advert-nothing-note = A name that is also a product or a job counts only beside a word such as “certification” or “exam”.
advert-found =
    { $count ->
        [one] { $count } mention found
       *[other] { $count } mentions found
    }
advert-cut = Only the first { $count } mentions are shown.
advert-marked = Where the text names them
advert-asks = What it asks for
advert-one-of = One of these:
advert-role = Role
advert-open = Can be booked
advert-closed = Cannot be booked
advert-earnable = Can be earned
advert-not-earnable = Can no longer be earned
advert-gone = What is gone
advert-follows = What follows:
advert-hold = What you hold
advert-hold-none = Nothing of this is in your list of <link>held exams</link>.
advert-rest = The way to the rest
advert-rest-none = You hold everything that the text asks for.
advert-rest-gone = Nothing of the rest can be earned today, and what follows is held or not known.
advert-role-paths = Paths to { $role }
advert-exam-page = { $exam }: what it covers and how to get there
advert-certification-page = { $certification }: the exams that earn it
advert-check = Does the text state fees, dates or weights? <link>Check claims</link>.
browse-certifications = Certifications
browse-roles = Roles
browse-certification-count =
    { $count ->
        [one] { $count } certification
       *[other] { $count } certifications
    }
browse-role-count =
    { $count ->
        [one] { $count } role
       *[other] { $count } roles
    }
browse-recommendation-count =
    { $count ->
        [one] { $count } recommendation
       *[other] { $count } recommendations
    }
browse-filters = Filters
browse-level = Level
browse-status = Status
browse-vendor = Vendor
browse-certification = Certification
browse-exam = Exam
browse-exams = Exams
browse-state = State
browse-fee = Fee
browse-study = Study
browse-open = Open
browse-closed = Closed
browse-no-certification-matches = No certification matches
browse-remove-filter = Remove a filter, or <link>see all certifications</link>.
browse-certification-list = List of certifications
browse-certification-table = Certifications and their exams
certification-until = until { $day }
certification-from = from { $day }
certification-from-until = from { $from } until { $until }
certification-replaced = replaced by <link>{ $code }</link>
certification-renewal = Renewal
certification-renewal-unknown = No source says how it is renewed.
certification-also = also { $names }
certification-earnable = It can be earned.
certification-not-earnable = It cannot be earned: its exams cannot be booked.
certification-earned-by = How to earn it
certification-earned-by-any = How to earn it: any one of these
certification-no-exams = No source names the exams that earn it.
certification-all-of = All { $count } of these exams
certification-ended = can no longer be booked
certification-sources = Sources
certification-unknown = No certification { $slug } is known
certification-unknown-text = The catalogue has no certification with this name. <link>See all certifications</link>.
certification-did-you-mean = Did you mean:
order-show-ascending = Show ascending
order-show-descending = Show descending
changes-title = What’s new
changes-connecting = Connecting
changes-live = Live
changes-polling = Live, polling every few seconds
changes-lost = Connection lost, reconnecting
changes-loading = Loading the feed
changes-actor-seed = the shipped catalogue
changes-actor-sql = an edit by SQL
changes-updated = { $name } was updated
changes-new = { $name } is new
changes-removed = { $name } was taken out
changes-set =
    { $count ->
        [one] Revision { $revision }, one record, by { $actor }
       *[other] Revision { $revision }, { $records } records, by { $actor }
    }
changes-more = { $count } more
changes-none = Nothing has changed yet
changes-none-note = New facts appear here when they are published.
changes-older = Show older changes
change-announced = { $code }, announced: { $day }
change-beta = { $code }, beta begins: { $day }
change-opens = { $code }, opens: { $day }
change-last-booking = { $code }, last day to book: { $day }
change-title = Title of { $code } changed
change-blueprint = Blueprint of { $code } changed
change-successor = Successor of { $code } changed
change-prerequisites = Prerequisites of { $code } changed
change-retired = { $code } retired on { $day }
change-retires = { $code } retires: { $day }
change-of = { $fact } of { $code }
change-unknown = { $of } is no longer known
change-known = { $of } is now known: { $value }
change-changed = { $of } changed from { $old } to { $value }
change-removed = { $of } was taken out
change-checked = { $code } was checked again
payback-blank = The chart appears when the figures are known.
payback-spent = Spent: { $amount }.
payback-unknown = Payback is not known.
payback-after = Paid back after { $months }.
payback-gain = Gain after { $years }: { $amount }.
payback-mark = paid back
payback-exam = exam
shared-domains-of = Domains of { $code }
shared-pair = { $left } and { $right }
shared-most = Most is shared by: { $pairs }
plan-week = Week { $number }
plan-any-part = any part
plan-hours-of = { $hours }: { $part }
plan-gate = { $percent } on practice tests
plan-gate-times = { $percent } on practice tests, { $times } times in a row
plan-exam = Exam
plan-no-last-day = No last day of the exam is known.
plan-last-day = The last day of the exam is { $day }.
timeline-fee-unknown = fee not known
timeline-hours-unknown = hours not known
timeline-day-unknown = day not known
timeline-finish = by { $day }
timeline-book-by = book by { $day }
timeline-deadline = deadline
timeline-minimum = minimum study time
timeline-maximum = maximum study time
timeline-exam = exam
timeline-prerequisite = prerequisite
timeline-last-day = last exam date
weights-added = added
weights-changed = changed
weights-dropped = dropped
check-title = Check claims
check-intro = Enter what an article, a course or a study note says about an exam or a certification. You see whether it is true on the day, what answers use instead, since when, and who says so.
check-files = Whole files are checked by the command <code>certgraph check FILES</code>.
check-form = Claims
check-claim = Claim { $place }
check-about = About
check-exam = Code of the exam
check-exam-hint = AI-102
check-certification = Name in the address
check-certification-hint = azure-ai-engineer-associate
check-fact = Fact
check-domain = Domain
check-domain-hint = title or key
check-value = Claimed value
check-value-hint = 165 USD, retired
check-on = True on
check-on-hint = empty: today
check-remove = Remove claim { $place }
check-send = Check
check-add = Add a claim
check-results = Results
check-count =
    { $count ->
        [one] One claim checked
       *[other] { $count } claims checked
    }
check-supported = Supported
check-outdated = Outdated
check-not-yet = Not yet true
check-disputed = Disputed
check-contradicted = Contradicted
check-unknown = Cannot be told
check-for-day = for { $day }
check-served = Answers use
check-true-from = The claim is true from
check-true-until = The claim is true until
check-agreeing = These sources agree with the claim:
check-because-ambiguous-subject = Several exams share this code.
check-because-date-not-exact = The date is known only roughly.
check-because-disputed = Sources disagree, and none outranks the others.
check-because-newer-outline = The blueprint on the day is newer than the newest that has been read.
check-because-not-comparable = The words or units cannot be compared.
check-because-not-published = The vendor does not publish it.
check-because-not-read = The vendor may publish it; it has not been read yet.
check-because-no-outline = No blueprint is known for the day.
check-because-no-source = No source in the catalogue says anything about it.
check-because-no-such-domain = No blueprint of the exam has a domain of this name.
check-because-other-currency = The price is known in other currencies only.
check-because-unknown-subject = The catalogue has no exam or certification of this name.
check-of-exam = Check a claim about { $code }
proof-estimate = Our own estimate
proof-checked = { $day }, checked { $checked }
proof-more =
    { $count ->
        [one] { $count } more source
       *[other] { $count } more sources
    }
check-dates = dates
check-fee = fee
check-blueprint = blueprint
check-other = other facts
checked-on = checked { $day }
checked-in = checked { $period }
checked-days = { $names } { $day }
due = Due for another check: { $kinds }. Before you book, check <page>the vendor’s page</page>.
due-since = { $kind } (since { $day })
compare-state-on = { $state } on { $day }
compare-state-at = { $state } { $moment }
compare-followed =
    { $count ->
        [one] { $state } ({ $codes } follows)
       *[other] { $state } ({ $codes } follow)
    }
compare-facts = Facts
compare-from-sources = From sources
compare-table = Exams side by side
compare-checked = Checked
compare-shared = Shared content
compare-share = <b>{ $share }</b> of the content
compare-share-average = <b>{ $share }</b> of the content, on average over all pairs
compare-share-known = <b>{ $share }</b> of the content, on average over the { $known } of { $all } pairs whose blueprints are known
compare-pairs = Pairs
compare-no-shared = No shared content is known.
compare-ended = { $codes } can no longer be booked.
compare-instead = Compare { $codes } instead
compare-window = { $codes } compared
compare-and = and
compare-or = or
compare-title = Compare exams
compare-heading = { $codes }?
compare-heading-none = Which of these exams?
compare-left-out =
    { $count ->
        [one] { $most } exams are compared at most; { $codes } is left out.
       *[other] { $most } exams are compared at most; { $codes } are left out.
    }
compare-remove = Remove { $code }
compare-choose = Choose two to four exams
compare-add = Add an exam
compare-which = Compare which exams?
compare-empty-one = Add another exam to compare it with
compare-empty = Choose exams to see them side by side
compare-examples = For a first look:
compare-side = Side by side
compare-audiences = For whom
compare-sources = Sources
compare-required-prerequisites = Required prerequisites
compare-none-known = none known
compare-one = { $code } and which other exam?
compare-state = State
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
list-exams = Exams
list-vendor-exams = Exams of { $vendor }
list-count =
    { $count ->
        [one] { $number } exam
       *[other] { $number } exams
    }
list-filters = Filters
list-words = Words
list-words-field = Words in code, title, vendor or domains
list-order = Order
list-order-code = Vendor and code
list-order-title = Title
list-order-level = Level
list-order-fee = Fee
list-order-hours = Hours of study
list-order-last-day = Last day
list-highest-fee = Highest fee
list-dollars = US dollars
list-highest-fee-field = Highest fee in US dollars
list-any = any
list-most-study = Most study
list-hours = hours
list-most-study-field = Most study hours
list-subject = Subject
list-level = Level
list-state = State
list-vendor = Vendor
list-none = No exam matches
list-none-advice = Remove a filter, or <link>see all exams</link>.
list-region = List of exams
list-table = Exams and their figures
list-column-exam = Exam
list-column-fee = Fee
list-column-study = Study
field-as-of = As of
field-as-of-hint = defaults to today
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
unknown = not known
at-most = at most { $count }
on-day = on { $day }
in-year = in { $year }
in-month = in { $month }
date-not-before = not before { $day }
date-by = by { $day }
date-or-later = { $day } or later
date-or-earlier = { $day } or earlier
hours =
    { $count ->
        [one] { $range } hour
       *[other] { $range } hours
    }
minutes =
    { $count ->
        [one] { $range } minute
       *[other] { $range } minutes
    }
days =
    { $count ->
        [one] { $range } day
       *[other] { $range } days
    }
weeks =
    { $count ->
        [one] { $range } week
       *[other] { $range } weeks
    }
months =
    { $count ->
        [one] { $range } month
       *[other] { $range } months
    }
years =
    { $count ->
        [one] { $range } year
       *[other] { $range } years
    }
exams-count =
    { $count ->
        [one] { $range } exam
       *[other] { $range } exams
    }
hours-short = { $range } h
score-of = { $passing } of { $most }
decision-take = Take it
decision-take-later = Take it later
decision-take-instead = Take something else
decision-skip = Skip it
decision-no-evidence = No source judges this exam yet
confidence-official = official
confidence-vendor-api = vendor's interface
confidence-reputable = reputable
confidence-community = community
confidence-estimate = estimate
skip-to-content = Skip to content
nav-pages = Pages
nav-paths = Paths
nav-exams = Exams
nav-map = Map
nav-compare = Compare
nav-my = My exams
nav-job-advert = Job advert
nav-dates = Dates
nav-whats-new = What’s new
theme-switch = Switch between light and dark
theme-title = Light or dark
foot-note = Every figure has its source and its day. Unknown figures are shown as not known. certgraph is not affiliated with any vendor.
foot-developers = For developers
foot-schema = Schema
foot-licences = Licences
language-label = Language
no-script = More of these pages needs JavaScript.
no-script-api = The API does not.
keep-title = Keep them valid
keep-note = The cheapest calendar of exams and renewals with which all certifications are valid together through a period.
keep-undated = Not in the plan, because the day of passing is missing or in the future: { $codes }.
keep-none = These exams alone earn no certification. Add the other exams that it needs, and the days on which you passed.
keep-form = What is kept valid
keep-which = Certifications
keep-from = Valid from
keep-from-hint = all together
keep-from-fault = Choose today or a later day.
keep-to = Valid until
keep-to-hint = last day
keep-to-fault = Choose { $day } or a later day.
keep-fees = Fees at most
keep-fees-hint = USD
keep-most = At most { $most } certifications are planned at once; leave one out to plan another.
keep-choose = Choose at least one certification.
keep-days = { $from } to { $until }
keep-take = Take <link>{ $code }</link>
keep-renew = Renew <link>{ $code }</link> without an exam
keep-valid-until = Valid until { $day }
keep-because-valid = Without it { $title } is not valid on { $day }.
keep-because-renews = It renews { $title }, which is not valid on { $day } otherwise.
keep-because-required = It is required before { $code }, for { $title }.
keep-ways = Ways to renew:
keep-total = Fees together
keep-sittings = Exams to take
keep-renewals = Renewals without an exam
keep-missing = The sum excludes unknown fees: { $list }.
keep-truncated = The search stopped at its limit; a cheaper plan may exist.
keep-truncated-conflict = The search stopped at its limit; a plan may exist all the same.
keep-nothing = What you hold is valid through the period. There is nothing to do.
keep-then-valid = Then valid
keep-conflict = No plan keeps all of this
keep-relaxations = Each of these changes alone is enough
keep-no-relaxation = No single change makes it possible.
keep-leave-out = Leave out { $title }
keep-begin-on = Begin on { $day }
keep-end-on = End on { $day }
map-title = Map of exams
map-count = { $count } exams
map-matching = { $matching } of { $count } exams match
map-filters = Filters
map-day = Day
map-today = Today
map-level = Level
map-state = State
map-view = View
map-vendors = Vendors
map-vendors-chosen = Vendors ({ $count })
map-all-edges = All links
map-list = List
map-svg = SVG for A2
map-png = PNG
map-chart = Exams by subject and level
map-other = Other subjects
map-held = Held
map-hint = Arrow keys move between exams; Enter opens one.
map-level-unknown = Level not known
map-state-unannounced = Not announced yet
map-edge-succession = Successor
map-edge-required = Required before
map-edge-recommended = Recommended before
map-card = { $code } on the map
map-close = Close
map-since = since { $day }
map-next = { $state } from { $day }
map-successors = Followed by
map-predecessors = Replaces
map-required = Required before it
map-recommended = Recommended before it
map-unlocks = Prerequisite for
map-open = Open { $code }
map-hold = I hold this exam
map-unhold = I do not hold this exam
my-title = What I hold and plan
my-stored = These lists are stored in this browser, on this device only. Pages send the codes with their requests to find paths and renewals; the server does not store them. Clearing the browser’s data removes the lists, so save a file.
my-hold-region = What I hold
my-hold = I hold
my-plan-region = What I plan
my-plan = I plan
my-add-held = Add a passed exam
my-add-planned = Add a planned exam
my-pick-held = What do you hold?
my-pick-planned = What do you plan?
my-hold-none = Nothing yet. Add what you passed: paths leave it out, and you see here what changes.
my-plan-none = Nothing yet.
my-unknown = The catalogue has no such exam.
my-retired = Retired
my-retired-on = Retired { $moment }
my-retires = Retires
my-retires-on = Retires { $moment }
my-book-until = , can be booked until { $day }
my-follows = ; what follows:
my-cost = Cost: { $cost }.
my-not-renewable = Cannot be renewed.
my-day-missing = Add the day on which you passed it to see when to renew.
my-passed-on = Passed on
my-passed-on-of = { $code }: passed on
my-release = Remove { $code } from what I hold
my-unplan = Remove { $code } from what I plan
my-passed = Passed
my-passed-of = I passed { $code }
my-all-changes = All changes of the catalogue
my-find-path = Find a path from here
my-file = Save or add a file
my-file-save = Save as a file
my-file-field = Add a file of this page, or a badge of Open Badges 2.0 or 3.0 (JSON or PNG)
my-file-note = A badge is read on this device; only its name is searched for. Signatures are not checked.
my-file-added = Added from { $file }: { $held } held, { $planned } planned.
my-file-missing = The catalogue does not have { $exams }, so this was not added.
my-file-too-large = The file is larger than 5 MB.
my-file-not-json = The file is neither JSON nor a PNG badge.
my-file-no-badge = The file has no list of this page and no badge of Open Badges 2.0 or 3.0.
my-file-linked-badge = The badge in the file is only a link. Download the badge with its class (JSON), or the image with the baked badge.
my-file-no-baked-badge = The image contains no badge.
my-file-version = The file has another version than { $version }, the one that this page reads.
my-file-too-many = The file lists more than 100 exams of a kind.
my-file-entry = The file has an entry that cannot be read: { $entry }. Nothing was added.
my-badge-unknown = No exam or certification of this name is known. Add the exam by hand.
my-badge-ambiguous = The name fits several; choose what you passed.
my-badge-add = Add to what I hold
my-badge-cancel = Cancel
my-badge-added =
    { $count ->
        [one] Added { $count } exam to what you hold.
       *[other] Added { $count } exams to what you hold.
    }
mine-held = held
mine-planned = planned
mine-hold-this = I hold this
mine-plan-this = I plan this
mine-stored = stored on this device
mine-store = Store on this device
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
held-followed = You hold { $code }; { $next } follows it.
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
firm-title = How firm is this?
firm-lead = This path stays first as long as:
firm-always = No single fact makes another path first.
firm-fee = { $code } costs at most { $to } (now { $now }).
firm-hours = { $code } takes at most { $to } of study (now { $now }).
firm-end = { $code } does not retire before { $from }.
firm-otherwise = Otherwise: { $codes }.
firm-otherwise-none = Otherwise no path meets all limits.
firm-missing = Not known, and could make another path first: { $list }.
firm-missing-fee = the fee of { $code }
firm-missing-hours = the study hours of { $code }
firm-missing-opening = when { $code } opens
picker-close = Close
picker-field = Code, title or another name
picker-placeholder = Code or name, such as AZ-204 or Security+
picker-vendor = Vendor
picker-all = All
picker-exams = Exams
picker-none = No exam has these words. Try fewer letters, or another vendor.
picker-nothing = No exam found
picker-announced =
    { $count ->
        [one] { $count } exam, the first is { $first }
       *[other] { $count } exams, the first is { $first }
    }
picker-announced-more = { $count } or more exams, the first is { $first }
picker-chosen =
    { $count ->
        [0] None chosen
       *[other] { $count } chosen
    }
picker-done = Done
experience-new = New to the field
experience-basics = Know the basics
experience-work = Done it at work
experience-unsaid = Not said
experience-unsaid-short = experience not said
field-experience = Experience
field-hold = I hold
field-hold-remove = Remove { $name }
field-hold-add-first = Add passed exams
field-hold-add = Add
field-vendors = Vendors
field-clear = Clear: { $label }
field-role = I want to work as
field-role-name = Role
field-role-all = All roles
field-study = Study time
field-study-hours = { $hours } h a week
field-study-spoken = { $hours } hours a week
field-budget = Budget for fees
field-budget-none = no limit
field-deadline = Deadline
field-deadline-hint = finish by this date
field-deadline-fault = Choose a day after { $day }.
field-deadlines = Suggested deadlines
field-deadline-quarter = 3 months
field-deadline-half = 6 months
field-deadline-year = a year
question-region = Your question
question-done = Done
question-change = Change
question-held = { $count } held
return-title = Return on investment
return-raise = Annual raise, before tax
return-rate = Your hourly rate
return-practice = Practice costs
return-hours = Study hours
return-years = Years of benefit
return-folded = No source gives all the figures; add your own.
return-example = Try example figures
return-reset = Reset to the sources’ figures
return-spent = Spent
return-payback = Paid back after
return-gain = Gain after { $years }
return-missing = No source for: { $list }. Unknowns are not counted as zero; move a slider to give your own figure.
return-missing-more = { $list } and { $count } more
return-how = How this is computed
return-show-source = { $name }: { $value }; show its source
return-yours = your figure
return-break-even = A raise of { $amount } a year always breaks even.
search-open = Search
search-open-title = Search (/ or Ctrl+K)
search-field = Exam, certification, role, vendor or topic
search-placeholder = Code, name, job or topic
search-results = Results
search-exams = Exams
search-certifications = Certifications
search-roles = Roles
search-vendors = Vendors
search-domains = Domains of exams
search-follows = { $state }; { $codes } follows
search-not-earnable = { $vendor } · can no longer be earned
search-vendor-exams = all exams
search-domain-of = { $domain } of { $code }
search-recent = Recent searches
search-recent-where = on this device
search-recent-remove = Remove the search { $text }
search-recent-remove-all = Remove all
search-browse = Browse
search-all-exams = All exams
search-nothing = Nothing found
search-nothing-advice = Nothing has these words. Try fewer or other words.
search-announced =
    { $count ->
        [one] { $count } result, the first is { $first }
       *[other] { $count } results, the first is { $first }
    }
search-more = { $count } more
share-copy = Copy link
share-copied = Copied
share-print = Print
share-picture = Picture
query-open = Open this query in GraphiQL
query-open-of = { $panel }: open the query in GraphiQL
start-title = Which certification should I take, and in which order?
start-lead = Choose the job you want, or answer four short questions. You get the exams that lead there, with fees, hours and dates, a reason and a source for each, and only exams that can still be booked.
start-counts = { $exams } exams · { $roles } roles · { $facts } facts with sources · updated { $day }
start-all-jobs = All jobs
ask-region = Find a path by questions
ask-number = Question { $step } of { $all }
ask-back = Back
ask-skip = Skip
ask-today = What do you do today?
ask-today-new = I work outside IT, study, or look for a first job
ask-today-other = I work in IT, but in another field
ask-today-same = I already do this kind of work
ask-like = What would you like to do?
ask-like-unsure = I don’t know yet
field-ai = Build things with artificial intelligence
field-architecture = Design whole systems
field-business = Lead projects, products or sales
field-business-applications = Set up business software, such as Salesforce
field-consulting = Advise customers
field-data = Work with data
field-devops = Automate how software is delivered and run
field-development = Write software
field-operations = Run servers, networks and clouds
field-security = Protect systems and data
ask-time = How much time do you have?
ask-time-hours = { $hours } hours a week
ask-money = How much money for exam fees?
ask-money-limit = Up to { $amount }
ask-money-none = No limit
ask-again = Start again
first-paths =
    { $count ->
        [0] Paths for you
        [one] { $count } path for you
       *[other] { $count } paths for you
    }
first-paths-none = No role is in this field. Choose one below.
first-paths-nothing-left = nothing is left to take
first-paths-fees = { $fees } fees{ $unknown }
first-paths-hours-unknown = hours not known
first-paths-finish = Finish by { $day }
first-paths-finish-unknown = Finish date not known
first-paths-over = Over your limits, the closest match
loading = Loading
trouble-unreachable = The server does not respond
trouble-busy = Too many requests at once
trouble-refused = We couldn’t build this page
trouble-failing = Something went wrong on the server
trouble-connection = Check your connection, or wait until the server is back.
trouble-stale = What you see below was loaded before.
trouble-retry = Try again
notice-ignored = These values of the address are ignored: { $values }.
notice-remove = Remove it
notice-future = { $day } is in the future: these are the fees, exams and dates that are known today.
show-more = Show more
page-load-failed = The page cannot be loaded.
word-fundamentals = fundamentals
word-associate = associate
word-professional = professional
word-specialty = specialty
word-announced = announced
word-beta = beta
word-live = live
word-retiring = retiring
word-retired = retired
word-new-to-cloud = new to the field
word-knows-vendor = know the basics
word-practitioner = done it at work
word-disputed = disputed
word-not-applicable = not applicable
word-not-published = not published
word-unknown = unknown
word-recommended = recommended
word-required = required
word-high = high
word-medium = medium
word-low = low
word-source = source
word-vendor = vendor
word-exam = exam
word-certification = certification
word-role = role
word-comparison = comparison
word-equivalence = equivalence
word-audience-rule = audience rule
word-abilities = abilities
word-announced-on = announced on
word-annual-pay = annual pay
word-annual-raise = annual raise
word-assumed-knowledge = assumed knowledge
word-audience = audience
word-beta-fee = beta fee
word-beta-on = beta on
word-booking-threshold = booking threshold
word-delivery = delivery
word-domain-count = domain count
word-duration = duration
word-eligibility = eligibility
word-exam-style = exam style
word-expected-experience = expected experience
word-expected-experience-span = expected experience span
word-fee = fee
word-fees = fees
word-fee-includes = fee includes
word-heaviest-domain = heaviest domain
word-hourly-rate = hourly rate
word-horizon-years = horizon years
word-items = items
word-item-types = item types
word-languages = languages
word-learning-material-cost = learning material cost
word-level = level
word-level-wording = level wording
word-live-on = live on
word-other-payoffs = other payoffs
word-outline-changed-on = blueprint changed on
word-outline-history = blueprint history
word-outline-interval = blueprint interval
word-passing-score = passing score
word-pass-rate = pass rate
word-pass-rate-factors = pass rate factors
word-practice-cost = practice cost
word-practice-cost-weekly = practice cost weekly
word-practice-weeks = practice weeks
word-raises-pay-alone = raises pay alone
word-registration-ends-on = registration ends on
word-registration-on = registration on
word-renewal = renewal
word-renewal-duration = renewal duration
word-renewal-fee = renewal fee
word-renewal-window = renewal window
word-renewed-by = renewed by
word-retake = retake
word-retires-on = retires on
word-scored-items = scored items
word-stated-investment = stated investment
word-stated-monthly-return = stated monthly return
word-stated-payback = stated payback
word-stated-three-year-gain = stated three year gain
word-statement = statement
word-study-advice = study advice
word-study-hours = study hours
word-study-sinks = study sinks
word-study-weeks = study weeks
word-subject = subject
word-tested-version = tested version
word-validity = validity
word-weekly-hours = weekly hours
word-break-even-raise = break even raise
word-investment = investment
word-payback-months = payback months
word-horizon-gain = horizon gain
word-horizon-gross-gain = horizon gross gain
word-study-cost = study cost
group-ai = AI
group-architecture = Architecture
group-business = Business
group-business-applications = Business applications
group-consulting = Consulting
group-data = Data
group-devops = DevOps
group-development = Development
group-newcomer = Newcomer
group-operations = Operations
group-security = Security
word-domain-weight = weight of a domain
word-earned-by = exam that earns it
word-recommended-prerequisite = advised prerequisite
word-required-prerequisite = required prerequisite
word-state = state
word-successor = successor
`;export{e as default};
