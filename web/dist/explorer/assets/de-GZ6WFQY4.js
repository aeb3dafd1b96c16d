var e=`skip-to-content = Zum Inhalt springen
nav-pages = Seiten
nav-paths = Wege
nav-exams = Prüfungen
nav-compare = Vergleich
nav-my = Meine Prüfungen
nav-whats-new = Neues
theme-switch = Zwischen hell und dunkel wechseln
theme-title = Hell oder dunkel
foot-note = Jede Angabe hat ihre Quelle und ihren Tag. Unbekannte Angaben stehen als „nicht bekannt“ da. certgraph gehört zu keinem Anbieter.
foot-developers = Für Entwickler
foot-schema = Schema
foot-licences = Lizenzen
language-label = Sprache
my-title = Was ich habe und plane
my-stored = Diese Listen sind in diesem Browser gespeichert, nur auf diesem Gerät. Die Seiten senden die Codes mit ihren Anfragen, um Wege und Erneuerungen zu finden; der Server speichert sie nicht. Wer die Daten des Browsers löscht, löscht auch die Listen: Sichern Sie sie als Datei.
my-hold-region = Was ich habe
my-hold = Ich habe
my-plan-region = Was ich plane
my-plan = Ich plane
my-add-held = Bestandene Prüfung hinzufügen
my-add-planned = Geplante Prüfung hinzufügen
my-pick-held = Was haben Sie?
my-pick-planned = Was planen Sie?
my-hold-none = Noch nichts. Fügen Sie hinzu, was Sie bestanden haben: Wege lassen es aus, und hier sehen Sie, was sich ändert.
my-plan-none = Noch nichts.
my-unknown = Der Katalog hat keine solche Prüfung.
my-retired = Eingestellt
my-retired-on = Eingestellt am { $day }
my-retires = Wird eingestellt
my-retires-on = Wird eingestellt am { $day }
my-book-until = , buchbar bis { $day }
my-follows = ; Nachfolger:
my-cost = Kosten: { $cost }.
my-day-missing = Tragen Sie den Tag ein, an dem Sie sie bestanden haben, um die Erneuerung zu sehen.
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
my-file-too-large = Die Datei ist größer als 5 MB.
my-file-not-json = Die Datei ist weder JSON noch ein PNG-Badge.
my-file-no-badge = Die Datei enthält keine Liste dieser Seite und kein Badge von Open Badges 2.0 oder 3.0.
my-file-linked-badge = Das Badge in der Datei ist nur ein Link. Laden Sie das Badge mit seiner Klasse (JSON) oder das Bild mit dem eingebetteten Badge herunter.
my-file-no-baked-badge = Das Bild enthält kein Badge.
my-file-version = Die Datei hat eine andere Version als { $version }, die diese Seite liest.
my-file-too-many = Die Datei nennt mehr als 100 Prüfungen einer Art.
my-file-entry = Die Datei enthält einen unlesbaren Eintrag: { $entry }. Nichts wurde hinzugefügt.
my-badge-unknown = Keine Prüfung oder Zertifizierung dieses Namens ist bekannt. Fügen Sie die Prüfung von Hand hinzu.
my-badge-ambiguous = Der Name passt auf mehrere; wählen Sie, was Sie bestanden haben.
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
picker-close = Schließen
picker-field = Code, Titel oder anderer Name
picker-placeholder = Code oder Name, etwa AZ-204 oder Security+
picker-vendor = Anbieter
picker-all = Alle
picker-exams = Prüfungen
picker-none = Keine Prüfung enthält diese Wörter. Versuchen Sie weniger Buchstaben oder einen anderen Anbieter.
picker-nothing = Keine Prüfung gefunden
picker-announced =
    { $count ->
        [one] { $count } Prüfung, die erste ist { $first }
       *[other] { $count } Prüfungen, die erste ist { $first }
    }
picker-announced-more = { $count } oder mehr Prüfungen, die erste ist { $first }
picker-show-more = Mehr anzeigen
picker-chosen =
    { $count ->
        [0] Nichts ausgewählt
       *[other] { $count } ausgewählt
    }
picker-done = Fertig
search-open = Suchen
search-open-title = Suchen (/ oder Strg+K)
search-field = Prüfung, Zertifizierung, Rolle, Anbieter oder Thema
search-placeholder = Code, Name, Beruf oder Thema
search-results = Ergebnisse
search-exams = Prüfungen
search-certifications = Zertifizierungen
search-roles = Rollen
search-vendors = Anbieter
search-domains = Themengebiete von Prüfungen
search-follows = { $state }; Nachfolger: { $codes }
search-not-earnable = { $vendor } · nicht mehr erreichbar
search-vendor-exams = alle Prüfungen
search-domain-of = { $domain } von { $code }
search-recent = Letzte Suchen
search-recent-where = auf diesem Gerät
search-recent-remove = Suche { $text } entfernen
search-recent-remove-all = Alle entfernen
search-browse = Stöbern
search-all-exams = Alle Prüfungen
search-nothing = Nichts gefunden
search-nothing-advice = Nichts enthält diese Wörter. Versuchen Sie weniger oder andere.
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
start-lead = Wählen Sie den gewünschten Beruf, oder beantworten Sie vier kurze Fragen. Sie erhalten die Prüfungen auf dem Weg dorthin mit Gebühren, Stunden und Terminen, je einer Begründung und Quelle, und nur solche, die noch buchbar sind.
start-counts = { $exams } Prüfungen · { $roles } Rollen · { $facts } Angaben mit Quellen · aktualisiert am { $day }
start-all-jobs = Alle Berufe
ask-region = Mit Fragen einen Weg finden
ask-number = Frage { $step } von { $all }
ask-back = Zurück
ask-skip = Überspringen
ask-today = Was machen Sie heute?
ask-today-new = Ich arbeite außerhalb der IT, lerne oder suche eine erste Stelle
ask-today-other = Ich arbeite in der IT, aber in einem anderen Bereich
ask-today-same = Ich mache solche Arbeit bereits
ask-like = Was möchten Sie machen?
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
ask-time = Wie viel Zeit haben Sie?
ask-time-hours = { $hours } Stunden pro Woche
ask-money = Wie viel Geld für Prüfungsgebühren?
ask-money-limit = Bis { $amount }
ask-money-none = Ohne Grenze
ask-again = Von vorn beginnen
first-paths =
    { $count ->
        [0] Wege für Sie
        [one] { $count } Weg für Sie
       *[other] { $count } Wege für Sie
    }
first-paths-none = In diesem Bereich gibt es keine Rolle. Wählen Sie unten eine.
first-paths-nothing-left = nichts mehr abzulegen
first-paths-fees = { $fees } Gebühren{ $unknown }
first-paths-hours-unknown = Stunden nicht bekannt
first-paths-finish = Fertig bis { $day }
first-paths-finish-unknown = Enddatum nicht bekannt
first-paths-over = Über Ihren Grenzen, die nächste Möglichkeit
`;export{e as default};
