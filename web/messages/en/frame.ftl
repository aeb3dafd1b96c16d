# The head and the foot of every page.
skip-to-content = Skip to content
nav-pages = Pages
nav-paths = Paths
nav-exams = Exams
nav-map = Map
nav-compare = Compare
nav-my = My exams
nav-job-advert = Job advert
nav-whats-new = What’s new
theme-switch = Switch between light and dark
theme-title = Light or dark
foot-note = Every figure has its source and its day. Unknown figures are shown as not known. certgraph is not affiliated with any vendor.
foot-developers = For developers
foot-schema = Schema
foot-licences = Licences
language-label = Language
