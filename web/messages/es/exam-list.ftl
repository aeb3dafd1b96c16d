# La lista de exámenes.
list-exams = Exámenes
list-vendor-exams = Exámenes de { $vendor }
list-count =
    { $count ->
        [one] { $number } examen
       *[other] { $number } exámenes
    }
list-filters = Filtros
list-words = Palabras
list-words-field = Palabras en código, título, proveedor o dominios
list-order = Orden
list-order-code = Proveedor y código
list-order-title = Título
list-order-level = Nivel
list-order-fee = Tasa
list-order-hours = Horas de estudio
list-order-last-day = Último día
list-highest-fee = Tasa máxima
list-dollars = dólares
list-highest-fee-field = Tasa máxima en dólares
list-any = cualquiera
list-most-study = Estudio máximo
list-hours = horas
list-most-study-field = Máximo de horas de estudio
list-subject = Tema
list-level = Nivel
list-state = Estado
list-vendor = Proveedor
list-none = Ningún examen coincide
list-none-advice = Quita un filtro o <link>mira todos los exámenes</link>.
list-region = Lista de exámenes
list-table = Exámenes y sus cifras
list-column-exam = Examen
list-column-fee = Tasa
list-column-study = Estudio
field-as-of = A fecha de
field-as-of-hint = hoy por defecto
