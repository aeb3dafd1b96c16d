# The dialog that chooses exams.
picker-close = Close
picker-field = Code, title or another name
picker-placeholder = Code or name, such as AZ-204 or Security+
picker-vendor = Vendor
picker-all = All
picker-exams = Exams
picker-none = No exam has these words. Try fewer letters, or another vendor.
picker-nothing = No exam found
picker-announced =
    { $count ->
        [one] { $count } exam, the first is { $first }
       *[other] { $count } exams, the first is { $first }
    }
picker-announced-more = { $count } or more exams, the first is { $first }
picker-chosen =
    { $count ->
        [0] None chosen
       *[other] { $count } chosen
    }
picker-done = Done
