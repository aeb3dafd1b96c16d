# The start page: its questions, the first paths and all roles.
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
