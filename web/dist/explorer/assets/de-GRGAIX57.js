var e=`browse-certifications = Zertifizierungen
browse-roles = Rollen
browse-certification-count =
    { $count ->
        [one] { $count } Zertifizierung
       *[other] { $count } Zertifizierungen
    }
browse-role-count =
    { $count ->
        [one] { $count } Rolle
       *[other] { $count } Rollen
    }
browse-recommendation-count =
    { $count ->
        [one] { $count } Empfehlung
       *[other] { $count } Empfehlungen
    }
browse-filters = Filter
browse-any = alle
browse-subject = Fachgebiet
browse-most-study = Höchste Lernzeit
browse-most-study-label = Höchste Lernzeit in Stunden
browse-hours = Stunden
browse-level = Stufe
browse-status = Status
browse-vendor = Anbieter
browse-certification = Zertifizierung
browse-exam = Prüfung
browse-exams = Prüfungen
browse-state = Status
browse-fee = Gebühr
browse-study = Lernzeit
browse-open = Offen
browse-closed = Geschlossen
browse-no-certification-matches = Keine Zertifizierung passt
browse-remove-filter = Entfernen Sie einen Filter oder <link>sehen Sie alle Zertifizierungen</link>.
browse-certification-list = Liste der Zertifizierungen
browse-certification-table = Zertifizierungen und ihre Prüfungen
browse-show-more = Mehr zeigen
certification-until = bis { $day }
certification-from = ab { $day }
certification-from-until = ab { $from } bis { $until }
certification-replaced = ersetzt durch <link>{ $code }</link>
certification-renewal = Erneuerung
certification-renewal-unknown = Keine Quelle sagt, wie sie erneuert wird.
certification-also = auch { $names }
certification-earnable = Sie kann erworben werden.
certification-not-earnable = Sie kann nicht erworben werden: Ihre Prüfungen sind nicht buchbar.
certification-earned-by = So wird sie erworben
certification-earned-by-any = So wird sie erworben: eine davon
certification-no-exams = Keine Quelle nennt die Prüfungen, die zu ihr führen.
certification-all-of = Alle { $count } Prüfungen
certification-sources = Quellen
certification-unknown = Keine Zertifizierung { $slug } bekannt
certification-unknown-text = Der Katalog enthält keine Zertifizierung mit diesem Namen. <link>Alle Zertifizierungen</link>.
certification-did-you-mean = Meinten Sie:
certification-earns = Führt zu
path-signal-meaning = Signal: die Stufe der Prüfung, dann wie viele Quellen sie empfehlen und wie verlässlich sie sind
skip-to-content = Zum Inhalt springen
nav-pages = Seiten
nav-paths = Wege
nav-exams = Prüfungen
nav-compare = Vergleich
nav-whats-new = Neues
theme-switch = Zwischen hell und dunkel wechseln
theme-title = Hell oder dunkel
foot-note = Jede Angabe hat ihre Quelle und ihren Tag. Unbekannte Angaben stehen als „nicht bekannt“ da. certgraph gehört zu keinem Anbieter.
foot-developers = Für Entwickler
foot-schema = Schema
foot-licences = Lizenzen
language-label = Sprache
`;export{e as default};
