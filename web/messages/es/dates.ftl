# Fechas: qué cambia y cuándo.
dates-title = Fechas
dates-count =
    { $count ->
        [one] Una fecha
       *[other] { $count } fechas
    }
dates-note = Qué se abre, qué termina y qué cambia en los próximos 180 días.
dates-note-between = Entre dos de estos días las respuestas no cambian.
dates-kinds = Qué ocurre
dates-opens = Aperturas
dates-ends = Últimos días
dates-content = Contenidos
dates-terms = Precios y condiciones
dates-roles = Exámenes para puestos
dates-renewals = Renovaciones
dates-whose = De quién
dates-mine = Lo que tengo
dates-role = Puesto
dates-any-role = Cualquier puesto
dates-calendars = Calendarios
dates-calendars-hint = Elige proveedores, un puesto o lo que tienes: cada uno tiene un calendario y un canal.
dates-add-to-calendar = Añadir al calendario: { $name }
dates-feed = Canal Atom
dates-none = No hay fechas
dates-none-hint = Quita un filtro para ver más.
dates-none-held = Solo cuentan los exámenes con el día en que los aprobaste; indícalo en <link>«Mis exámenes»</link>.
date-kind-announced = anunciado
date-kind-registration-opens = se abre la inscripción
date-kind-beta-opens = se abre la beta
date-kind-last-day-of-beta = último día de la beta
date-kind-beta-closed = beta cerrada
date-kind-live = disponible
date-kind-study-time-ends = tarde para empezar a estudiar
date-kind-last-day-to-schedule = último día para reservar
date-kind-booking-closed = reserva cerrada
date-kind-last-day-to-sit = último día de examen
date-kind-retired = retirado
date-kind-blueprint-published = temario publicado
date-kind-blueprint-in-force = nuevo temario en vigor
date-kind-blueprint-ended = temario terminado
date-kind-price-changed = nuevo precio
date-kind-fact-changed = nuevas condiciones
date-kind-certification-opens = se puede obtener
date-kind-certification-closed = ya no se puede obtener
date-kind-requirements-changed = nuevos requisitos
date-kind-role-exams-changed = otro examen que reservar
date-kind-renewal-opens = se abre la renovación
date-kind-last-day-to-renew = último día para renovar
date-kind-renewal-closed = ya no se puede renovar
date-kind-credential-lapsed = caducado
date-kind-credential-renewed = renovado
date-kind-check-due = revisión pendiente
