# Links to share, print and query.
share-copy = Link kopieren
share-copied = Kopiert
share-print = Drucken
share-picture = Bild
query-open = Diese Abfrage in GraphiQL öffnen
query-open-of = { $panel }: Abfrage in GraphiQL öffnen
