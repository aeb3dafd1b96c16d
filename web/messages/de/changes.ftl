# Was im Katalog neu ist.
changes-title = Neues
changes-connecting = Verbindung wird aufgebaut
changes-live = Live
changes-polling = Live, alle paar Sekunden abgefragt
changes-lost = Verbindung verloren, wird neu aufgebaut
changes-loading = Änderungen werden geladen
changes-actor-seed = den mitgelieferten Katalog
changes-actor-sql = eine Änderung mit SQL
changes-updated = { $name } wurde geändert
changes-new = { $name } ist neu
changes-removed = { $name } wurde entfernt
changes-set =
    { $count ->
        [one] Revision { $revision }, ein Eintrag, durch { $actor }
       *[other] Revision { $revision }, { $records } Einträge, durch { $actor }
    }
changes-more = { $count } weitere
changes-none = Noch hat sich nichts geändert
changes-none-note = Neue Fakten erscheinen hier, sobald sie veröffentlicht sind.
changes-older = Ältere Änderungen anzeigen
change-announced = { $code }, angekündigt: { $day }
change-beta = { $code }, Beta beginnt: { $day }
change-opens = { $code }, buchbar ab: { $day }
change-last-booking = { $code }, letzter Buchungstag: { $day }
change-title = Titel von { $code } geändert
change-blueprint = Themenplan von { $code } geändert
change-successor = Nachfolger von { $code } geändert
change-prerequisites = Voraussetzungen von { $code } geändert
change-retired = { $code } wurde am { $day } eingestellt
change-retires = { $code } läuft aus: { $day }
change-of = { $fact } von { $code }
change-unknown = { $of }: nicht mehr bekannt
change-known = { $of }, jetzt bekannt: { $value }
change-changed = { $of } geändert von { $old } auf { $value }
change-removed = { $of }: entfernt
change-checked = { $code } wurde erneut geprüft
