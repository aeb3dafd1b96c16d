# La comparación de exámenes.
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
