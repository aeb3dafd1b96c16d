# The search in the head of every page.
search-open = Suchen
search-open-title = Suchen (/ oder Strg+K)
search-field = Prüfung, Zertifizierung, Beruf, Anbieter oder Thema
search-placeholder = Code, Name, Beruf oder Thema
search-results = Ergebnisse
search-exams = Prüfungen
search-certifications = Zertifizierungen
search-roles = Berufe
search-vendors = Anbieter
search-domains = Domänen von Prüfungen
search-follows = { $state }; Nachfolger: { $codes }
search-not-earnable = { $vendor } · kann nicht mehr erworben werden
search-vendor-exams = alle Prüfungen
search-domain-of = { $domain } von { $code }
search-recent = Letzte Suchen
search-recent-where = auf diesem Gerät
search-recent-remove = Suche { $text } entfernen
search-recent-remove-all = Alle entfernen
search-browse = Stöbern
search-all-exams = Alle Prüfungen
search-nothing = Nichts gefunden
search-nothing-advice = Nichts enthält diese Wörter. Versuche weniger oder andere.
search-announced =
    { $count ->
        [one] { $count } Ergebnis, das erste ist { $first }
       *[other] { $count } Ergebnisse, das erste ist { $first }
    }
search-more = { $count } weitere
