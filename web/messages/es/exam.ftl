# La página de un examen.
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
