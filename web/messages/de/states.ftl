# Laden, Fehler, leere Seiten und Hinweise.
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
