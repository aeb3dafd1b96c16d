# What is new in the catalogue.
changes-title = What’s new
changes-connecting = Connecting
changes-live = Live
changes-polling = Live, polling every few seconds
changes-lost = Connection lost, reconnecting
changes-loading = Loading the feed
changes-actor-seed = the shipped catalogue
changes-actor-sql = an edit by SQL
changes-updated = { $name } was updated
changes-new = { $name } is new
changes-removed = { $name } was taken out
changes-set =
    { $count ->
        [one] Revision { $revision }, one record, by { $actor }
       *[other] Revision { $revision }, { $records } records, by { $actor }
    }
changes-more = { $count } more
changes-none = Nothing has changed yet
changes-none-note = New facts appear here when they are published.
changes-older = Show older changes
change-announced = { $code }, announced: { $day }
change-beta = { $code }, beta begins: { $day }
change-opens = { $code }, opens: { $day }
change-last-booking = { $code }, last day to book: { $day }
change-title = Title of { $code } changed
change-blueprint = Blueprint of { $code } changed
change-successor = Successor of { $code } changed
change-prerequisites = Prerequisites of { $code } changed
change-retired = { $code } retired on { $day }
change-retires = { $code } retires: { $day }
change-of = { $fact } of { $code }
change-unknown = { $of } is no longer known
change-known = { $of } is now known: { $value }
change-changed = { $of } changed from { $old } to { $value }
change-removed = { $of } was taken out
change-checked = { $code } was checked again
