# Quellen, Klassen und Prüfungen von Angaben.
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
