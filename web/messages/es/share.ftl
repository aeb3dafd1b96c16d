# Links to share, print and query.
share-copy = Copiar enlace
share-copied = Copiado
share-print = Imprimir
share-picture = Imagen
query-open = Abrir esta consulta en GraphiQL
query-open-of = { $panel }: abrir la consulta en GraphiQL
