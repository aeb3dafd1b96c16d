# Der Vergleich von Prüfungen.
compare-state-on = { $state } am { $day }
compare-state-at = { $state } { $moment }
compare-followed =
    { $count ->
        [one] { $state } ({ $codes } folgt)
       *[other] { $state } ({ $codes } folgen)
    }
compare-facts = Fakten
compare-from-sources = Aus Quellen
compare-table = Prüfungen nebeneinander
compare-checked = Geprüft
compare-shared = Gemeinsamer Inhalt
compare-share = <b>{ $share }</b> des Inhalts
compare-share-average = <b>{ $share }</b> des Inhalts, im Mittel aller Paare
compare-share-known = <b>{ $share }</b> des Inhalts, im Mittel der { $known } von { $all } Paare mit bekannten Themenplänen
compare-pairs = Paare
compare-no-shared = Kein gemeinsamer Inhalt bekannt.
compare-ended = { $codes }: nicht mehr buchbar.
compare-instead = Stattdessen { $codes } vergleichen
compare-window = { $codes } im Vergleich
compare-and = und
compare-or = oder
compare-title = Prüfungen vergleichen
compare-heading = { $codes }?
compare-heading-none = Welche dieser Prüfungen?
compare-left-out =
    { $count ->
        [one] Höchstens { $most } Prüfungen werden verglichen; { $codes } fehlt.
       *[other] Höchstens { $most } Prüfungen werden verglichen; { $codes } fehlen.
    }
compare-remove = { $code } entfernen
compare-choose = Zwei bis vier Prüfungen wählen
compare-add = Eine Prüfung hinzufügen
compare-which = Welche Prüfungen vergleichen?
compare-empty-one = Füge eine weitere Prüfung zum Vergleich hinzu
compare-empty = Wähle Prüfungen, um sie nebeneinander zu sehen
compare-examples = Für einen ersten Blick:
compare-side = Nebeneinander
compare-audiences = Für wen
compare-sources = Quellen
compare-required-prerequisites = Vorgeschriebene Voraussetzungen
compare-none-known = keine bekannt
compare-one = { $code } und welche andere Prüfung?
compare-state = Status
