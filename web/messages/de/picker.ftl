# The dialog that chooses exams.
picker-close = Schließen
picker-field = Code, Titel oder anderer Name
picker-placeholder = Code oder Name, etwa AZ-204 oder Security+
picker-vendor = Anbieter
picker-all = Alle
picker-exams = Prüfungen
picker-none = Keine Prüfung enthält diese Wörter. Versuche weniger Buchstaben oder einen anderen Anbieter.
picker-nothing = Keine Prüfung gefunden
picker-announced =
    { $count ->
        [one] { $count } Prüfung, die erste ist { $first }
       *[other] { $count } Prüfungen, die erste ist { $first }
    }
picker-announced-more = { $count } oder mehr Prüfungen, die erste ist { $first }
picker-chosen =
    { $count ->
        [0] Nichts ausgewählt
       *[other] { $count } ausgewählt
    }
picker-done = Fertig
