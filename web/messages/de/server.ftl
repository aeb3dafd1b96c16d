# Titel, Beschreibungen und Inhalte, die der Server schreibt.
page-paths-title = Welche Zertifizierung, in welcher Reihenfolge?
page-paths-description = Die Prüfungen auf dem Weg zum Wunschberuf, mit Gebühren, Stunden und Terminen, je mit Grund und Quelle, und nur solche, die noch buchbar sind.
page-role-title = Wege zu { $role }
page-role-description = Die Prüfungen in der richtigen Reihenfolge, um als { $role } zu arbeiten: Gebühren, Stunden und Termine, je mit Grund und Quelle.
page-exam-description = Was { $code } prüft und kostet, ob sich die Prüfung lohnt und was davor und danach kommt.
page-no-exam-title = Keine solche Prüfung
page-no-exam-description = Der Katalog hat keine Prüfung mit diesem Code.
page-exams-title = Prüfungen
page-exams-description = Alle Prüfungen des Katalogs nach Anbieter, Stufe, Status, Gebühr und Lernstunden.
page-vendor-exams-title = Prüfungen von { $vendor }
page-vendor-exams-description = Alle Prüfungen von { $vendor } nach Stufe, Status, Gebühr und Lernstunden.
page-map-title = Karte der Prüfungen
page-map-description = Alle Prüfungen des Katalogs nach Thema und Stufe, mit Nachfolgern und Voraussetzungen, an jedem Tag.
page-compare-title = Prüfungen vergleichen
page-compare-description = Zwei bis vier Prüfungen nebeneinander: ihre Unterschiede nach Quellen und Fakten und wie viel Inhalt sie teilen.
page-whats-new-title = Neues
page-whats-new-description = Was sich im Katalog geändert hat, das Neueste zuerst.
page-my-title = Was ich habe und plane
page-my-description = Deine Prüfungen, nur in deinem Browser gespeichert: was sich für sie ändert und wann sie zu erneuern sind.
page-job-advert-title = Stellenanzeige einfügen
page-job-advert-description = Welche Zertifizierungen und Prüfungen eine Stellenanzeige verlangt, welche es nicht mehr gibt und der Weg zum Rest.
page-check-title = Aussagen prüfen
page-check-description = Ob eine Gebühr, ein Tag oder eine Gewichtung aus einem Artikel oder Kurs noch stimmt, was stattdessen gilt, und die Quellen.
page-roles-title = Berufe
page-roles-description = Die Berufe, für die Quellen Zertifizierungen empfehlen, jeder mit den Prüfungen, die dorthin führen.
page-dates-title = Termine
page-dates-description = Die nächsten 180 Tage: welche Prüfungen öffnen und enden, welche Themenpläne und Anforderungen sich ändern, mit Quellen und Kalendern.
page-no-role-title = Kein solcher Beruf
page-no-role-description = Der Katalog enthält keinen Beruf mit diesem Namen.
page-certifications-title = Zertifizierungen
page-certifications-description = Jede Zertifizierung des Katalogs mit den Prüfungen, die zu ihr führen.
page-certification-description = Welche Prüfungen zu { $title } führen, ob man sie noch erwerben kann und wie man sie erneuert.
page-no-certification-title = Keine solche Zertifizierung
page-no-certification-description = Der Katalog enthält keine Zertifizierung mit diesem Namen.
page-compared-title = { $codes } im Vergleich
plain-month =
    { $month ->
        [jan] Januar
        [feb] Februar
        [mar] März
        [apr] April
        [may] Mai
        [jun] Juni
        [jul] Juli
        [aug] August
        [sep] September
        [oct] Oktober
        [nov] November
       *[dec] Dezember
    }
plain-day = { $day }. { $month } { $year }
plain-month-of = { $month } { $year }
plain-at-least = mindestens { $figure }
plain-did-you-mean = Meintest du eines davon?
plain-busy = Der Server ist ausgelastet; versuche es gleich noch einmal.
plain-as-of = Stand: { $day }.
plain-exam-of = Eine Prüfung von { $vendor }. Stand am { $day }: { $state }.
plain-successors = Nachfolger
plain-predecessors = Vorgänger
plain-no-exam = Es gibt keine Prüfung { $code }
plain-all-exams = Alle Prüfungen
plain-exams =
    { $count ->
        [one] { $count } Prüfung
       *[other] { $count } Prüfungen
    }
plain-retired-exams = Eingestellte Prüfungen
plain-certification-of = Eine Zertifizierung von { $vendor }. Stufe: { $level }. Stand am { $day }: { $status }.
plain-also-known-as = Auch bekannt als { $names }.
plain-earnable = offen: sie kann erworben werden
plain-not-earnable = geschlossen: sie kann nicht erworben werden
plain-source = Quelle
plain-no-certification = Es gibt keine Zertifizierung { $slug }
plain-all-certifications = Alle Zertifizierungen
plain-no-role = Es gibt keinen Beruf { $slug }
plain-all-roles = Alle Berufe
plain-held-upgrade = { $held }; ersetzt durch { $upgrade }
plain-focus = { $label } (nur für einen besonderen Schwerpunkt)
plain-totals = Summen
plain-weeks = Wochen
plain-exam-by = Prüfung bis { $day }
plain-taken-until = möglich bis { $day }
plain-or = {" oder "}
plain-and = {" und "}
plain-share = { $left } und { $right }: { $share }
plain-name-exams = Nenne zwei bis vier Prüfungen in der Adresse.
plain-example = Ein Beispiel
plain-yes = ja
plain-no = nein
plain-fee-of = Gebühr von { $code }
plain-study-of = Lernzeit für { $code }
plain-dates-none = Keine Termine in den nächsten 180 Tagen.
plain-other-facts =
    { $count ->
        [one] Eine weitere Aussage
       *[other] { $count } weitere Aussagen
    }
plain-return-unknown = keine Quelle nennt alle Zahlen.
plain-return-missing = Keine Quelle für: { $list }. Unbekanntes zählt nicht als null.
plain-study-of-week = Stunden
plain-content = Inhalt
plain-several-exams = Mehrere Prüfungen haben den Code { $code }
plain-no-vendor = Es gibt keinen Anbieter { $slug }
plain-no-page = Seite nicht gefunden
plain-start = Zur Startseite
plain-my = Was du hast und planst, speichert dein Browser auf diesem Gerät; angezeigt wird es mit JavaScript. Der Server hat keine Kopie.
plain-job-advert = Um eine Stellenanzeige zu lesen, braucht diese Seite JavaScript.
plain-check = Aussagen hier zu prüfen braucht JavaScript. Die API prüft sie mit checkClaims, ganze Dateien prüft certgraph check.
plain-works-without = Diese Seiten gehen ohne JavaScript:
plain-no-changes = Die Änderungen sind gerade nicht lesbar; versuche es gleich noch einmal.
