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
page-vendor-exams-title = Exámenes de { $vendor }
page-vendor-exams-description = Todos los exámenes de { $vendor } por nivel, estado, tasa y horas de estudio.
page-map-title = Mapa de exámenes
page-map-description = Todos los exámenes del catálogo por tema y nivel, con sucesores y requisitos previos, en cualquier día.
page-compare-title = Comparar exámenes
page-compare-description = De dos a cuatro exámenes lado a lado: sus diferencias según fuentes y datos, y cuánto contenido comparten.
page-whats-new-title = Novedades
page-whats-new-description = Qué ha cambiado en el catálogo, lo más reciente primero.
page-my-title = Lo que tengo y planeo
page-my-description = Tus exámenes, guardados solo en tu navegador: qué cambia para ellos y cuándo renovarlos.
page-job-advert-title = Pegar una oferta de empleo
page-job-advert-description = Qué certificaciones y exámenes pide una oferta de empleo, cuáles ya no existen y cómo llegar al resto.
page-check-title = Comprobar afirmaciones
page-check-description = Si una tasa, una fecha o un peso que nombra un artículo o un curso sigue siendo cierto, qué vale en su lugar, y las fuentes.
page-roles-title = Puestos
page-roles-description = Los puestos para los que las fuentes recomiendan certificaciones, cada uno con los exámenes que llevan a él.
page-dates-title = Fechas
page-dates-description = Los próximos 180 días: qué exámenes se abren y terminan, qué temarios y requisitos cambian, con fuentes y calendarios.
page-no-role-title = No existe ese puesto
page-no-role-description = El catálogo no tiene ningún puesto con este nombre.
page-certifications-title = Certificaciones
page-certifications-description = Todas las certificaciones del catálogo, con los exámenes que las otorgan.
page-certification-description = Qué exámenes otorgan { $title }, si aún se puede obtener y cómo se renueva.
page-no-certification-title = No existe esa certificación
page-no-certification-description = El catálogo no tiene ninguna certificación con este nombre.
page-compared-title = { $codes } comparados
plain-month =
    { $month ->
        [jan] enero
        [feb] febrero
        [mar] marzo
        [apr] abril
        [may] mayo
        [jun] junio
        [jul] julio
        [aug] agosto
        [sep] septiembre
        [oct] octubre
        [nov] noviembre
       *[dec] diciembre
    }
plain-day = { $day } de { $month } de { $year }
plain-month-of = { $month } de { $year }
plain-at-least = al menos { $figure }
plain-did-you-mean = ¿Querías decir alguno de estos?
plain-busy = El servidor está ocupado; inténtalo de nuevo en breve.
plain-as-of = A fecha de { $day }.
plain-exam-of = Un examen de { $vendor }. Estado el { $day }: { $state }.
plain-successors = Sucesores
plain-predecessors = Predecesores
plain-no-exam = No existe el examen { $code }
plain-all-exams = Ver todos los exámenes
plain-exams =
    { $count ->
        [one] { $count } examen
       *[other] { $count } exámenes
    }
plain-retired-exams = Exámenes retirados
plain-certification-of = Una certificación de { $vendor }. Nivel: { $level }. Estado el { $day }: { $status }.
plain-also-known-as = También conocida como { $names }.
plain-earnable = abierta: se puede obtener
plain-not-earnable = cerrada: no se puede obtener
plain-source = Fuente
plain-no-certification = No existe la certificación { $slug }
plain-all-certifications = Ver todas las certificaciones
plain-no-role = No existe el puesto { $slug }
plain-all-roles = Todos los puestos
plain-held-upgrade = { $held }; sustituido por { $upgrade }
plain-focus = { $label } (solo para un enfoque especial)
plain-totals = Totales
plain-weeks = Semanas
plain-exam-by = examen antes del { $day }
plain-taken-until = disponible hasta el { $day }
plain-or = {" o "}
plain-and = {" y "}
plain-share = { $left } y { $right }: { $share }
plain-name-exams = Indica de dos a cuatro exámenes en la dirección.
plain-example = Un ejemplo
plain-yes = sí
plain-no = no
plain-fee-of = tasa de { $code }
plain-study-of = horas de estudio de { $code }
plain-dates-none = No hay fechas en los próximos 180 días.
plain-other-facts =
    { $count ->
        [one] Una afirmación más
       *[other] { $count } afirmaciones más
    }
plain-return-unknown = ninguna fuente da todas las cifras.
plain-return-missing = Sin fuente para: { $list }. Lo desconocido no cuenta como cero.
plain-study-of-week = Horas
plain-content = Contenido
plain-several-exams = Varios exámenes tienen el código { $code }
plain-no-vendor = No existe el proveedor { $slug }
plain-no-page = Página no encontrada
plain-start = Ir al inicio
plain-my = Tu navegador guarda en este dispositivo lo que tienes y lo que planeas, y lo muestra con JavaScript. El servidor no tiene copia.
plain-job-advert = Para leer una oferta de empleo, esta página necesita JavaScript.
plain-check = Comprobar afirmaciones aquí requiere JavaScript. La API las comprueba con checkClaims, y archivos enteros con certgraph check.
plain-works-without = Estas páginas funcionan sin JavaScript:
plain-no-changes = Ahora no se pueden leer los cambios; inténtalo de nuevo en un momento.
