# Die Liste der Prüfungen.
list-exams = Prüfungen
list-vendor-exams = Prüfungen von { $vendor }
list-count =
    { $count ->
        [one] { $number } Prüfung
       *[other] { $number } Prüfungen
    }
list-filters = Filter
list-words = Wörter
list-words-field = Wörter in Code, Titel, Anbieter oder Domänen
list-order = Reihenfolge
list-order-code = Anbieter und Code
list-order-title = Titel
list-order-level = Stufe
list-order-fee = Gebühr
list-order-hours = Lernstunden
list-order-last-day = Letzter Tag
list-highest-fee = Höchste Gebühr
list-dollars = US-Dollar
list-highest-fee-field = Höchste Gebühr in US-Dollar
list-any = beliebig
list-most-study = Höchste Lernzeit
list-hours = Stunden
list-most-study-field = Höchste Zahl an Lernstunden
list-subject = Thema
list-level = Stufe
list-state = Status
list-vendor = Anbieter
list-none = Keine Prüfung passt
list-none-advice = Entferne einen Filter oder <link>sieh alle Prüfungen an</link>.
list-region = Liste der Prüfungen
list-table = Prüfungen und ihre Angaben
list-column-exam = Prüfung
list-column-fee = Gebühr
list-column-study = Lernzeit
field-as-of = Stand
field-as-of-hint = sonst heute
