# The page that reads a job advert.
advert-title = Paste a job advert
advert-intro = Paste a job advert, a CV or an article. You see which certifications, exams and roles it names, what is gone, what you hold, and the way to the rest.
advert-text = Text
advert-private = The text stays in this browser until you press the button. Then it is sent to this server, which reads it and stores nothing. It is never part of an address.
advert-read = Find certifications
advert-reading = Reading the text
advert-too-long = The text has { $bytes } bytes; at most { $most } can be read. Shorten it.
advert-nothing = The text names no certification, exam or role of the catalogue
advert-nothing-note = A name that is also a product or a job counts only beside a word such as “certification” or “exam”.
advert-found =
    { $count ->
        [one] { $count } mention found
       *[other] { $count } mentions found
    }
advert-cut = Only the first { $count } mentions are shown.
advert-marked = Where the text names them
advert-asks = What it asks for
advert-one-of = One of these:
advert-role = Role
advert-open = Can be booked
advert-closed = Cannot be booked
advert-earnable = Can be earned
advert-not-earnable = Can no longer be earned
advert-gone = What is gone
advert-follows = What follows:
advert-hold = What you hold
advert-hold-none = Nothing of this is in your list of <link>held exams</link>.
advert-rest = The way to the rest
advert-rest-none = You hold everything that the text asks for.
advert-rest-gone = Nothing of the rest can be earned today, and what follows is held or not known.
advert-role-paths = Paths to { $role }
advert-exam-page = { $exam }: what it covers and how to get there
advert-certification-page = { $certification }: the exams that earn it
advert-check = Does the text state fees, dates or weights? <link>Check claims</link>.
