# Figures, dates and the words of values.
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
