# The dialog that chooses exams.
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
