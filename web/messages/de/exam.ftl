# Die Seite einer Prüfung.
exam-no-blueprint = Zu dieser Prüfung ist kein Themenplan erfasst.
exam-covers = Was die Prüfung umfasst
exam-blueprint-of = Themenplan vom { $day }
exam-blueprint-old = Das ist der neueste erfasste; der Anbieter hat einen neueren.
exam-blueprint-future = Er gilt noch nicht.
exam-blueprint-claimed = Von einer Quelle behauptet; vom Anbieter ist kein Themenplan erfasst.
exam-blueprint-bars = Jeder Balken ist der veröffentlichte Bereich; der dunkle Teil bleibt möglich, wenn alles zusammen 100 % ergibt.
exam-infeasible = Diese Gewichte können zusammen nicht 100 % ergeben ({ $min } bis { $max } %).
exam-objectives = Alle Lernziele
exam-weights-picture = Bild der Gewichte
exam-plan = Lernplan
exam-not-bookable = { $code } kann nicht mehr gebucht werden.
exam-plan-of-next = Den Plan für { $code } ansehen
exam-plan-of = Der Plan für { $code }
exam-no-plan = Die Lernstunden sind nicht bekannt, daher gibt es keinen Plan.
exam-calendar = In den Kalender
exam-plan-sum = { $hours }, { $weekly } je Woche: fertig am { $day }.
exam-plan-enough = { $hours } je Woche wären genug.
exam-unknown = Keine Prüfung { $code } bekannt
exam-unknown-advice = Der Anbieter { $vendor } hat im Katalog keine Prüfung mit diesem Code. <link>Beginne mit einem Beruf</link> oder suche oben nach dem Titel.
exam-fact-unused = nicht verwendet
exam-all-facts = Alle Fakten mit ihren Quellen ({ $count })
history-none = Keine Änderungen bekannt.
history-new = <b>{ $title }</b> ist neu.
history-new-weight = <b>{ $title }</b> ist neu, { $weight }.
history-gone = <b>{ $title }</b> entfällt.
history-gone-weight = <b>{ $title }</b> entfällt; es waren { $weight }.
history-renamed = Vorher: „{ $title }“.
history-reworded = { $after } (vorher: { $before })
history-weight = Aus { $before } wurden { $after }.
history-in-force = in Kraft
history-dropped = Entfallen: { $titles }
history-what = Was sich geändert hat
history-title = Wie sich der Themenplan geändert hat
history-between = Vom { $from } zum { $to }
history-earlier =
    { $count ->
        [one] Ein früherer Themenplan
       *[other] { $count } frühere Themenpläne
    }
history-claimed = Behauptete Themenpläne
history-claimed-note = Von einer Quelle behauptet; weicht vom Plan des Anbieters ab.
condition-earned-from = erworben ab { $day }
condition-earned-before = erworben vor { $day }
condition-earned-between = erworben ab { $from } und vor { $before }
condition-member = für Mitglieder
condition-no-member = für Nichtmitglieder
condition-region = in { $region }
condition-region-the = in { $region }
condition-language = auf { $language }
condition-beta = in der Beta
condition-final = in der endgültigen Prüfung
value-none = keine
value-member-price = Mitgliederpreis { $value }
value-beta-price = Betapreis { $value }
value-conditional = { $conditions }: { $value }
value-final-exam = endgültige Prüfung { $value }
value-otherwise = sonst { $value }
contradictions-title = Wo Quellen sich widersprechen
contradictions-no-value = Kein Wert
contradictions-details =
    { $count ->
        [one] Eine Einzelheit
       *[other] { $count } Einzelheiten
    }
life-live = Buchbar
life-live-since = Buchbar, seit { $day }
life-ended = Nicht mehr buchbar
life-last-sittings = Nicht mehr buchbar; schon gebuchte Prüfungen sind bis { $day } möglich
life-book-and-take = Buchbar bis { $book }, ablegbar bis { $take }
life-ends-soon = Läuft bald aus
life-book-until = Buchbar bis { $day }
life-was-bookable = War buchbar bis { $day }
life-beta-open = In der Beta: buchbar
life-beta-closed = In der Beta: derzeit nicht buchbar
life-announced = Angekündigt, noch nicht offen
life-announced-on = Angekündigt am { $day }, noch nicht offen
languages-go-on =
    { $count ->
        [one] { $names } läuft weiter
       *[other] { $names } laufen weiter
    }
languages-go-on-until =
    { $count ->
        [one] { $names } läuft bis { $day } weiter
       *[other] { $names } laufen bis { $day } weiter
    }
languages-end =
    { $count ->
        [one] { $names } endet { $day }
       *[other] { $names } enden { $day }
    }
languages-ended = { $names }: beendet { $day }
head-formerly = früher { $codes }
head-state-in = { $state } auf { $language }
head-replaced-by = ersetzt durch { $code }
head-replaces = ersetzt { $code }
head-book-in = Buchbar auf { $languages }.
head-earns = Führt zu
head-compare = Vergleichen mit …
figures-title = Zahlen
figure-disputed = Quellen widersprechen sich
figure-fee = Gebühr
figure-study = Lernzeit
figure-time = Dauer
figure-questions = Fragen
figure-pass = Zum Bestehen
figure-pass-rate = Bestehensquote
figure-valid = Gültig für
figure-no-expiry = läuft nicht ab
figure-languages = Sprachen
figure-language-count = { $count } Sprachen
nearest = Meintest du:
related = Verwandtes
related-prerequisites = Voraussetzungen
related-if = { $kind }, wenn { $experience }
related-or = oder
related-leads-to = Führt weiter zu
related-equivalents = Entsprechungen
related-roles = Empfohlen für
person-title = Für wen?
person-form = Für wen
verdict = Urteil
verdict-title = Lohnt es sich?
verdict-others = Andere Regeln
verdict-judge = Entscheide selbst: { $audience }
notes-title = Was aus deinen Notizen wird
notes-lead = Wo der Inhalt jeder Domäne weitergeht: Anteile der früheren Domäne, nach Schlüsseln, Texten und ähnlichen Wörtern ihrer Lernziele.
notes-to = Von { $from } zu { $to }
notes-share = { $share } gehen weiter in „{ $title }“
notes-gone = { $share } gehen nirgends weiter
notes-unsure = nur ein Hinweis
notes-unknown = Einer der beiden Themenpläne ist nicht bekannt.
