# La página que comprueba afirmaciones.
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
