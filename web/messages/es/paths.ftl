# Los itinerarios hacia un puesto.
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
