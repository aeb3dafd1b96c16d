# Angaben, Daten und die Wörter von Werten.
unknown = nicht bekannt
at-most = höchstens { $count }
on-day = am { $day }
in-year = { $year }
in-month = im { $month }
date-not-before = nicht vor { $day }
date-by = bis { $day }
date-or-later = { $day } oder später
date-or-earlier = { $day } oder früher
hours =
    { $count ->
        [one] { $range } Stunde
       *[other] { $range } Stunden
    }
minutes =
    { $count ->
        [one] { $range } Minute
       *[other] { $range } Minuten
    }
days =
    { $count ->
        [one] { $range } Tag
       *[other] { $range } Tage
    }
weeks =
    { $count ->
        [one] { $range } Woche
       *[other] { $range } Wochen
    }
months =
    { $count ->
        [one] { $range } Monat
       *[other] { $range } Monate
    }
years =
    { $count ->
        [one] { $range } Jahr
       *[other] { $range } Jahre
    }
exams-count =
    { $count ->
        [one] { $range } Prüfung
       *[other] { $range } Prüfungen
    }
hours-short = { $range } Std.
score-of = { $passing } von { $most }
decision-take = Machen
decision-take-later = Später machen
decision-take-instead = Etwas anderes machen
decision-skip = Auslassen
decision-no-evidence = Noch keine Quelle beurteilt diese Prüfung
confidence-official = offiziell
confidence-vendor-api = Schnittstelle des Anbieters
confidence-reputable = zuverlässig
confidence-community = Community
confidence-estimate = Schätzung
