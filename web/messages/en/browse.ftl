# Lists of certifications and roles, and the page of a certification.
browse-certifications = Certifications
browse-roles = Roles
browse-certification-count =
    { $count ->
        [one] { $count } certification
       *[other] { $count } certifications
    }
browse-role-count =
    { $count ->
        [one] { $count } role
       *[other] { $count } roles
    }
browse-recommendation-count =
    { $count ->
        [one] { $count } recommendation
       *[other] { $count } recommendations
    }
browse-filters = Filters
browse-level = Level
browse-status = Status
browse-vendor = Vendor
browse-certification = Certification
browse-exam = Exam
browse-exams = Exams
browse-state = State
browse-fee = Fee
browse-study = Study
browse-open = Open
browse-closed = Closed
browse-no-certification-matches = No certification matches
browse-remove-filter = Remove a filter, or <link>see all certifications</link>.
browse-certification-list = List of certifications
browse-certification-table = Certifications and their exams
certification-until = until { $day }
certification-from = from { $day }
certification-from-until = from { $from } until { $until }
certification-replaced = replaced by <link>{ $code }</link>
certification-renewal = Renewal
certification-renewal-unknown = No source says how it is renewed.
certification-also = also { $names }
certification-earnable = It can be earned.
certification-not-earnable = It cannot be earned: its exams cannot be booked.
certification-earned-by = How to earn it
certification-earned-by-any = How to earn it: any one of these
certification-no-exams = No source names the exams that earn it.
certification-all-of = All { $count } of these exams
certification-ended = can no longer be booked
certification-sources = Sources
certification-unknown = No certification { $slug } is known
certification-unknown-text = The catalogue has no certification with this name. <link>See all certifications</link>.
certification-did-you-mean = Did you mean:
order-show-ascending = Show ascending
order-show-descending = Show descending
