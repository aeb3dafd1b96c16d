var e=`advert-title = Pegar una oferta de empleo
advert-intro = Pega una oferta de empleo, un currículum o un artículo. Verás qué certificaciones, exámenes y puestos nombra, qué ya no existe, qué tienes y cómo llegar al resto.
advert-text = Texto
advert-private = El texto se queda en este navegador hasta que pulses el botón. Entonces se envía a este servidor, que lo lee y no guarda nada. Nunca forma parte de una dirección.
advert-read = Buscar certificaciones
advert-reading = Leyendo el texto
advert-too-long = El texto tiene { $bytes } bytes; se pueden leer { $most } como máximo. Acórtalo.
advert-nothing = El texto no nombra ninguna certificación, ningún examen ni ningún puesto del catálogo
advert-nothing-note = Un nombre que también es un producto o un puesto solo cuenta junto a una palabra como «certificación» o «examen».
advert-found =
    { $count ->
        [one] { $count } mención encontrada
       *[other] { $count } menciones encontradas
    }
advert-cut = Solo se muestran las primeras { $count } menciones.
advert-marked = Dónde los nombra el texto
advert-asks = Qué pide
advert-one-of = Uno de estos:
advert-role = Puesto
advert-open = Se puede reservar
advert-closed = No se puede reservar
advert-earnable = Se puede obtener
advert-not-earnable = Ya no se puede obtener
advert-gone = Qué ya no existe
advert-follows = Qué sigue:
advert-hold = Qué tienes
advert-hold-none = Nada de esto está en tu lista de <link>exámenes aprobados</link>.
advert-rest = Cómo llegar al resto
advert-rest-none = Tienes todo lo que pide el texto.
advert-rest-gone = Nada del resto se puede obtener hoy, y lo que sigue ya lo tienes o no se conoce.
advert-role-paths = Itinerarios para { $role }
advert-exam-page = { $exam }: qué abarca y cómo llegar
advert-certification-page = { $certification }: los exámenes que la otorgan
advert-check = ¿El texto da tasas, fechas o pesos? <link>Comprobar afirmaciones</link>.
browse-certifications = Certificaciones
browse-roles = Puestos
browse-certification-count =
    { $count ->
        [one] { $count } certificación
       *[other] { $count } certificaciones
    }
browse-role-count =
    { $count ->
        [one] { $count } puesto
       *[other] { $count } puestos
    }
browse-recommendation-count =
    { $count ->
        [one] { $count } recomendación
       *[other] { $count } recomendaciones
    }
browse-filters = Filtros
browse-level = Nivel
browse-status = Estado
browse-vendor = Proveedor
browse-certification = Certificación
browse-exam = Examen
browse-exams = Exámenes
browse-state = Estado
browse-fee = Tasa
browse-study = Estudio
browse-open = Abierta
browse-closed = Cerrada
browse-no-certification-matches = Ninguna certificación coincide
browse-remove-filter = Quita un filtro o <link>mira todas las certificaciones</link>.
browse-certification-list = Lista de certificaciones
browse-certification-table = Certificaciones y sus exámenes
certification-until = hasta el { $day }
certification-from = desde el { $day }
certification-from-until = desde el { $from } hasta el { $until }
certification-replaced = sustituido por <link>{ $code }</link>
certification-renewal = Renovación
certification-renewal-unknown = Ninguna fuente indica cómo se renueva.
certification-also = también { $names }
certification-earnable = Se puede obtener.
certification-not-earnable = No se puede obtener: sus exámenes no se pueden reservar.
certification-earned-by = Cómo se obtiene
certification-earned-by-any = Cómo se obtiene: una de estas opciones
certification-no-exams = Ninguna fuente indica los exámenes que la otorgan.
certification-all-of = Los { $count } exámenes
certification-ended = ya no se puede reservar
certification-sources = Fuentes
certification-unknown = No se conoce la certificación { $slug }
certification-unknown-text = El catálogo no tiene ninguna certificación con este nombre. <link>Ver todas las certificaciones</link>.
certification-did-you-mean = ¿Querías decir?
order-show-ascending = Mostrar en orden ascendente
order-show-descending = Mostrar en orden descendente
changes-title = Novedades
changes-connecting = Conectando
changes-live = En directo
changes-polling = En directo, se consulta cada pocos segundos
changes-lost = Conexión perdida, reconectando
changes-loading = Cargando los cambios
changes-actor-seed = el catálogo incluido
changes-actor-sql = un cambio con SQL
changes-updated = { $name } se ha actualizado
changes-new = { $name } es nuevo
changes-removed = { $name } se ha retirado
changes-set =
    { $count ->
        [one] Revisión { $revision }, un registro, por { $actor }
       *[other] Revisión { $revision }, { $records } registros, por { $actor }
    }
changes-more = { $count } más
changes-none = Aún no ha cambiado nada
changes-none-note = Los datos nuevos aparecen aquí cuando se publican.
changes-older = Mostrar cambios anteriores
change-announced = { $code }, anunciado: { $day }
change-beta = { $code }, empieza la beta: { $day }
change-opens = { $code }, se abre: { $day }
change-last-booking = { $code }, último día para reservar: { $day }
change-title = Ha cambiado el título de { $code }
change-blueprint = Ha cambiado el temario de { $code }
change-successor = Ha cambiado el sucesor de { $code }
change-prerequisites = Han cambiado los requisitos previos de { $code }
change-retired = { $code } se retiró el { $day }
change-retires = { $code } se retira: { $day }
change-of = { $fact } de { $code }
change-unknown = { $of }: ya no se conoce
change-known = { $of }, ya se conoce: { $value }
change-changed = { $of } cambia de { $old } a { $value }
change-removed = { $of }: eliminado
change-checked = { $code } se ha comprobado de nuevo
payback-blank = El gráfico aparece cuando se conocen las cifras.
payback-spent = Gastado: { $amount }.
payback-unknown = No se sabe cuándo se amortiza.
payback-after = Amortizado después de { $months }.
payback-gain = Ganancia después de { $years }: { $amount }.
payback-mark = amortizado
payback-exam = examen
shared-domains-of = Dominios de { $code }
shared-pair = { $left } y { $right }
shared-most = Lo que más comparten: { $pairs }
plan-week = Semana { $number }
plan-any-part = cualquier parte
plan-hours-of = { $hours }: { $part }
plan-gate = { $percent } en exámenes de práctica
plan-gate-times = { $percent } en exámenes de práctica, { $times } veces seguidas
plan-exam = Examen
plan-no-last-day = No se conoce el último día del examen.
plan-last-day = El último día del examen es el { $day }.
timeline-fee-unknown = tasa desconocida
timeline-hours-unknown = horas desconocidas
timeline-day-unknown = fecha desconocida
timeline-finish = hasta el { $day }
timeline-book-by = reserva hasta el { $day }
timeline-deadline = fecha límite
timeline-minimum = tiempo mínimo de estudio
timeline-maximum = tiempo máximo de estudio
timeline-exam = examen
timeline-prerequisite = requisito previo
timeline-last-day = última fecha de examen
weights-added = nuevo
weights-changed = cambiado
weights-dropped = eliminado
check-title = Comprobar afirmaciones
check-intro = Escribe lo que un artículo, un curso o un apunte dice de un examen o de una certificación. Verás si es cierto ese día, qué vale en su lugar, desde cuándo y quién lo dice.
check-files = Los archivos enteros los comprueba la orden <code>certgraph check FILES</code>.
check-form = Afirmaciones
check-claim = Afirmación { $place }
check-about = Sobre qué
check-exam = Código del examen
check-exam-hint = AI-102
check-certification = Nombre en la dirección
check-certification-hint = azure-ai-engineer-associate
check-fact = Dato
check-domain = Dominio
check-domain-hint = título o clave
check-value = Valor afirmado
check-value-hint = 165 USD, retired
check-on = Cierto el
check-on-hint = vacío: hoy
check-remove = Quitar la afirmación { $place }
check-send = Comprobar
check-add = Añadir una afirmación
check-results = Resultados
check-count =
    { $count ->
        [one] Una afirmación comprobada
       *[other] { $count } afirmaciones comprobadas
    }
check-supported = Cierta
check-outdated = Anticuada
check-not-yet = Aún no es cierta
check-disputed = Discutida
check-contradicted = Desmentida
check-unknown = No se puede saber
check-for-day = para el { $day }
check-served = Vale
check-true-from = La afirmación es cierta desde
check-true-until = La afirmación es cierta hasta
check-agreeing = Estas fuentes coinciden con la afirmación:
check-because-ambiguous-subject = Varios exámenes comparten este código.
check-because-date-not-exact = La fecha se conoce solo de forma aproximada.
check-because-disputed = Las fuentes discrepan y ninguna prevalece.
check-because-newer-outline = El temario de ese día es más nuevo que el último que se ha leído.
check-because-not-comparable = Las palabras o las unidades no se pueden comparar.
check-because-not-published = El proveedor no lo publica.
check-because-not-read = Puede que el proveedor lo publique; aún no se ha leído.
check-because-no-outline = No se conoce ningún temario de ese día.
check-because-no-source = Ninguna fuente del catálogo dice nada de ello.
check-because-no-such-domain = Ningún temario del examen tiene un dominio con este nombre.
check-because-other-currency = El precio se conoce solo en otras monedas.
check-because-unknown-subject = El catálogo no tiene ningún examen ni certificación con este nombre.
check-of-exam = Comprobar una afirmación sobre { $code }
proof-estimate = Estimación propia
proof-checked = { $day }, comprobado el { $checked }
proof-more =
    { $count ->
        [one] { $count } fuente más
       *[other] { $count } fuentes más
    }
check-dates = fechas
check-fee = tasa
check-blueprint = temario
check-other = otros datos
checked-on = comprobado el { $day }
checked-in = comprobado { $period }
checked-days = { $names } { $day }
due = Pendiente de otra comprobación: { $kinds }. Antes de reservar, consulta la <page>página del proveedor</page>.
due-since = { $kind } (desde el { $day })
compare-state-on = { $state } el { $day }
compare-state-at = { $state } { $moment }
compare-followed =
    { $count ->
        [one] { $state } (le sigue { $codes })
       *[other] { $state } (le siguen { $codes })
    }
compare-facts = Datos
compare-from-sources = De las fuentes
compare-table = Exámenes lado a lado
compare-checked = Comprobado
compare-shared = Contenido compartido
compare-share = <b>{ $share }</b> del contenido
compare-share-average = <b>{ $share }</b> del contenido, en promedio de todos los pares
compare-share-known = <b>{ $share }</b> del contenido, en promedio de los { $known } de { $all } pares cuyos temarios se conocen
compare-pairs = Pares
compare-no-shared = No se conoce contenido compartido.
compare-ended = Ya no se puede reservar: { $codes }.
compare-instead = Comparar { $codes } en su lugar
compare-window = { $codes }, comparados
compare-and = y
compare-or = o
compare-title = Comparar exámenes
compare-heading = ¿{ $codes }?
compare-heading-none = ¿Cuál de estos exámenes?
compare-left-out =
    { $count ->
        [one] Se comparan como máximo { $most } exámenes; se omite { $codes }.
       *[other] Se comparan como máximo { $most } exámenes; se omiten { $codes }.
    }
compare-remove = Quitar { $code }
compare-choose = Elige de dos a cuatro exámenes
compare-add = Añadir un examen
compare-which = ¿Qué exámenes quieres comparar?
compare-empty-one = Añade otro examen para comparar
compare-empty = Elige exámenes para verlos lado a lado
compare-examples = Para una primera idea:
compare-side = Lado a lado
compare-audiences = Para quién
compare-sources = Fuentes
compare-required-prerequisites = Requisitos obligatorios
compare-none-known = ninguno conocido
compare-one = ¿{ $code } y qué otro examen?
compare-state = Estado
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
exam-no-blueprint = No hay ningún temario registrado de este examen.
exam-covers = Qué abarca el examen
exam-blueprint-of = Temario del { $day }
exam-blueprint-old = Es el más reciente registrado; el proveedor tiene uno más nuevo.
exam-blueprint-future = Todavía no está en vigor.
exam-blueprint-claimed = Lo afirma una fuente; no hay ningún temario registrado del proveedor.
exam-blueprint-bars = Cada barra es el rango publicado; la parte oscura es lo que queda posible si todo suma 100 %.
exam-infeasible = Estos pesos no pueden sumar 100 % (de { $min } a { $max } %).
exam-objectives = Todos los objetivos
exam-weights-picture = Imagen de los pesos
exam-plan = Plan de estudio
exam-not-bookable = { $code } ya no se puede reservar.
exam-plan-of-next = Ver el plan de { $code }
exam-plan-of = El plan de { $code }
exam-no-plan = No se conocen las horas de estudio, así que no hay plan.
exam-calendar = Añadir al calendario
exam-plan-sum = { $hours }, { $weekly } por semana: listo el { $day }.
exam-plan-enough = { $hours } por semana bastarían.
exam-unknown = No se conoce ningún examen { $code }
exam-unknown-advice = El proveedor { $vendor } no tiene en el catálogo ningún examen con este código. <link>Empieza por un puesto</link> o busca arriba por el título.
exam-fact-unused = no se usa
exam-all-facts = Todos los datos con sus fuentes ({ $count })
history-none = Sin cambios conocidos.
history-new = <b>{ $title }</b> es nuevo.
history-new-weight = <b>{ $title }</b> es nuevo, { $weight }.
history-gone = <b>{ $title }</b> desaparece.
history-gone-weight = <b>{ $title }</b> desaparece; era { $weight }.
history-renamed = Antes se llamaba «{ $title }».
history-reworded = { $after } (antes: { $before })
history-weight = De { $before } a { $after }.
history-in-force = en vigor
history-dropped = Eliminados: { $titles }
history-what = Qué ha cambiado
history-title = Cómo ha cambiado el temario
history-between = Del { $from } al { $to }
history-earlier =
    { $count ->
        [one] Un temario anterior
       *[other] { $count } temarios anteriores
    }
history-claimed = Temarios atribuidos
history-claimed-note = Lo afirma una fuente; difiere del temario del proveedor.
condition-earned-from = obtenido desde el { $day }
condition-earned-before = obtenido antes del { $day }
condition-earned-between = obtenido desde el { $from } y antes del { $before }
condition-member = para miembros
condition-no-member = para no miembros
condition-region = en { $region }
condition-region-the = en { $region }
condition-language = en { $language }
condition-beta = en la beta
condition-final = en el examen final
value-none = ninguno
value-member-price = tasa para miembros { $value }
value-beta-price = tasa de la beta { $value }
value-conditional = { $conditions }: { $value }
value-final-exam = examen final { $value }
value-otherwise = si no, { $value }
contradictions-title = Donde las fuentes discrepan
contradictions-no-value = Sin valor
contradictions-details =
    { $count ->
        [one] Un detalle
       *[other] { $count } detalles
    }
life-live = Se puede reservar
life-live-since = Se puede reservar (desde { $day })
life-ended = Ya no se puede reservar
life-last-sittings = Ya no se puede reservar; lo ya reservado se puede hacer hasta el { $day }
life-book-and-take = Se puede reservar hasta el { $book } y hacer hasta el { $take }
life-ends-soon = Termina pronto
life-book-until = Se puede reservar hasta el { $day }
life-was-bookable = Se pudo reservar hasta el { $day }
life-beta-open = En beta: se puede reservar
life-beta-closed = En beta: ahora no se puede reservar
life-announced = Anunciado, aún no abierto
life-announced-on = Anunciado el { $day }, aún no abierto
languages-go-on =
    { $count ->
        [one] { $names } continúa
       *[other] { $names } continúan
    }
languages-go-on-until =
    { $count ->
        [one] { $names } continúa hasta el { $day }
       *[other] { $names } continúan hasta el { $day }
    }
languages-end =
    { $count ->
        [one] { $names }: hasta { $day }
       *[other] { $names }: hasta { $day }
    }
languages-ended = { $names }: terminado { $day }
head-formerly = antes { $codes }
head-state-in = { $state } en { $language }
head-replaced-by = sustituido por { $code }
head-replaces = sustituye a { $code }
head-book-in = Se puede reservar en { $languages }.
head-earns = Otorga
head-compare = Comparar con …
figures-title = Cifras
figure-disputed = las fuentes discrepan
figure-fee = Tasa
figure-study = Estudio
figure-time = Duración
figure-questions = Preguntas
figure-pass = Para aprobar
figure-pass-rate = Tasa de aprobados
figure-valid = Validez
figure-no-expiry = no caduca
figure-languages = Idiomas
figure-language-count = { $count } idiomas
nearest = ¿Querías decir?
related = Relacionado
related-prerequisites = Requisitos previos
related-if = { $kind } si { $experience }
related-or = o
related-leads-to = Lleva a
related-equivalents = Equivalentes
related-roles = Recomendado para
person-title = ¿Para quién?
person-form = Para quién
verdict = Veredicto
verdict-title = ¿Merece la pena?
verdict-others = Otras reglas
verdict-judge = Decide tú: { $audience }
notes-title = Qué pasa con tus apuntes
notes-lead = Dónde continúa el contenido de cada dominio: partes del dominio anterior, por claves, textos y palabras parecidas de sus objetivos.
notes-to = De { $from } a { $to }
notes-share = { $share } continúa en «{ $title }»
notes-gone = { $share } no continúa en ningún sitio
notes-unsure = solo un indicio
notes-unknown = Uno de los dos temarios no se conoce.
unknown = no se sabe
at-most = como máximo { $count }
on-day = el { $day }
in-year = en { $year }
in-month = en { $month }
date-not-before = no antes del { $day }
date-by = hasta el { $day }
date-or-later = { $day } o después
date-or-earlier = { $day } o antes
hours =
    { $count ->
        [one] { $range } hora
       *[other] { $range } horas
    }
minutes =
    { $count ->
        [one] { $range } minuto
       *[other] { $range } minutos
    }
days =
    { $count ->
        [one] { $range } día
       *[other] { $range } días
    }
weeks =
    { $count ->
        [one] { $range } semana
       *[other] { $range } semanas
    }
months =
    { $count ->
        [one] { $range } mes
       *[other] { $range } meses
    }
years =
    { $count ->
        [one] { $range } año
       *[other] { $range } años
    }
exams-count =
    { $count ->
        [one] { $range } examen
       *[other] { $range } exámenes
    }
hours-short = { $range } h
score-of = { $passing } de { $most }
decision-take = Hazlo
decision-take-later = Hazlo más adelante
decision-take-instead = Haz otra cosa
decision-skip = No lo hagas
decision-no-evidence = Ninguna fuente valora aún este examen
confidence-official = oficial
confidence-vendor-api = interfaz del proveedor
confidence-reputable = fiable
confidence-community = comunidad
confidence-estimate = estimación
skip-to-content = Ir al contenido
nav-pages = Páginas
nav-paths = Itinerarios
nav-exams = Exámenes
nav-map = Mapa
nav-compare = Comparar
nav-my = Mis exámenes
nav-job-advert = Oferta de empleo
nav-dates = Fechas
nav-whats-new = Novedades
theme-switch = Cambiar entre claro y oscuro
theme-title = Claro u oscuro
foot-note = Cada cifra lleva su fuente y su fecha. Las cifras desconocidas se muestran como «no se sabe». certgraph no está vinculado a ningún proveedor.
foot-developers = Para desarrolladores
foot-schema = Esquema
foot-licences = Licencias
language-label = Idioma
no-script = El resto de estas páginas necesita JavaScript.
no-script-api = La API no lo necesita.
keep-title = Mantenerlas válidas
keep-note = El calendario más barato de exámenes y renovaciones con el que todas las certificaciones son válidas a la vez durante un periodo.
keep-undated = Fuera del plan, porque falta el día en que lo aprobaste o está en el futuro: { $codes }.
keep-none = Estos exámenes por sí solos no otorgan ninguna certificación. Añade los otros exámenes necesarios y los días en que los aprobaste.
keep-form = Qué se mantiene válido
keep-which = Certificaciones
keep-from = Válidas desde
keep-from-hint = todas a la vez
keep-from-fault = Elige hoy o un día posterior.
keep-to = Válidas hasta
keep-to-hint = último día
keep-to-fault = Elige el { $day } o un día posterior.
keep-fees = Tasas como máximo
keep-fees-hint = USD
keep-most = Se planifican como máximo { $most } certificaciones a la vez; quita una para planificar otra.
keep-choose = Elige al menos una certificación.
keep-days = { $from } a { $until }
keep-take = Hacer <link>{ $code }</link>
keep-renew = Renovar <link>{ $code }</link> sin examen
keep-valid-until = Válida hasta el { $day }
keep-because-valid = Sin esto, { $title } no es válida el { $day }.
keep-because-renews = Renueva { $title }, que si no, no es válida el { $day }.
keep-because-required = Se exige antes de { $code }, para { $title }.
keep-ways = Formas de renovar:
keep-total = Tasas en total
keep-sittings = Exámenes por hacer
keep-renewals = Renovaciones sin examen
keep-missing = La suma no incluye tasas desconocidas: { $list }.
keep-truncated = La búsqueda se detuvo en su límite; puede haber un plan más barato.
keep-truncated-conflict = La búsqueda se detuvo en su límite; aun así puede haber un plan.
keep-nothing = Lo que tienes es válido durante todo el periodo. No hay nada que hacer.
keep-then-valid = Entonces válidas
keep-conflict = Ningún plan cumple todo esto
keep-relaxations = Cada uno de estos cambios basta por sí solo
keep-no-relaxation = Ningún cambio por sí solo lo hace posible.
keep-leave-out = Quitar { $title }
keep-begin-on = Empezar el { $day }
keep-end-on = Terminar el { $day }
map-title = Mapa de exámenes
map-count = { $count } exámenes
map-matching = Coinciden { $matching } de { $count } exámenes
map-filters = Filtros
map-day = Día
map-today = Hoy
map-level = Nivel
map-state = Estado
map-view = Vista
map-vendors = Proveedores
map-vendors-chosen = Proveedores ({ $count })
map-all-edges = Todos los enlaces
map-list = Lista
map-svg = SVG para A2
map-png = PNG
map-chart = Exámenes por tema y nivel
map-other = Otros temas
map-held = Aprobado
map-hint = Las flechas cambian de examen; Intro abre uno.
map-level-unknown = Nivel desconocido
map-state-unannounced = Aún no anunciado
map-edge-succession = Sucesor
map-edge-required = Requisito previo
map-edge-recommended = Recomendado antes
map-card = { $code } en el mapa
map-close = Cerrar
map-since = desde el { $day }
map-next = { $state } desde el { $day }
map-successors = Le sigue
map-predecessors = Sustituye a
map-required = Requisitos previos
map-recommended = Recomendado antes
map-unlocks = Requisito previo de
map-open = Abrir { $code }
map-hold = Tengo este examen
map-unhold = No tengo este examen
my-title = Lo que tengo y planeo
my-stored = Estas listas se guardan en este navegador, solo en este dispositivo. Las páginas envían los códigos con sus consultas para hallar itinerarios y renovaciones; el servidor no los guarda. Borrar los datos del navegador borra las listas: guarda un archivo.
my-hold-region = Lo que tengo
my-hold = Tengo
my-plan-region = Lo que planeo
my-plan = Planeo
my-add-held = Añadir un examen aprobado
my-add-planned = Añadir un examen planeado
my-pick-held = ¿Qué tienes?
my-pick-planned = ¿Qué planeas?
my-hold-none = Nada todavía. Añade lo que aprobaste: los itinerarios lo omiten y aquí verás qué cambia.
my-plan-none = Nada todavía.
my-unknown = El catálogo no tiene ese examen.
my-retired = Retirado
my-retired-on = Retirado { $moment }
my-retires = Se retirará
my-retires-on = Se retirará { $moment }
my-book-until = , se puede reservar hasta el { $day }
my-follows = ; lo sustituye:
my-cost = Coste: { $cost }.
my-not-renewable = No se puede renovar.
my-day-missing = Añade el día en que lo aprobaste para ver cuándo renovar.
my-passed-on = Aprobado el
my-passed-on-of = { $code }: aprobado el
my-release = Quitar { $code } de lo que tengo
my-unplan = Quitar { $code } de lo que planeo
my-passed = Aprobado
my-passed-of = Aprobado: { $code }
my-all-changes = Todos los cambios del catálogo
my-find-path = Encontrar un itinerario desde aquí
my-file = Guardar o añadir un archivo
my-file-save = Guardar en un archivo
my-file-field = Añadir un archivo de esta página o una insignia de Open Badges 2.0 o 3.0 (JSON o PNG)
my-file-note = La insignia se lee en este dispositivo; solo se busca su nombre. Las firmas no se comprueban.
my-file-added = Añadido de { $file }: { $held } obtenidos, { $planned } planeados.
my-file-missing = El catálogo no tiene { $exams }; no se ha añadido.
my-file-too-large = El archivo supera los 5 MB.
my-file-not-json = El archivo no es JSON ni una insignia PNG.
my-file-no-badge = El archivo no contiene una lista de esta página ni una insignia de Open Badges 2.0 o 3.0.
my-file-linked-badge = La insignia del archivo es solo un enlace. Descarga la insignia con su clase (JSON) o la imagen con la insignia incrustada.
my-file-no-baked-badge = La imagen no contiene ninguna insignia.
my-file-version = El archivo tiene una versión distinta de { $version }, la que lee esta página.
my-file-too-many = El archivo contiene más de 100 exámenes de un tipo.
my-file-entry = El archivo contiene una entrada ilegible: { $entry }. No se añadió nada.
my-badge-unknown = No se conoce ningún examen ni certificación con este nombre. Añade el examen a mano.
my-badge-ambiguous = El nombre coincide con varios; elige lo que aprobaste.
my-badge-add = Añadir a lo que tengo
my-badge-cancel = Cancelar
my-badge-added =
    { $count ->
        [one] { $count } examen añadido a lo que tienes.
       *[other] { $count } exámenes añadidos a lo que tienes.
    }
mine-held = obtenido
mine-planned = planeado
mine-hold-this = Lo tengo
mine-plan-this = Lo planeo
mine-stored = guardado en este dispositivo
mine-store = Guardar en este dispositivo
paths-window = ¿Qué certificación y en qué orden?
paths-window-role = Itinerarios para { $role }
conflict-title = { $role }: ningún itinerario cumple todos tus límites
conflict-budget = subir el presupuesto a { $amount }
conflict-deadline = mover la fecha límite al { $day }
conflict-vendors = incluir { $vendors }
conflict-and = y
conflict-nearest = La opción más cercana
more-paths = Más itinerarios
more-paths-focus = Para un enfoque especial
card-focus = Solo para un enfoque especial
card-fees = <b>{ $fees }</b> de tasas{ $unknown }
card-fees-unknown = tasas desconocidas
card-hours-unknown = horas desconocidas
card-signal = Peso: el nivel del último examen y las fuentes que lo recomiendan
card-finish = Terminado el { $day }
card-finish-unknown = Fecha final desconocida
card-support =
    { $count ->
        [one] { $sources } de { $count } fuente
       *[other] { $sources } de { $count } fuentes
    }
card-also = También { $list }
best-cheapest = el más barato
best-fastest = el más rápido
best-least-study = el de menos estudio
best-signal = el de más peso
label-cheapest = El más barato
label-fastest = El más rápido
label-least-study = El de menos estudio
label-signal = El de más peso
label-recommended = El más recomendado
label-reached = Ya conseguido
totals-fees = Tasas
totals-study = Estudio
totals-calendar = Duración
totals-finish = Terminado el
totals-missing = Los totales excluyen cifras desconocidas: { $list }.
totals-truncated = La búsqueda se detuvo en su límite; puede haber un itinerario mejor.
sum-at-least = al menos { $sum }
sum-unknown = ; { $codes } sin datos
additions = Añadidos sugeridos
additions-title = Añadidos sugeridos a esta secuencia
see-exam = Ver { $code }
steps-hint = Elige un examen en la línea de tiempo para ver sus motivos y fuentes.
held-region = Exámenes que tienes
held-reached = Ya tienes { $code }, que las fuentes recomiendan para este puesto. Los exámenes de abajo son opcionales.
held-replaced = Tienes { $code }; { $next } lo ha sustituido.
held-followed = Tienes { $code }; le sigue { $next }.
held-upgrade = Pasar a { $code }
assumed = Estos itinerarios suponen que conoces lo básico de la plataforma.
assumed-new = No tengo experiencia en el campo
paths-none = No se conoce ningún itinerario
paths-none-note = Ninguna fuente recomienda aún exámenes para este puesto.
paths-heading =
    { $count ->
        [one] { $role }: { $count } itinerario
       *[other] { $role }: { $count } itinerarios
    }
paths-heading-reached = { $role }: ya has llegado
paths-nothing-left = No queda nada por hacer
paths-alternatives = Alternativas
paths-path = Itinerario: { $label }
step-region = Paso { $position }: { $code }
step-close = Cerrar
step-addition = La fuente omite este examen, pero el proveedor lo exige antes de otro posterior.
step-statements = { $count } afirmaciones
step-statements-of = { $count } afirmaciones de { $publisher }
step-skip-held = Se omite si tienes { $exams }
step-skip-experience = Se omite con la experiencia «{ $experience }».
step-hours-unknown = No se conocen las horas.
step-hours = { $hours } de estudio.
step-hours-credit = { $hours } de estudio en lugar de { $before }, porque { $codes } cubre { $share } del contenido.
step-all-about = Todo sobre { $code }
step-checked = Comprobado: { $days }.
role-unknown = No existe el puesto { $role }
role-nearest = ¿Querías decir uno de estos? Abajo están todos los puestos.
role-choose = Elige uno de los puestos de abajo.
why-not = ¿Por qué no otro examen?
why-not-exam = ¿Por qué no { $code }?
why-not-clear = Borrar
why-not-choose = Elegir un examen
why-not-another = Otro examen
why-not-lead = ¿Esperabas otro examen aquí? Pregunta por qué falta.
why-not-pick = ¿Por qué no …?
label-next-cheapest = El siguiente más barato
label-also-recommended = También recomendado
label-by = Recomendado por { $publisher }
label-uncertain = { $label }, según lo que se sabe
label-exams = { $label }: { $codes }
firm-title = ¿Qué seguridad hay en esto?
firm-lead = Este itinerario sigue siendo el primero mientras:
firm-always = Ningún dato por sí solo hace que otro itinerario sea el primero.
firm-fee = { $code } cueste como máximo { $to } (ahora { $now }).
firm-hours = { $code } requiera como máximo { $to } de estudio (ahora { $now }).
firm-end = { $code } no se retire antes del { $from }.
firm-otherwise = Si no: { $codes }.
firm-otherwise-none = Si no, ningún itinerario cumple todos los límites.
firm-missing = No se sabe y podría hacer que otro itinerario sea el primero: { $list }.
firm-missing-fee = la tasa de { $code }
firm-missing-hours = las horas de estudio de { $code }
firm-missing-opening = cuándo se abre { $code }
picker-close = Cerrar
picker-field = Código, título u otro nombre
picker-placeholder = Código o nombre, como AZ-204 o Security+
picker-vendor = Proveedor
picker-all = Todos
picker-exams = Exámenes
picker-none = Ningún examen contiene estas palabras. Prueba con menos letras o con otro proveedor.
picker-nothing = No se encontró ningún examen
picker-announced =
    { $count ->
        [one] { $count } examen, el primero es { $first }
       *[other] { $count } exámenes, el primero es { $first }
    }
picker-announced-more = { $count } exámenes o más, el primero es { $first }
picker-chosen =
    { $count ->
        [0] Ninguno elegido
        [one] { $count } elegido
       *[other] { $count } elegidos
    }
picker-done = Listo
experience-new = Sin experiencia en el campo
experience-basics = Conozco lo básico
experience-work = Lo he hecho en el trabajo
experience-unsaid = Sin indicar
experience-unsaid-short = experiencia sin indicar
field-experience = Experiencia
field-hold = Tengo
field-hold-remove = Quitar { $name }
field-hold-add-first = Añadir exámenes aprobados
field-hold-add = Añadir
field-vendors = Proveedores
field-clear = Borrar: { $label }
field-role = Quiero trabajar como
field-role-name = Puesto
field-role-all = Todos los puestos
field-study = Tiempo de estudio
field-study-hours = { $hours } h por semana
field-study-spoken = { $hours } horas por semana
field-budget = Presupuesto para tasas
field-budget-none = sin límite
field-deadline = Fecha límite
field-deadline-hint = terminar como muy tarde ese día
field-deadline-fault = Elige un día posterior al { $day }.
field-deadlines = Fechas sugeridas
field-deadline-quarter = 3 meses
field-deadline-half = 6 meses
field-deadline-year = un año
question-region = Tu pregunta
question-done = Listo
question-change = Cambiar
question-held = { $count } obtenidos
return-title = Retorno de la inversión
return-raise = Aumento anual, antes de impuestos
return-rate = Tu tarifa por hora
return-practice = Costes de práctica
return-hours = Horas de estudio
return-years = Años de beneficio
return-folded = Ninguna fuente da todas las cifras; añade las tuyas.
return-example = Probar cifras de ejemplo
return-reset = Volver a las cifras de las fuentes
return-spent = Gastado
return-payback = Amortizado después de
return-gain = Ganancia después de { $years }
return-missing = Sin fuente para: { $list }. Lo desconocido no cuenta como cero; mueve un control para dar tu cifra.
return-missing-more = { $list } y { $count } más
return-how = Cómo se calcula
return-show-source = { $name }: { $value }; mostrar la fuente
return-yours = tu cifra
return-break-even = Un aumento de { $amount } al año siempre compensa.
search-open = Buscar
search-open-title = Buscar (/ o Ctrl+K)
search-field = Examen, certificación, puesto, proveedor o tema
search-placeholder = Código, nombre, puesto o tema
search-results = Resultados
search-exams = Exámenes
search-certifications = Certificaciones
search-roles = Puestos
search-vendors = Proveedores
search-domains = Dominios de exámenes
search-follows = { $state }; lo sustituye { $codes }
search-not-earnable = { $vendor } · ya no se puede obtener
search-vendor-exams = todos los exámenes
search-domain-of = { $domain } de { $code }
search-recent = Búsquedas recientes
search-recent-where = en este dispositivo
search-recent-remove = Quitar la búsqueda { $text }
search-recent-remove-all = Quitar todas
search-browse = Explorar
search-all-exams = Todos los exámenes
search-nothing = No se encontró nada
search-nothing-advice = Nada contiene estas palabras. Prueba con menos palabras o con otras.
search-announced =
    { $count ->
        [one] { $count } resultado, el primero es { $first }
       *[other] { $count } resultados, el primero es { $first }
    }
search-more = { $count } más
share-copy = Copiar enlace
share-copied = Copiado
share-print = Imprimir
share-picture = Imagen
query-open = Abrir esta consulta en GraphiQL
query-open-of = { $panel }: abrir la consulta en GraphiQL
start-title = ¿Qué certificación me conviene y en qué orden?
start-lead = Elige el puesto que quieres o responde a cuatro preguntas breves. Obtienes los exámenes que llevan hasta él, con tasas, horas y fechas, un motivo y una fuente para cada uno, y solo exámenes que aún se pueden reservar.
start-counts = { $exams } exámenes · { $roles } puestos · { $facts } datos con fuentes · actualizado el { $day }
start-all-jobs = Todos los puestos
ask-region = Encontrar un itinerario con preguntas
ask-number = Pregunta { $step } de { $all }
ask-back = Atrás
ask-skip = Omitir
ask-today = ¿Qué haces hoy?
ask-today-new = Trabajo fuera de la informática, estudio o busco un primer empleo
ask-today-other = Trabajo en informática, pero en otra área
ask-today-same = Ya hago este tipo de trabajo
ask-like = ¿Qué te gustaría hacer?
ask-like-unsure = Todavía no lo sé
field-ai = Crear cosas con inteligencia artificial
field-architecture = Diseñar sistemas completos
field-business = Dirigir proyectos, productos o ventas
field-business-applications = Configurar software empresarial, como Salesforce
field-consulting = Asesorar a clientes
field-data = Trabajar con datos
field-devops = Automatizar la entrega y la operación de software
field-development = Escribir software
field-operations = Operar servidores, redes y nubes
field-security = Proteger sistemas y datos
ask-time = ¿Cuánto tiempo tienes?
ask-time-hours = { $hours } horas por semana
ask-money = ¿Cuánto dinero para los exámenes?
ask-money-limit = Hasta { $amount }
ask-money-none = Sin límite
ask-again = Empezar de nuevo
first-paths =
    { $count ->
        [0] Itinerarios para ti
        [one] { $count } itinerario para ti
       *[other] { $count } itinerarios para ti
    }
first-paths-none = No hay ningún puesto en esta área. Elige uno abajo.
first-paths-nothing-left = no queda nada por hacer
first-paths-fees = { $fees } en exámenes{ $unknown }
first-paths-hours-unknown = horas desconocidas
first-paths-finish = Terminado el { $day }
first-paths-finish-unknown = Fecha final desconocida
first-paths-over = Supera tus límites; es la opción más cercana
loading = Cargando
trouble-unreachable = El servidor no responde
trouble-busy = Demasiadas peticiones a la vez
trouble-refused = No hemos podido crear esta página
trouble-failing = Algo ha fallado en el servidor
trouble-connection = Comprueba tu conexión o espera a que vuelva el servidor.
trouble-stale = Lo que ves abajo se cargó antes.
trouble-retry = Reintentar
notice-ignored = Se ignoran estos valores de la dirección: { $values }.
notice-remove = Quitarlos
notice-future = { $day } está en el futuro: estas son las tasas, los exámenes y las fechas que se conocen hoy.
show-more = Mostrar más
page-load-failed = No se puede cargar la página.
word-fundamentals = fundamentos
word-associate = asociado
word-professional = profesional
word-specialty = especialidad
word-announced = anunciado
word-beta = beta
word-live = disponible
word-retiring = en retirada
word-retired = retirado
word-new-to-cloud = sin experiencia en el campo
word-knows-vendor = con conocimientos básicos
word-practitioner = con práctica en el trabajo
word-disputed = en disputa
word-not-applicable = no aplicable
word-not-published = no publicado
word-unknown = desconocido
word-recommended = recomendado
word-required = obligatorio
word-high = alta
word-medium = media
word-low = baja
word-source = fuente
word-vendor = proveedor
word-exam = examen
word-certification = certificación
word-role = puesto
word-comparison = comparación
word-equivalence = equivalencia
word-audience-rule = regla de público
word-abilities = capacidades
word-announced-on = anunciado el
word-annual-pay = sueldo anual
word-annual-raise = aumento anual
word-assumed-knowledge = conocimientos previos
word-audience = público
word-beta-fee = tasa de la beta
word-beta-on = beta desde
word-booking-threshold = umbral para reservar
word-delivery = modalidad
word-domain-count = número de dominios
word-duration = duración
word-eligibility = requisitos de acceso
word-exam-style = estilo del examen
word-expected-experience = experiencia esperada
word-expected-experience-span = tiempo de experiencia esperado
word-fee = tasa
word-fees = tasas
word-fee-includes = la tasa incluye
word-heaviest-domain = dominio de mayor peso
word-hourly-rate = tarifa por hora
word-horizon-years = años considerados
word-items = preguntas
word-item-types = tipos de pregunta
word-languages = idiomas
word-learning-material-cost = coste del material de estudio
word-level = nivel
word-level-wording = nombre del nivel
word-live-on = disponible desde
word-other-payoffs = otros beneficios
word-outline-changed-on = temario cambiado el
word-outline-history = historia del temario
word-outline-interval = intervalo del temario
word-passing-score = puntuación para aprobar
word-pass-rate = tasa de aprobados
word-pass-rate-factors = factores de la tasa de aprobados
word-practice-cost = coste de práctica
word-practice-cost-weekly = coste de práctica semanal
word-practice-weeks = semanas de práctica
word-raises-pay-alone = aumenta el sueldo por sí solo
word-registration-ends-on = reserva hasta
word-registration-on = reserva desde
word-renewal = renovación
word-renewal-duration = duración de la renovación
word-renewal-fee = tasa de renovación
word-renewal-window = plazo de renovación
word-renewed-by = se renueva con
word-retake = repetición
word-retires-on = se retira el
word-scored-items = preguntas puntuadas
word-stated-investment = inversión indicada
word-stated-monthly-return = retorno mensual indicado
word-stated-payback = amortización indicada
word-stated-three-year-gain = ganancia indicada en tres años
word-statement = afirmación
word-study-advice = consejo de estudio
word-study-hours = horas de estudio
word-study-sinks = pérdidas de tiempo al estudiar
word-study-weeks = semanas de estudio
word-subject = tema
word-tested-version = versión examinada
word-validity = validez
word-weekly-hours = horas por semana
word-break-even-raise = aumento sin pérdida
word-investment = inversión
word-payback-months = meses de amortización
word-horizon-gain = ganancia en el periodo
word-horizon-gross-gain = ganancia bruta en el periodo
word-study-cost = coste del tiempo de estudio
group-ai = IA
group-architecture = Arquitectura
group-business = Negocio
group-business-applications = Aplicaciones empresariales
group-consulting = Consultoría
group-data = Datos
group-devops = DevOps
group-development = Desarrollo
group-newcomer = Primeros pasos
group-operations = Operaciones
group-security = Seguridad
word-domain-weight = peso de un dominio
word-earned-by = examen que la otorga
word-recommended-prerequisite = requisito recomendado
word-required-prerequisite = requisito obligatorio
word-state = estado
word-successor = sucesor
`;export{e as default};
