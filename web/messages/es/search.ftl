# The search in the head of every page.
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
