# The page that checks claims.
check-title = Check claims
check-intro = Enter what an article, a course or a study note says about an exam or a certification. You see whether it is true on the day, what answers use instead, since when, and who says so.
check-files = Whole files are checked by the command <code>certgraph check FILES</code>.
check-form = Claims
check-claim = Claim { $place }
check-about = About
check-exam = Code of the exam
check-exam-hint = AI-102
check-certification = Name in the address
check-certification-hint = azure-ai-engineer-associate
check-fact = Fact
check-domain = Domain
check-domain-hint = title or key
check-value = Claimed value
check-value-hint = 165 USD, retired
check-on = True on
check-on-hint = empty: today
check-remove = Remove claim { $place }
check-send = Check
check-add = Add a claim
check-results = Results
check-count =
    { $count ->
        [one] One claim checked
       *[other] { $count } claims checked
    }
check-supported = Supported
check-outdated = Outdated
check-not-yet = Not yet true
check-disputed = Disputed
check-contradicted = Contradicted
check-unknown = Cannot be told
check-for-day = for { $day }
check-served = Answers use
check-true-from = The claim is true from
check-true-until = The claim is true until
check-agreeing = These sources agree with the claim:
check-because-ambiguous-subject = Several exams share this code.
check-because-date-not-exact = The date is known only roughly.
check-because-disputed = Sources disagree, and none outranks the others.
check-because-newer-outline = The blueprint on the day is newer than the newest that has been read.
check-because-not-comparable = The words or units cannot be compared.
check-because-not-published = The vendor does not publish it.
check-because-not-read = The vendor may publish it; it has not been read yet.
check-because-no-outline = No blueprint is known for the day.
check-because-no-source = No source in the catalogue says anything about it.
check-because-no-such-domain = No blueprint of the exam has a domain of this name.
check-because-other-currency = The price is known in other currencies only.
check-because-unknown-subject = The catalogue has no exam or certification of this name.
check-of-exam = Check a claim about { $code }
