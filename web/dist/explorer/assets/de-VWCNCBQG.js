var e=`advert-title = Stellenanzeige einfügen
advert-intro = Füge eine Stellenanzeige, einen Lebenslauf oder einen Artikel ein. Du siehst, welche Zertifizierungen, Prüfungen und Berufe darin stehen, was es nicht mehr gibt, was du hast und wie du zum Rest kommst.
advert-text = Text
advert-private = Der Text bleibt in diesem Browser, bis du den Knopf drückst. Dann wird er an diesen Server gesendet, der ihn liest und nichts speichert. Er steht nie in einer Adresse.
advert-read = Zertifizierungen finden
advert-reading = Der Text wird gelesen
advert-too-long = Der Text hat { $bytes } Bytes; höchstens { $most } können gelesen werden. Kürze ihn.
advert-nothing = Der Text nennt keine Zertifizierung, keine Prüfung und keinen Beruf des Katalogs
advert-nothing-note = Ein Name, der auch ein Produkt oder ein Beruf ist, zählt nur neben einem Wort wie „Zertifizierung“ oder „Prüfung“.
advert-found =
    { $count ->
        [one] { $count } Nennung gefunden
       *[other] { $count } Nennungen gefunden
    }
advert-cut = Nur die ersten { $count } Nennungen sind gezeigt.
advert-marked = Wo der Text sie nennt
advert-asks = Was verlangt wird
advert-one-of = Eines davon:
advert-role = Beruf
advert-open = Buchbar
advert-closed = Nicht buchbar
advert-earnable = Kann erworben werden
advert-not-earnable = Kann nicht mehr erworben werden
advert-gone = Was es nicht mehr gibt
advert-follows = Was folgt:
advert-hold = Was du hast
advert-hold-none = Nichts davon steht in deiner Liste <link>bestandener Prüfungen</link>.
advert-rest = Der Weg zum Rest
advert-rest-none = Du hast alles, was der Text verlangt.
advert-rest-gone = Nichts vom Rest kann heute erworben werden, und was folgt, hast du schon oder ist nicht bekannt.
advert-role-paths = Wege zu { $role }
advert-exam-page = { $exam }: was die Prüfung abdeckt und wie du hinkommst
advert-certification-page = { $certification }: die Prüfungen dafür
advert-check = Nennt der Text Gebühren, Tage oder Gewichtungen? <link>Aussagen prüfen</link>.
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
changes-title = Neues
changes-connecting = Verbindung wird aufgebaut
changes-live = Live
changes-polling = Live, alle paar Sekunden abgefragt
changes-lost = Verbindung verloren, wird neu aufgebaut
changes-loading = Änderungen werden geladen
changes-actor-seed = den mitgelieferten Katalog
changes-actor-sql = eine Änderung mit SQL
changes-updated = { $name } wurde geändert
changes-new = { $name } ist neu
changes-removed = { $name } wurde entfernt
changes-set =
    { $count ->
        [one] Revision { $revision }, ein Eintrag, durch { $actor }
       *[other] Revision { $revision }, { $records } Einträge, durch { $actor }
    }
changes-more = { $count } weitere
changes-none = Noch hat sich nichts geändert
changes-none-note = Neue Fakten erscheinen hier, sobald sie veröffentlicht sind.
changes-older = Ältere Änderungen anzeigen
change-announced = { $code }, angekündigt: { $day }
change-beta = { $code }, Beta beginnt: { $day }
change-opens = { $code }, buchbar ab: { $day }
change-last-booking = { $code }, letzter Buchungstag: { $day }
change-title = Titel von { $code } geändert
change-blueprint = Themenplan von { $code } geändert
change-successor = Nachfolger von { $code } geändert
change-prerequisites = Voraussetzungen von { $code } geändert
change-retired = { $code } wurde am { $day } eingestellt
change-retires = { $code } läuft aus: { $day }
change-of = { $fact } von { $code }
change-unknown = { $of }: nicht mehr bekannt
change-known = { $of }, jetzt bekannt: { $value }
change-changed = { $of } geändert von { $old } auf { $value }
change-removed = { $of }: entfernt
change-checked = { $code } wurde erneut geprüft
payback-blank = Das Diagramm erscheint, sobald die Zahlen bekannt sind.
payback-spent = Ausgegeben: { $amount }.
payback-unknown = Die Amortisation ist nicht bekannt.
payback-after = Amortisationszeit: { $months }.
payback-gain = Gewinn im Zeitraum ({ $years }): { $amount }.
payback-mark = zurückverdient
payback-exam = Prüfung
shared-domains-of = Domänen von { $code }
shared-pair = { $left } und { $right }
shared-most = Am meisten teilen: { $pairs }
plan-week = Woche { $number }
plan-any-part = beliebiger Teil
plan-hours-of = { $hours }: { $part }
plan-gate = { $percent } in Übungstests
plan-gate-times = { $percent } in Übungstests, { $times }-mal in Folge
plan-exam = Prüfung
plan-no-last-day = Ein letzter Tag der Prüfung ist nicht bekannt.
plan-last-day = Der letzte Tag der Prüfung ist { $day }.
timeline-fee-unknown = Gebühr nicht bekannt
timeline-hours-unknown = Stunden nicht bekannt
timeline-day-unknown = Tag nicht bekannt
timeline-finish = bis { $day }
timeline-book-by = buchen bis { $day }
timeline-deadline = Frist
timeline-minimum = kürzeste Lernzeit
timeline-maximum = längste Lernzeit
timeline-exam = Prüfung
timeline-prerequisite = Voraussetzung
timeline-last-day = letzter Prüfungstag
weights-added = neu
weights-changed = geändert
weights-dropped = entfallen
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
proof-estimate = Eigene Schätzung
proof-checked = { $day }, geprüft am { $checked }
proof-more =
    { $count ->
        [one] { $count } weitere Quelle
       *[other] { $count } weitere Quellen
    }
check-dates = Termine
check-fee = Gebühr
check-blueprint = Themenplan
check-other = andere Fakten
checked-on = geprüft am { $day }
checked-in = geprüft { $period }
checked-days = { $names } { $day }
due = Wieder zu prüfen: { $kinds }. Sieh vor dem Buchen auf der <page>Seite des Anbieters</page> nach.
due-since = { $kind } (seit { $day })
compare-state-on = { $state } am { $day }
compare-state-at = { $state } { $moment }
compare-followed =
    { $count ->
        [one] { $state } ({ $codes } folgt)
       *[other] { $state } ({ $codes } folgen)
    }
compare-facts = Fakten
compare-from-sources = Aus Quellen
compare-table = Prüfungen nebeneinander
compare-checked = Geprüft
compare-shared = Gemeinsamer Inhalt
compare-share = <b>{ $share }</b> des Inhalts
compare-share-average = <b>{ $share }</b> des Inhalts, im Mittel aller Paare
compare-share-known = <b>{ $share }</b> des Inhalts, im Mittel der { $known } von { $all } Paare mit bekannten Themenplänen
compare-pairs = Paare
compare-no-shared = Kein gemeinsamer Inhalt bekannt.
compare-ended = { $codes }: nicht mehr buchbar.
compare-instead = Stattdessen { $codes } vergleichen
compare-window = { $codes } im Vergleich
compare-and = und
compare-or = oder
compare-title = Prüfungen vergleichen
compare-heading = { $codes }?
compare-heading-none = Welche dieser Prüfungen?
compare-left-out =
    { $count ->
        [one] Höchstens { $most } Prüfungen werden verglichen; { $codes } fehlt.
       *[other] Höchstens { $most } Prüfungen werden verglichen; { $codes } fehlen.
    }
compare-remove = { $code } entfernen
compare-choose = Zwei bis vier Prüfungen wählen
compare-add = Eine Prüfung hinzufügen
compare-which = Welche Prüfungen vergleichen?
compare-empty-one = Füge eine weitere Prüfung zum Vergleich hinzu
compare-empty = Wähle Prüfungen, um sie nebeneinander zu sehen
compare-examples = Für einen ersten Blick:
compare-side = Nebeneinander
compare-audiences = Für wen
compare-sources = Quellen
compare-required-prerequisites = Vorgeschriebene Voraussetzungen
compare-none-known = keine bekannt
compare-one = { $code } und welche andere Prüfung?
compare-state = Status
dates-title = Termine
dates-count =
    { $count ->
        [one] Ein Termin
       *[other] { $count } Termine
    }
dates-note = Was in den nächsten 180 Tagen öffnet, endet und sich ändert.
dates-note-between = Zwischen zwei dieser Tage bleiben die Antworten gleich.
dates-kinds = Was geschieht
dates-opens = Öffnungen
dates-ends = Letzte Tage
dates-content = Inhalte
dates-terms = Preise und Bedingungen
dates-roles = Prüfungen für Berufe
dates-renewals = Erneuerungen
dates-whose = Wessen Termine
dates-mine = Was ich habe
dates-role = Beruf
dates-any-role = Alle Berufe
dates-calendars = Kalender
dates-calendars-hint = Wähle Anbieter, einen Beruf oder was du hast: Dafür gibt es je einen Kalender und einen Feed.
dates-add-to-calendar = In den Kalender: { $name }
dates-feed = Atom-Feed
dates-none = Keine Termine
dates-none-hint = Entferne einen Filter, um mehr zu sehen.
dates-none-held = Nur Prüfungen mit dem Tag, an dem du bestanden hast, zählen; trage ihn bei <link>„Meine Prüfungen“</link> ein.
date-kind-announced = angekündigt
date-kind-registration-opens = Anmeldung öffnet
date-kind-beta-opens = Beta öffnet
date-kind-last-day-of-beta = letzter Tag der Beta
date-kind-beta-closed = Beta zu Ende
date-kind-live = buchbar
date-kind-study-time-ends = zu spät zum Lernen
date-kind-last-day-to-schedule = letzter Tag zum Buchen
date-kind-booking-closed = Buchung geschlossen
date-kind-last-day-to-sit = letzter Prüfungstag
date-kind-retired = eingestellt
date-kind-blueprint-published = Themenplan veröffentlicht
date-kind-blueprint-in-force = neuer Themenplan gilt
date-kind-blueprint-ended = Themenplan gilt nicht mehr
date-kind-price-changed = neuer Preis
date-kind-fact-changed = neue Bedingungen
date-kind-certification-opens = kann erworben werden
date-kind-certification-closed = kann nicht mehr erworben werden
date-kind-requirements-changed = neue Anforderungen
date-kind-role-exams-changed = andere Prüfung zu buchen
date-kind-renewal-opens = Erneuerung öffnet
date-kind-last-day-to-renew = letzter Tag zum Erneuern
date-kind-renewal-closed = kann nicht mehr erneuert werden
date-kind-credential-lapsed = abgelaufen
date-kind-credential-renewed = erneuert
date-kind-check-due = Prüfung der Angaben fällig
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
skip-to-content = Zum Inhalt springen
nav-pages = Seiten
nav-paths = Wege
nav-exams = Prüfungen
nav-map = Karte
nav-compare = Vergleich
nav-my = Meine Prüfungen
nav-job-advert = Stellenanzeige
nav-dates = Termine
nav-whats-new = Neues
theme-switch = Zwischen hell und dunkel wechseln
theme-title = Hell oder dunkel
foot-note = Jede Angabe hat ihre Quelle und ihren Tag. Unbekannte Angaben stehen als „nicht bekannt“ da. certgraph gehört zu keinem Anbieter.
foot-developers = Für Entwickler
foot-schema = Schema
foot-licences = Lizenzen
language-label = Sprache
no-script = Der Rest dieser Seiten braucht JavaScript.
no-script-api = Die API braucht keines.
keep-title = Gültig halten
keep-note = Der günstigste Kalender aus Prüfungen und Erneuerungen, mit dem alle Zertifizierungen in einem Zeitraum zugleich gültig sind.
keep-undated = Nicht im Plan, weil der Tag des Bestehens fehlt oder in der Zukunft liegt: { $codes }.
keep-none = Diese Prüfungen allein ergeben keine Zertifizierung. Füge die weiteren nötigen Prüfungen und die Tage hinzu, an denen du bestanden hast.
keep-form = Was gültig bleibt
keep-which = Zertifizierungen
keep-from = Gültig ab
keep-from-hint = alle zugleich
keep-from-fault = Wähle heute oder einen späteren Tag.
keep-to = Gültig bis
keep-to-hint = letzter Tag
keep-to-fault = Wähle den { $day } oder einen späteren Tag.
keep-fees = Gebühren höchstens
keep-fees-hint = USD
keep-most = Höchstens { $most } Zertifizierungen werden auf einmal geplant; lass eine weg, um eine andere zu planen.
keep-choose = Wähle mindestens eine Zertifizierung.
keep-days = { $from } bis { $until }
keep-take = <link>{ $code }</link> ablegen
keep-renew = <link>{ $code }</link> ohne Prüfung erneuern
keep-valid-until = Gültig bis { $day }
keep-because-valid = Sonst ist { $title } am { $day } nicht gültig.
keep-because-renews = Das erneuert { $title }, sonst am { $day } nicht gültig.
keep-because-required = Das ist vor { $code } vorgeschrieben, für { $title }.
keep-ways = Wege der Erneuerung:
keep-total = Gebühren zusammen
keep-sittings = Abzulegende Prüfungen
keep-renewals = Erneuerungen ohne Prüfung
keep-missing = Die Summe enthält unbekannte Gebühren nicht: { $list }.
keep-truncated = Die Suche hielt an ihrer Grenze; vielleicht gibt es einen günstigeren Plan.
keep-truncated-conflict = Die Suche hielt an ihrer Grenze; vielleicht gibt es doch einen Plan.
keep-nothing = Was du hast, ist im ganzen Zeitraum gültig. Es ist nichts zu tun.
keep-then-valid = Dann gültig
keep-conflict = Kein Plan hält all das ein
keep-relaxations = Jede dieser Änderungen allein genügt
keep-no-relaxation = Keine einzelne Änderung macht es möglich.
keep-leave-out = { $title } weglassen
keep-begin-on = Am { $day } beginnen
keep-end-on = Am { $day } enden
map-title = Karte der Prüfungen
map-count = { $count } Prüfungen
map-matching = { $matching } von { $count } Prüfungen passen
map-filters = Filter
map-day = Tag
map-today = Heute
map-level = Stufe
map-state = Status
map-view = Ansicht
map-vendors = Anbieter
map-vendors-chosen = Anbieter ({ $count })
map-all-edges = Alle Verbindungen
map-list = Liste
map-svg = SVG für A2
map-png = PNG
map-chart = Prüfungen nach Thema und Stufe
map-other = Andere Themen
map-held = Bestanden
map-hint = Pfeiltasten wechseln zwischen Prüfungen, die Eingabetaste öffnet eine.
map-level-unknown = Stufe nicht bekannt
map-state-unannounced = Noch nicht angekündigt
map-edge-succession = Nachfolger
map-edge-required = Vorher vorgeschrieben
map-edge-recommended = Vorher empfohlen
map-card = { $code } auf der Karte
map-close = Schließen
map-since = seit { $day }
map-next = { $state } ab { $day }
map-successors = Nachfolger
map-predecessors = Ersetzt
map-required = Vorher vorgeschrieben
map-recommended = Vorher empfohlen
map-unlocks = Voraussetzung für
map-open = { $code } öffnen
map-hold = Diese Prüfung habe ich
map-unhold = Diese Prüfung habe ich nicht
my-title = Was ich habe und plane
my-stored = Diese Listen sind in diesem Browser gespeichert, nur auf diesem Gerät. Die Seiten senden die Codes mit ihren Anfragen, um Wege und Erneuerungen zu finden; der Server speichert sie nicht. Wer die Daten des Browsers löscht, löscht auch die Listen: sichere sie als Datei.
my-hold-region = Was ich habe
my-hold = Ich habe
my-plan-region = Was ich plane
my-plan = Ich plane
my-add-held = Bestandene Prüfung hinzufügen
my-add-planned = Geplante Prüfung hinzufügen
my-pick-held = Was hast du?
my-pick-planned = Was planst du?
my-hold-none = Noch nichts. Füge hinzu, was du bestanden hast: Wege lassen es aus, und hier siehst du, was sich ändert.
my-plan-none = Noch nichts.
my-unknown = Der Katalog hat keine solche Prüfung.
my-retired = Eingestellt
my-retired-on = Eingestellt { $moment }
my-retires = Wird eingestellt
my-retires-on = Wird { $moment } eingestellt
my-book-until = , buchbar bis { $day }
my-follows = ; Nachfolger:
my-cost = Kosten: { $cost }.
my-not-renewable = Kann nicht erneuert werden.
my-day-missing = Trage den Tag ein, an dem du bestanden hast, um die Erneuerung zu sehen.
my-passed-on = Bestanden am
my-passed-on-of = { $code }: bestanden am
my-release = { $code } aus dem entfernen, was ich habe
my-unplan = { $code } aus dem entfernen, was ich plane
my-passed = Bestanden
my-passed-of = { $code } habe ich bestanden
my-all-changes = Alle Änderungen des Katalogs
my-find-path = Von hier einen Weg finden
my-file = Datei sichern oder hinzufügen
my-file-save = Als Datei sichern
my-file-field = Eine Datei dieser Seite oder ein Badge von Open Badges 2.0 oder 3.0 hinzufügen (JSON oder PNG)
my-file-note = Ein Badge wird auf diesem Gerät gelesen; nur nach seinem Namen wird gesucht. Signaturen werden nicht geprüft.
my-file-added = Aus { $file } hinzugefügt: { $held } vorhanden, { $planned } geplant.
my-file-missing = Der Katalog hat { $exams } nicht; das wurde nicht hinzugefügt.
my-file-too-large = Die Datei ist größer als 5 MB.
my-file-not-json = Die Datei ist weder JSON noch ein PNG-Badge.
my-file-no-badge = Die Datei enthält keine Liste dieser Seite und kein Badge von Open Badges 2.0 oder 3.0.
my-file-linked-badge = Das Badge in der Datei ist nur ein Link. Lade das Badge mit seiner Klasse (JSON) oder das Bild mit dem eingebetteten Badge herunter.
my-file-no-baked-badge = Das Bild enthält kein Badge.
my-file-version = Die Datei hat eine andere Version als { $version }, die diese Seite liest.
my-file-too-many = Die Datei nennt mehr als 100 Prüfungen einer Art.
my-file-entry = Die Datei enthält einen unlesbaren Eintrag: { $entry }. Nichts wurde hinzugefügt.
my-badge-unknown = Keine Prüfung oder Zertifizierung dieses Namens ist bekannt. Füge die Prüfung von Hand hinzu.
my-badge-ambiguous = Der Name passt auf mehrere; wähle, was du bestanden hast.
my-badge-add = Zu dem hinzufügen, was ich habe
my-badge-cancel = Abbrechen
my-badge-added =
    { $count ->
        [one] { $count } Prüfung hinzugefügt.
       *[other] { $count } Prüfungen hinzugefügt.
    }
mine-held = vorhanden
mine-planned = geplant
mine-hold-this = Das habe ich
mine-plan-this = Das plane ich
mine-stored = auf diesem Gerät gespeichert
mine-store = Auf diesem Gerät speichern
paths-window = Welche Zertifizierung, in welcher Reihenfolge?
paths-window-role = Wege zu { $role }
conflict-title = { $role }: kein Weg hält alle deine Grenzen ein
conflict-budget = das Budget auf { $amount } erhöhen
conflict-deadline = die Frist auf den { $day } verschieben
conflict-vendors = { $vendors } einbeziehen
conflict-and = und
conflict-nearest = Beste Annäherung
more-paths = Weitere Wege
more-paths-focus = Für einen besonderen Schwerpunkt
card-focus = Nur für einen besonderen Schwerpunkt
card-fees = <b>{ $fees }</b> Gebühren{ $unknown }
card-fees-unknown = Gebühren nicht bekannt
card-hours-unknown = Stunden nicht bekannt
card-signal = Gewicht: die Stufe der letzten Prüfung, dann die Quellen, die sie empfehlen
card-finish = Fertig bis { $day }
card-finish-unknown = Ende nicht bekannt
card-support =
    { $count ->
        [one] { $sources } von { $count } Quelle
       *[other] { $sources } von { $count } Quellen
    }
card-also = Außerdem { $list }
best-cheapest = am günstigsten
best-fastest = am schnellsten
best-least-study = mit der kürzesten Lernzeit
best-signal = am aussagekräftigsten
label-cheapest = Am günstigsten
label-fastest = Am schnellsten
label-least-study = Mit der kürzesten Lernzeit
label-signal = Am aussagekräftigsten
label-recommended = Am häufigsten empfohlen
label-reached = Schon erreicht
totals-fees = Gebühren
totals-study = Lernzeit
totals-calendar = Dauer
totals-finish = Fertig bis
totals-missing = Ohne unbekannte Zahlen: { $list }.
totals-truncated = Die Suche endete an ihrer Grenze; es kann einen besseren Weg geben.
sum-at-least = mindestens { $sum }
sum-unknown = ; { $codes } unbekannt
additions = Vorgeschlagene Ergänzungen
additions-title = Vorgeschlagene Ergänzungen zu dieser Folge
see-exam = { $code } ansehen
steps-hint = Wähle eine Prüfung in der Zeitleiste, um Gründe und Quellen zu sehen.
held-region = Prüfungen, die du hast
held-reached = Du hast { $code } schon; Quellen empfehlen sie für diesen Beruf. Die Prüfungen unten sind freiwillig.
held-replaced = Du hast { $code }; { $next } hat sie ersetzt.
held-followed = Du hast { $code }; darauf folgt { $next }.
held-upgrade = Auf { $code } umsteigen
assumed = Diese Wege setzen voraus, dass du die Grundlagen der Plattform kennst.
assumed-new = Ich bin neu im Fach
paths-none = Kein Weg bekannt
paths-none-note = Noch empfiehlt keine Quelle Prüfungen für diesen Beruf.
paths-heading =
    { $count ->
        [one] { $role }: { $count } Weg
       *[other] { $role }: { $count } Wege
    }
paths-heading-reached = { $role }: du bist am Ziel
paths-nothing-left = Nichts mehr abzulegen
paths-alternatives = Alternativen
paths-path = Weg: { $label }
step-region = Schritt { $position }: { $code }
step-close = Schließen
step-addition = Die Quelle lässt diese Prüfung aus, aber der Anbieter verlangt sie vor einer späteren.
step-statements = { $count } Aussagen
step-statements-of = { $count } Aussagen von { $publisher }
step-skip-held = Entfällt, wenn du eine davon hast: { $exams }
step-skip-experience = Entfällt mit der Erfahrung „{ $experience }“.
step-hours-unknown = Die Stunden sind nicht bekannt.
step-hours = { $hours } Lernzeit.
step-hours-credit = { $hours } Lernzeit statt { $before }, denn { $codes } deckt { $share } des Inhalts ab.
step-all-about = Alles über { $code }
step-checked = Geprüft: { $days }.
role-unknown = Es gibt keinen Beruf { $role }
role-nearest = Meintest du einen davon? Alle Berufe stehen unten.
role-choose = Wähle unten einen Beruf.
why-not = Warum keine andere Prüfung?
why-not-exam = Warum nicht { $code }?
why-not-clear = Zurücksetzen
why-not-choose = Eine Prüfung wählen
why-not-another = Andere Prüfung
why-not-lead = Hast du hier eine andere Prüfung erwartet? Frag, warum sie fehlt.
why-not-pick = Warum nicht …?
label-next-cheapest = Am zweitgünstigsten
label-also-recommended = Auch empfohlen
label-by = Empfohlen von { $publisher }
label-uncertain = { $label }, soweit bekannt
label-exams = { $label }: { $codes }
firm-title = Wie sicher ist das?
firm-lead = Dieser Weg bleibt der erste, solange gilt:
firm-always = Keine einzelne Angabe macht einen anderen Weg zum ersten.
firm-fee = { $code } kostet höchstens { $to } (jetzt { $now }).
firm-hours = { $code } braucht höchstens { $to } zum Lernen (jetzt { $now }).
firm-end = { $code } wird nicht vor dem { $from } eingestellt.
firm-otherwise = Sonst: { $codes }.
firm-otherwise-none = Sonst hält kein Weg alle Grenzen ein.
firm-missing = Nicht bekannt, könnte aber einen anderen Weg zum ersten machen: { $list }.
firm-missing-fee = die Gebühr von { $code }
firm-missing-hours = die Lernstunden von { $code }
firm-missing-opening = wann { $code } öffnet
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
experience-new = Neu im Fach
experience-basics = Grundlagen bekannt
experience-work = Im Beruf gemacht
experience-unsaid = Keine Angabe
experience-unsaid-short = Erfahrung nicht angegeben
field-experience = Erfahrung
field-hold = Ich habe
field-hold-remove = { $name } entfernen
field-hold-add-first = Bestandene Prüfungen hinzufügen
field-hold-add = Hinzufügen
field-vendors = Anbieter
field-clear = Löschen: { $label }
field-role = Ich möchte arbeiten als
field-role-name = Beruf
field-role-all = Alle Berufe
field-study = Lernzeit
field-study-hours = { $hours } Std. je Woche
field-study-spoken = { $hours } Stunden je Woche
field-budget = Budget für Gebühren
field-budget-none = keine Grenze
field-deadline = Frist
field-deadline-hint = bis dahin fertig
field-deadline-fault = Wähle einen Tag nach dem { $day }.
field-deadlines = Vorgeschlagene Fristen
field-deadline-quarter = 3 Monate
field-deadline-half = 6 Monate
field-deadline-year = ein Jahr
question-region = Deine Frage
question-done = Fertig
question-change = Ändern
question-held = { $count } vorhanden
return-title = Rendite
return-raise = Gehaltsplus im Jahr, vor Steuern
return-rate = Dein Stundensatz
return-practice = Übungskosten
return-hours = Lernstunden
return-years = Jahre mit Nutzen
return-folded = Keine Quelle nennt alle Zahlen; gib deine eigenen an.
return-example = Beispielzahlen probieren
return-reset = Zurück zu den Zahlen der Quellen
return-spent = Ausgegeben
return-payback = Amortisationszeit
return-gain = Gewinn im Zeitraum ({ $years })
return-missing = Keine Quelle für: { $list }. Unbekanntes zählt nicht als null; gib mit einem Regler deine eigene Zahl an.
return-missing-more = { $list } und { $count } weitere
return-how = So wird gerechnet
return-show-source = { $name }: { $value }; Quelle zeigen
return-yours = deine Zahl
return-break-even = Ein Gehaltsplus von { $amount } im Jahr ist immer kostendeckend.
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
share-copy = Link kopieren
share-copied = Kopiert
share-print = Drucken
share-picture = Bild
query-open = Diese Abfrage in GraphiQL öffnen
query-open-of = { $panel }: Abfrage in GraphiQL öffnen
start-title = Welche Zertifizierung soll ich machen, und in welcher Reihenfolge?
start-lead = Wähle den gewünschten Beruf oder beantworte vier kurze Fragen. Du bekommst die Prüfungen auf dem Weg dorthin mit Gebühren, Stunden und Terminen, je einem Grund und einer Quelle, und nur solche, die noch buchbar sind.
start-counts = { $exams } Prüfungen · { $roles } Berufe · { $facts } Angaben mit Quellen · aktualisiert am { $day }
start-all-jobs = Alle Berufe
ask-region = Mit Fragen einen Weg finden
ask-number = Frage { $step } von { $all }
ask-back = Zurück
ask-skip = Überspringen
ask-today = Was machst du heute?
ask-today-new = Ich arbeite außerhalb der IT, lerne oder suche eine erste Stelle
ask-today-other = Ich arbeite in der IT, aber in einem anderen Bereich
ask-today-same = Ich mache solche Arbeit bereits
ask-like = Was möchtest du machen?
ask-like-unsure = Das weiß ich noch nicht
field-ai = Mit künstlicher Intelligenz etwas bauen
field-architecture = Ganze Systeme entwerfen
field-business = Projekte, Produkte oder den Vertrieb leiten
field-business-applications = Unternehmenssoftware einrichten, etwa Salesforce
field-consulting = Kunden beraten
field-data = Mit Daten arbeiten
field-devops = Auslieferung und Betrieb von Software automatisieren
field-development = Software schreiben
field-operations = Server, Netze und Clouds betreiben
field-security = Systeme und Daten schützen
ask-time = Wie viel Zeit hast du?
ask-time-hours = { $hours } Stunden pro Woche
ask-money = Wie viel Geld für Prüfungsgebühren?
ask-money-limit = Bis { $amount }
ask-money-none = Ohne Grenze
ask-again = Von vorn beginnen
first-paths =
    { $count ->
        [0] Wege für dich
        [one] { $count } Weg für dich
       *[other] { $count } Wege für dich
    }
first-paths-none = In diesem Bereich gibt es keinen Beruf. Wähle unten einen.
first-paths-nothing-left = nichts mehr abzulegen
first-paths-fees = { $fees } Gebühren{ $unknown }
first-paths-hours-unknown = Stunden nicht bekannt
first-paths-finish = Fertig bis { $day }
first-paths-finish-unknown = Ende nicht bekannt
first-paths-over = Über deinen Grenzen; beste Annäherung
loading = Wird geladen
trouble-unreachable = Der Server antwortet nicht
trouble-busy = Zu viele Anfragen auf einmal
trouble-refused = Diese Seite ließ sich nicht erstellen
trouble-failing = Auf dem Server ist etwas schiefgegangen
trouble-connection = Prüfe deine Verbindung oder warte, bis der Server wieder da ist.
trouble-stale = Was du unten siehst, wurde vorher geladen.
trouble-retry = Noch einmal versuchen
notice-ignored = Diese Werte der Adresse werden ignoriert: { $values }.
notice-remove = Entfernen
notice-future = { $day } liegt in der Zukunft: Das sind die Gebühren, Prüfungen und Termine, die heute bekannt sind.
show-more = Mehr anzeigen
page-load-failed = Die Seite kann nicht geladen werden.
word-fundamentals = Grundlagen
word-associate = Associate
word-professional = Professional
word-specialty = Spezialgebiet
word-announced = angekündigt
word-beta = Beta
word-live = buchbar
word-retiring = läuft aus
word-retired = eingestellt
word-new-to-cloud = neu im Fach
word-knows-vendor = Grundlagen bekannt
word-practitioner = im Beruf gemacht
word-disputed = umstritten
word-not-applicable = nicht zutreffend
word-not-published = nicht veröffentlicht
word-unknown = nicht bekannt
word-recommended = empfohlen
word-required = vorgeschrieben
word-high = hoch
word-medium = mittel
word-low = gering
word-source = Quelle
word-vendor = Anbieter
word-exam = Prüfung
word-certification = Zertifizierung
word-role = Beruf
word-comparison = Vergleich
word-equivalence = Entsprechung
word-audience-rule = Zielgruppenregel
word-abilities = Fähigkeiten
word-announced-on = angekündigt am
word-annual-pay = Jahresgehalt
word-annual-raise = Gehaltsplus im Jahr
word-assumed-knowledge = vorausgesetztes Wissen
word-audience = Zielgruppe
word-beta-fee = Gebühr in der Beta
word-beta-on = Beta ab
word-booking-threshold = Schwelle zum Buchen
word-delivery = Durchführung
word-domain-count = Zahl der Domänen
word-duration = Dauer
word-eligibility = Zulassung
word-exam-style = Art der Prüfung
word-expected-experience = erwartete Erfahrung
word-expected-experience-span = Dauer der erwarteten Erfahrung
word-fee = Gebühr
word-fees = Gebühren
word-fee-includes = in der Gebühr enthalten
word-heaviest-domain = gewichtigste Domäne
word-hourly-rate = Stundensatz
word-horizon-years = betrachtete Jahre
word-items = Fragen
word-item-types = Fragetypen
word-languages = Sprachen
word-learning-material-cost = Kosten des Lernmaterials
word-level = Stufe
word-level-wording = Wortlaut der Stufe
word-live-on = buchbar ab
word-other-payoffs = anderer Nutzen
word-outline-changed-on = Themenplan geändert am
word-outline-history = Geschichte des Themenplans
word-outline-interval = Abstand der Themenpläne
word-passing-score = Punkte zum Bestehen
word-pass-rate = Bestehensquote
word-pass-rate-factors = Einflüsse auf die Bestehensquote
word-practice-cost = Übungskosten
word-practice-cost-weekly = Übungskosten je Woche
word-practice-weeks = Übungswochen
word-raises-pay-alone = hebt allein das Gehalt
word-registration-ends-on = buchbar bis
word-registration-on = Anmeldung ab
word-renewal = Erneuerung
word-renewal-duration = Dauer der Erneuerung
word-renewal-fee = Gebühr der Erneuerung
word-renewal-window = Zeitraum der Erneuerung
word-renewed-by = erneuert durch
word-retake = Wiederholung
word-retires-on = läuft aus am
word-scored-items = gewertete Fragen
word-stated-investment = genannter Aufwand
word-stated-monthly-return = genannter Ertrag im Monat
word-stated-payback = genannte Amortisation
word-stated-three-year-gain = genannter Gewinn in drei Jahren
word-statement = Aussage
word-study-advice = Lernrat
word-study-hours = Lernstunden
word-study-sinks = Zeitfresser beim Lernen
word-study-weeks = Lernwochen
word-subject = Thema
word-tested-version = geprüfte Version
word-validity = Gültigkeit
word-weekly-hours = Stunden je Woche
word-break-even-raise = Gehaltsplus ohne Verlust
word-investment = Aufwand
word-payback-months = Monate bis zur Amortisation
word-horizon-gain = Gewinn im Zeitraum
word-horizon-gross-gain = Bruttogewinn im Zeitraum
word-study-cost = Kosten der Lernzeit
group-ai = KI
group-architecture = Architektur
group-business = Business
group-business-applications = Geschäftsanwendungen
group-consulting = Beratung
group-data = Daten
group-devops = DevOps
group-development = Entwicklung
group-newcomer = Einstieg
group-operations = Betrieb
group-security = Sicherheit
word-domain-weight = Gewicht einer Domäne
word-earned-by = Prüfung, die sie ergibt
word-recommended-prerequisite = empfohlene Voraussetzung
word-required-prerequisite = vorgeschriebene Voraussetzung
word-state = Status
word-successor = Nachfolger
`;export{e as default};
