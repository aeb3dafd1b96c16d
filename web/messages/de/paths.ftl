# Die Wege zu einem Beruf.
paths-window = Welche Zertifizierung, in welcher Reihenfolge?
paths-window-role = Wege zu { $role }
conflict-title = { $role }: kein Weg hält alle deine Grenzen ein
conflict-budget = das Budget auf { $amount } erhöhen
conflict-deadline = die Frist auf den { $day } verschieben
conflict-vendors = { $vendors } einbeziehen
conflict-and = und
conflict-nearest = Nächster Treffer
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
card-also = Auch { $list }
best-cheapest = am günstigsten
best-fastest = am schnellsten
best-least-study = am wenigsten Lernzeit
best-signal = am aussagekräftigsten
label-cheapest = Am günstigsten
label-fastest = Am schnellsten
label-least-study = Am wenigsten Lernzeit
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
