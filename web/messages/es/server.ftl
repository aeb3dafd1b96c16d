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
page-my-title = Lo que tengo y planeo
page-my-description = Tus exámenes, guardados solo en tu navegador: qué cambia para ellos y cuándo renovarlos.
page-job-advert-title = Pegar una oferta de empleo
page-job-advert-description = Qué certificaciones y exámenes pide una oferta de empleo, cuáles ya no existen y cómo llegar al resto.
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
plain-unknown = desconocido
plain-not-applicable = no aplicable
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
plain-or-earlier = { $day } o antes
plain-or-later = { $day } o después
plain-at-least = al menos { $figure }
plain-level-fundamentals = Fundamentos
plain-level-associate = Asociado
plain-level-professional = Profesional
plain-level-specialty = Especialidad
plain-state-announced = Anunciado
plain-state-beta = Beta
plain-state-live = Disponible
plain-state-retiring = Próximo a retirarse
plain-state-retired = Retirado
plain-confidence-official = oficial
plain-confidence-vendor-api = interfaz del proveedor
plain-confidence-reputable = fiable
plain-confidence-community = comunidad
plain-confidence-estimate = estimación
plain-own-estimate = Estimación propia
plain-checked = comprobado el { $day }
plain-ignored = Estos valores de la dirección se ignoran: { $values }.
plain-did-you-mean = ¿Querías decir alguno de estos?
plain-busy = El servidor está ocupado; inténtalo de nuevo en breve.
plain-as-of = A fecha de { $day }.
plain-exam-of = Un examen de { $vendor }. Estado el { $day }: { $state }.
plain-worth = ¿Merece la pena?
plain-facts = Datos
plain-fact = { $fact }, a fecha de { $day }
plain-covers = Contenido del examen
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
plain-exam = Examen
plain-vendor = Proveedor
plain-level = Nivel
plain-state = Estado
plain-fee = Tasa
plain-study = Estudio
plain-certification-of = Una certificación de { $vendor }. Nivel: { $level }. Estado el { $day }: { $status }.
plain-also-known-as = También conocida como { $names }.
plain-earned-by = Cómo se obtiene
plain-no-exams = Ninguna fuente indica los exámenes que la otorgan.
plain-earnable = abierta: se puede obtener
plain-not-earnable = cerrada: no se puede obtener
plain-from = desde el { $day }
plain-until = hasta el { $day }
plain-renewal = Renovación
plain-sources = Fuentes
plain-source = Fuente
plain-no-certification = No existe la certificación { $slug }
plain-all-certifications = Ver todas las certificaciones
plain-roles =
    { $count ->
        [one] { $count } puesto
       *[other] { $count } puestos
    }
plain-recommendations =
    { $count ->
        [one] { $count } recomendación
       *[other] { $count } recomendaciones
    }
plain-no-role = No existe el puesto { $slug }
plain-all-roles = Todos los puestos
plain-assumed = Estos itinerarios suponen que conoces lo básico de la plataforma.
plain-held = Exámenes que ya tienes
plain-held-upgrade = { $held }; sustituido por { $upgrade }
plain-focus = { $label } (solo para un enfoque especial)
plain-conflict = Ningún itinerario cumple todos tus límites
plain-closest = La opción más cercana
plain-truncated = La búsqueda se detuvo en su límite; puede existir un itinerario mejor.
plain-additions = Añadidos sugeridos a esta secuencia
plain-totals = Totales
plain-fees = Tasas
plain-weeks = Semanas
plain-finish = Terminar antes del
plain-missing = Los totales excluyen valores desconocidos: { $figures }.
plain-exam-by = examen antes del { $day }
plain-taken-until = disponible hasta el { $day }
plain-or = {" o "}
plain-and = {" y "}
plain-from-sources = De las fuentes
plain-for-whom = Para quién
plain-shared = Contenido compartido
plain-share = { $left } y { $right }: { $share }
plain-name-exams = Indica de dos a cuatro exámenes en la dirección.
plain-example = Un ejemplo
plain-other-subjects = Otros temas
plain-yes = sí
plain-no = no
plain-fee-of = tasa de { $code }
plain-study-of = horas de estudio de { $code }
plain-required-prerequisites = Requisitos obligatorios
plain-none-known = ninguno conocido
plain-dates-calendar = Añadir al calendario: { $name }
plain-dates-none = No hay fechas en los próximos 180 días.
