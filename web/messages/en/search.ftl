# The search in the head of every page.
search-open = Search
search-open-title = Search (/ or Ctrl+K)
search-field = Exam, certification, role, vendor or topic
search-placeholder = Code, name, job or topic
search-results = Results
search-exams = Exams
search-certifications = Certifications
search-roles = Roles
search-vendors = Vendors
search-domains = Domains of exams
search-follows = { $state }; { $codes } follows
search-not-earnable = { $vendor } · can no longer be earned
search-vendor-exams = all exams
search-domain-of = { $domain } of { $code }
search-recent = Recent searches
search-recent-where = on this device
search-recent-remove = Remove the search { $text }
search-recent-remove-all = Remove all
search-browse = Browse
search-all-exams = All exams
search-nothing = Nothing found
search-nothing-advice = Nothing has these words. Try fewer or other words.
search-announced =
    { $count ->
        [one] { $count } result, the first is { $first }
       *[other] { $count } results, the first is { $first }
    }
search-more = { $count } more
