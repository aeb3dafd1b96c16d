# Títulos, descripciones y contenido que escribe el servidor.
page-paths-title = ¿Qué certificación y en qué orden?
page-paths-description = Los exámenes que llevan al puesto que quieres, con tasas, horas y fechas, un motivo y una fuente para cada uno, y solo exámenes que aún se pueden reservar.
page-role-title = Itinerarios para { $role }
page-role-description = Los exámenes, en orden, para trabajar como { $role }: tasas, horas y fechas, con un motivo y una fuente para cada uno.
page-exam-description = Qué evalúa y cuánto cuesta { $code }, si merece la pena y qué va antes y después.
page-no-exam-title = No existe ese examen
page-no-exam-description = El catálogo no tiene ningún examen con este código.
page-exams-title = Exámenes
page-exams-description = Todos los exámenes del catálogo por proveedor, nivel, estado, tasa y horas de estudio.
page-map-title = Mapa de exámenes
page-map-description = Todos los exámenes del catálogo por tema y nivel, con sucesores y requisitos previos, en cualquier día.
page-compare-title = Comparar exámenes
page-compare-description = De dos a cuatro exámenes lado a lado: sus diferencias según fuentes y datos, y cuánto contenido comparten.
page-whats-new-title = Novedades
page-whats-new-description = Qué ha cambiado en el catálogo, lo más reciente primero.
