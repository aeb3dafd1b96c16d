# The start page: its questions, the first paths and all roles.
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
