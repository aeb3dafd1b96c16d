# Lists of certifications and roles, and the page of a certification.
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
