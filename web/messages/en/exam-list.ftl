# The list of exams.
list-exams = Exams
list-vendor-exams = Exams of { $vendor }
list-count =
    { $count ->
        [one] { $number } exam
       *[other] { $number } exams
    }
list-filters = Filters
list-words = Words
list-words-field = Words in code, title, vendor or domains
list-order = Order
list-order-code = Vendor and code
list-order-title = Title
list-order-level = Level
list-order-fee = Fee
list-order-hours = Hours of study
list-order-last-day = Last day
list-highest-fee = Highest fee
list-dollars = US dollars
list-highest-fee-field = Highest fee in US dollars
list-any = any
list-most-study = Most study
list-hours = hours
list-most-study-field = Most study hours
list-subject = Subject
list-level = Level
list-state = State
list-vendor = Vendor
list-none = No exam matches
list-none-advice = Remove a filter, or <link>see all exams</link>.
list-region = List of exams
list-table = Exams and their figures
list-column-exam = Exam
list-column-fee = Fee
list-column-study = Study
field-as-of = As of
field-as-of-hint = defaults to today
