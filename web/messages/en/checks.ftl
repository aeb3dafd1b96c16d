# Sources, classes and checks of statements.
proof-estimate = Our own estimate
proof-checked = { $day }, checked { $checked }
proof-more =
    { $count ->
        [one] { $count } more source
       *[other] { $count } more sources
    }
check-dates = dates
check-fee = fee
check-blueprint = blueprint
check-other = other facts
checked-on = checked { $day }
checked-in = checked { $period }
checked-days = { $names } { $day }
due = Due for another check: { $kinds }. Before you book, check <page>the vendor’s page</page>.
due-since = { $kind } (since { $day })
