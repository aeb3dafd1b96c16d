# Lists of certifications and roles, and the page of a certification.
browse-certifications = Zertifizierungen
browse-roles = Berufe
browse-certification-count =
    { $count ->
        [one] { $count } Zertifizierung
       *[other] { $count } Zertifizierungen
    }
browse-role-count =
    { $count ->
        [one] { $count } Beruf
       *[other] { $count } Berufe
    }
browse-recommendation-count =
    { $count ->
        [one] { $count } Empfehlung
       *[other] { $count } Empfehlungen
    }
browse-filters = Filter
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
browse-remove-filter = Entferne einen Filter oder <link>sieh alle Zertifizierungen an</link>.
browse-certification-list = Liste der Zertifizierungen
browse-certification-table = Zertifizierungen und ihre Prüfungen
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
certification-ended = kann nicht mehr gebucht werden
certification-sources = Quellen
certification-unknown = Keine Zertifizierung { $slug } bekannt
certification-unknown-text = Der Katalog enthält keine Zertifizierung mit diesem Namen. <link>Alle Zertifizierungen</link>.
certification-did-you-mean = Meintest du:
order-show-ascending = Aufsteigend zeigen
order-show-descending = Absteigend zeigen
