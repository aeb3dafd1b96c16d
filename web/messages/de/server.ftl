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
page-map-title = Karte der Prüfungen
page-map-description = Alle Prüfungen des Katalogs nach Thema und Stufe, mit Nachfolgern und Voraussetzungen, an jedem Tag.
page-compare-title = Prüfungen vergleichen
page-compare-description = Zwei bis vier Prüfungen nebeneinander: ihre Unterschiede nach Quellen und Fakten und wie viel Inhalt sie teilen.
page-whats-new-title = Neues
page-whats-new-description = Was sich im Katalog geändert hat, das Neueste zuerst.
