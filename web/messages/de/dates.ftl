# Termine: was sich wann ändert.
dates-title = Termine
dates-count =
    { $count ->
        [one] Ein Termin
       *[other] { $count } Termine
    }
dates-note = Was in den nächsten 180 Tagen öffnet, endet und sich ändert. Zwischen zwei dieser Tage bleiben die Antworten gleich.
dates-kinds = Was geschieht
dates-opens = Öffnungen
dates-ends = Letzte Tage
dates-content = Inhalte
dates-terms = Preise und Bedingungen
dates-roles = Prüfungen für Rollen
dates-renewals = Verlängerungen
dates-whose = Wessen Termine
dates-mine = Was ich habe
dates-role = Rolle
dates-any-role = Alle Rollen
dates-calendars = Kalender
dates-calendars-hint = Wählen Sie Anbieter, eine Rolle oder was Sie haben: Dafür gibt es je einen Kalender und einen Feed.
dates-add-to-calendar = In den Kalender: { $name }
dates-feed = Atom-Feed
dates-none = Keine Termine
dates-none-hint = Entfernen Sie einen Filter, um mehr zu sehen.
dates-none-held = Nur Prüfungen mit dem Tag, an dem Sie bestanden haben, zählen; tragen Sie ihn bei „Meine Prüfungen“ ein.
date-kind-announced = angekündigt
date-kind-registration-opens = Anmeldung öffnet
date-kind-beta-opens = Beta öffnet
date-kind-last-day-of-beta = letzter Tag der Beta
date-kind-beta-closed = Beta beendet
date-kind-live = verfügbar
date-kind-study-time-ends = zu spät zum Lernen
date-kind-last-day-to-schedule = letzter Tag zum Buchen
date-kind-booking-closed = Buchung beendet
date-kind-last-day-to-sit = letzter Prüfungstag
date-kind-retired = eingestellt
date-kind-blueprint-published = Prüfungsplan veröffentlicht
date-kind-blueprint-in-force = neuer Prüfungsplan gilt
date-kind-blueprint-ended = Prüfungsplan beendet
date-kind-price-changed = neuer Preis
date-kind-fact-changed = neue Bedingungen
date-kind-certification-opens = kann erworben werden
date-kind-certification-closed = kann nicht mehr erworben werden
date-kind-requirements-changed = neue Anforderungen
date-kind-role-exams-changed = andere Prüfung zu buchen
date-kind-renewal-opens = Verlängerung öffnet
date-kind-last-day-to-renew = letzter Tag zum Verlängern
date-kind-renewal-closed = nicht mehr verlängerbar
date-kind-credential-lapsed = abgelaufen
date-kind-credential-renewed = verlängert
date-kind-check-due = Prüfung der Angaben fällig
