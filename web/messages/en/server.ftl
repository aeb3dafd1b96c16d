# Titles, descriptions and content that the server writes.
page-paths-title = Which certification, in which order?
page-paths-description = The exams that lead to the job you want, with fees, hours and dates, a reason and a source for each, and only exams that can still be booked.
page-role-title = Paths to { $role }
page-role-description = The exams to take, in order, to work as { $role }: fees, hours and dates, with a reason and a source for each.
page-exam-description = What { $code } covers and costs, whether it is worth it, and what comes before and after.
page-no-exam-title = No such exam
page-no-exam-description = The catalogue has no exam with this code.
page-exams-title = Exams
page-exams-description = Every exam of the catalogue, by vendor, level, state, fee and study hours.
page-map-title = Map of exams
page-map-description = Every exam of the catalogue by subject and level, with successors and prerequisites, on any day.
page-compare-title = Compare exams
page-compare-description = Two to four exams side by side: their differences by sources and facts, and how much content they share.
page-whats-new-title = What’s new
page-whats-new-description = What changed in the catalogue, newest first.
