# Die Seite, die Aussagen prüft.
check-title = Aussagen prüfen
check-intro = Gib ein, was ein Artikel, ein Kurs oder eine Lernnotiz über eine Prüfung oder Zertifizierung sagt. Du siehst, ob es an dem Tag stimmt, was stattdessen gilt, seit wann, und wer das sagt.
check-files = Ganze Dateien prüft der Befehl <code>certgraph check FILES</code>.
check-form = Aussagen
check-claim = Aussage { $place }
check-about = Worüber
check-exam = Code der Prüfung
check-exam-hint = AI-102
check-certification = Name in der Adresse
check-certification-hint = azure-ai-engineer-associate
check-fact = Angabe
check-domain = Domäne
check-domain-hint = Titel oder Schlüssel
check-value = Behaupteter Wert
check-value-hint = 165 USD, retired
check-on = Gültig am
check-on-hint = leer: heute
check-remove = Aussage { $place } entfernen
check-send = Prüfen
check-add = Aussage hinzufügen
check-results = Ergebnisse
check-count =
    { $count ->
        [one] Eine Aussage geprüft
       *[other] { $count } Aussagen geprüft
    }
check-supported = Stimmt
check-outdated = Veraltet
check-not-yet = Stimmt noch nicht
check-disputed = Umstritten
check-contradicted = Widerlegt
check-unknown = Nicht zu entscheiden
check-for-day = für den { $day }
check-served = Es gilt
check-true-from = Die Aussage stimmt ab
check-true-until = Die Aussage stimmt bis
check-agreeing = Diese Quellen stimmen der Aussage zu:
check-because-ambiguous-subject = Mehrere Prüfungen haben diesen Code.
check-because-date-not-exact = Das Datum ist nur ungefähr bekannt.
check-because-disputed = Quellen widersprechen sich, und keine hat Vorrang.
check-because-newer-outline = Der Themenplan an dem Tag ist neuer als der neueste, der gelesen wurde.
check-because-not-comparable = Die Wörter oder Einheiten lassen sich nicht vergleichen.
check-because-not-published = Der Anbieter veröffentlicht es nicht.
check-because-not-read = Der Anbieter veröffentlicht es vielleicht; es wurde noch nicht gelesen.
check-because-no-outline = Für den Tag ist kein Themenplan bekannt.
check-because-no-source = Keine Quelle des Katalogs sagt etwas darüber.
check-because-no-such-domain = Kein Themenplan der Prüfung hat eine Domäne dieses Namens.
check-because-other-currency = Der Preis ist nur in anderen Währungen bekannt.
check-because-unknown-subject = Der Katalog hat keine Prüfung oder Zertifizierung dieses Namens.
check-of-exam = Eine Aussage über { $code } prüfen
