# The comparison of exams.
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
