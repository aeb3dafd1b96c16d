# Novedades del catálogo.
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
