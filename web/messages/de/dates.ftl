# Termine: was sich wann ändert.
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
