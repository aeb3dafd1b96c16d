# Links to share, print and query.
share-copy = Copy link
share-copied = Copied
share-print = Print
share-picture = Picture
query-open = Open this query in GraphiQL
query-open-of = { $panel }: open the query in GraphiQL
