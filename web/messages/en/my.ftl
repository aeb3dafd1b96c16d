# What the reader holds and plans, its file, and badges.
my-title = What I hold and plan
my-stored = These lists are stored in this browser, on this device only. Pages send the codes with their requests to find paths and renewals; the server does not store them. Clearing the browser’s data removes the lists, so save a file.
my-hold-region = What I hold
my-hold = I hold
my-plan-region = What I plan
my-plan = I plan
my-add-held = Add a passed exam
my-add-planned = Add a planned exam
my-pick-held = What do you hold?
my-pick-planned = What do you plan?
my-hold-none = Nothing yet. Add what you passed: paths leave it out, and you see here what changes.
my-plan-none = Nothing yet.
my-unknown = The catalogue has no such exam.
my-retired = Retired
my-retired-on = Retired on { $day }
my-retires = Retires
my-retires-on = Retires on { $day }
my-book-until = , can be booked until { $day }
my-follows = ; what follows:
my-cost = Cost: { $cost }.
my-day-missing = Add the day on which you passed it to see when to renew.
my-passed-on = Passed on
my-passed-on-of = { $code }: passed on
my-release = Remove { $code } from what I hold
my-unplan = Remove { $code } from what I plan
my-passed = Passed
my-passed-of = I passed { $code }
my-all-changes = All changes of the catalogue
my-find-path = Find a path from here
my-file = Save or add a file
my-file-save = Save as a file
my-file-field = Add a file of this page, or a badge of Open Badges 2.0 or 3.0 (JSON or PNG)
my-file-note = A badge is read on this device; only its name is searched for. Signatures are not checked.
my-file-added = Added from { $file }: { $held } held, { $planned } planned.
my-file-too-large = The file is larger than 5 MB.
my-file-not-json = The file is neither JSON nor a PNG badge.
my-file-no-badge = The file has no list of this page and no badge of Open Badges 2.0 or 3.0.
my-file-linked-badge = The badge in the file is only a link. Download the badge with its class (JSON), or the image with the baked badge.
my-file-no-baked-badge = The image contains no badge.
my-file-version = The file has another version than { $version }, the one that this page reads.
my-file-too-many = The file lists more than 100 exams of a kind.
my-file-entry = The file has an entry that cannot be read: { $entry }. Nothing was added.
my-badge-unknown = No exam or certification of this name is known. Add the exam by hand.
my-badge-ambiguous = The name fits several; choose what you passed.
my-badge-add = Add to what I hold
my-badge-cancel = Cancel
my-badge-added =
    { $count ->
        [one] Added { $count } exam to what you hold.
       *[other] Added { $count } exams to what you hold.
    }
mine-held = held
mine-planned = planned
mine-hold-this = I hold this
mine-plan-this = I plan this
mine-stored = stored on this device
mine-store = Store on this device
