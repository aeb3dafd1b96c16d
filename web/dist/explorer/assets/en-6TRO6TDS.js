var e=`skip-to-content = Skip to content
nav-pages = Pages
nav-paths = Paths
nav-exams = Exams
nav-compare = Compare
nav-my = My exams
nav-whats-new = What’s new
theme-switch = Switch between light and dark
theme-title = Light or dark
foot-note = Every figure has its source and its day. Unknown figures are shown as not known. certgraph is not affiliated with any vendor.
foot-developers = For developers
foot-schema = Schema
foot-licences = Licences
language-label = Language
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
picker-show-more = Show more
picker-chosen =
    { $count ->
        [0] None chosen
       *[other] { $count } chosen
    }
picker-done = Done
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
share-copy = Copy link
share-copied = Copied
share-print = Print
share-picture = Picture
query-open = Open this query in GraphiQL
query-open-of = { $panel }: open the query in GraphiQL
start-title = Which certification should I take, and in which order?
start-lead = Choose the job you want, or answer four short questions. You get the exams that lead there, with fees, hours and dates, a reason and a source for each, and only exams that can still be booked.
start-counts = { $exams } exams · { $roles } roles · { $facts } facts with sources · updated { $day }
start-all-jobs = All jobs
ask-region = Find a path by questions
ask-number = Question { $step } of { $all }
ask-back = Back
ask-skip = Skip
ask-today = What do you do today?
ask-today-new = I work outside IT, study, or look for a first job
ask-today-other = I work in IT, but in another field
ask-today-same = I already do this kind of work
ask-like = What would you like to do?
ask-like-unsure = I don’t know yet
field-ai = Build things with artificial intelligence
field-architecture = Design whole systems
field-business = Lead projects, products or sales
field-business-applications = Set up business software, such as Salesforce
field-consulting = Advise customers
field-data = Work with data
field-devops = Automate how software is delivered and run
field-development = Write software
field-operations = Run servers, networks and clouds
field-security = Protect systems and data
ask-time = How much time do you have?
ask-time-hours = { $hours } hours a week
ask-money = How much money for exam fees?
ask-money-limit = Up to { $amount }
ask-money-none = No limit
ask-again = Start again
first-paths =
    { $count ->
        [0] Paths for you
        [one] { $count } path for you
       *[other] { $count } paths for you
    }
first-paths-none = No role is in this field. Choose one below.
first-paths-nothing-left = nothing is left to take
first-paths-fees = { $fees } fees{ $unknown }
first-paths-hours-unknown = hours not known
first-paths-finish = Finish by { $day }
first-paths-finish-unknown = Finish date not known
first-paths-over = Over your limits, the closest match
`;export{e as default};
