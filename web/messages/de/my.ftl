# What the reader holds and plans, its file, and badges.
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
my-retired-on = Eingestellt am { $day }
my-retires = Wird eingestellt
my-retires-on = Wird eingestellt am { $day }
my-book-until = , buchbar bis { $day }
my-follows = ; Nachfolger:
my-cost = Kosten: { $cost }.
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
