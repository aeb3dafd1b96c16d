# Fuentes, clases y comprobaciones de las afirmaciones.
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
