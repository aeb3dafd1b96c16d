# Loading, errors, empty pages and notices.
loading = Loading
trouble-unreachable = The server does not respond
trouble-busy = Too many requests at once
trouble-refused = We couldn’t build this page
trouble-failing = Something went wrong on the server
trouble-connection = Check your connection, or wait until the server is back.
trouble-stale = What you see below was loaded before.
trouble-retry = Try again
notice-ignored = These values of the address are ignored: { $values }.
notice-remove = Remove it
notice-future = { $day } is in the future: these are the fees, exams and dates that are known today.
show-more = Show more
page-load-failed = The page cannot be loaded.
