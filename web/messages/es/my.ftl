# What the reader holds and plans, its file, and badges.
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
my-retired-on = Retirado el { $day }
my-retires = Se retirará
my-retires-on = Se retirará el { $day }
my-book-until = , se puede reservar hasta el { $day }
my-follows = ; lo sustituye:
my-cost = Coste: { $cost }.
my-day-missing = Añade el día en que lo aprobaste para ver cuándo renovar.
my-passed-on = Aprobado el
my-passed-on-of = { $code }: aprobado el
my-release = Quitar { $code } de lo que tengo
my-unplan = Quitar { $code } de lo que planeo
my-passed = Aprobado
my-passed-of = Aprobé { $code }
my-all-changes = Todos los cambios del catálogo
my-find-path = Encontrar un itinerario desde aquí
my-file = Guardar o añadir un archivo
my-file-save = Guardar en un archivo
my-file-field = Añadir un archivo de esta página o una insignia de Open Badges 2.0 o 3.0 (JSON o PNG)
my-file-note = La insignia se lee en este dispositivo; solo se busca su nombre. Las firmas no se comprueban.
my-file-added = Añadido de { $file }: { $held } obtenidos, { $planned } planeados.
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
