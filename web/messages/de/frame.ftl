# Kopf und Fuß jeder Seite.
skip-to-content = Zum Inhalt springen
nav-pages = Seiten
nav-paths = Wege
nav-exams = Prüfungen
nav-map = Karte
nav-compare = Vergleich
nav-my = Meine Prüfungen
nav-job-advert = Stellenanzeige
nav-whats-new = Neues
theme-switch = Zwischen hell und dunkel wechseln
theme-title = Hell oder dunkel
foot-note = Jede Angabe hat ihre Quelle und ihren Tag. Unbekannte Angaben stehen als „nicht bekannt“ da. certgraph gehört zu keinem Anbieter.
foot-developers = Für Entwickler
foot-schema = Schema
foot-licences = Lizenzen
language-label = Sprache
