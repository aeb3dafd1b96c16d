var e=`skip-to-content = Ir al contenido
nav-pages = Páginas
nav-paths = Itinerarios
nav-exams = Exámenes
nav-compare = Comparar
nav-my = Mis exámenes
nav-whats-new = Novedades
theme-switch = Cambiar entre claro y oscuro
theme-title = Claro u oscuro
foot-note = Cada cifra lleva su fuente y su fecha. Las cifras desconocidas se muestran como «no se sabe». certgraph no está vinculado a ningún proveedor.
foot-developers = Para desarrolladores
foot-schema = Esquema
foot-licences = Licencias
language-label = Idioma
my-title = Lo que tengo y planeo
my-stored = Estas listas se guardan en este navegador, solo en este dispositivo. Las páginas envían los códigos con sus consultas para hallar caminos y renovaciones; el servidor no los guarda. Borrar los datos del navegador borra las listas: guárdelas en un archivo.
my-hold-region = Lo que tengo
my-hold = Tengo
my-plan-region = Lo que planeo
my-plan = Planeo
my-add-held = Añadir un examen aprobado
my-add-planned = Añadir un examen planeado
my-pick-held = ¿Qué tiene?
my-pick-planned = ¿Qué planea?
my-hold-none = Nada todavía. Añada lo que aprobó: los caminos lo omiten y aquí verá qué cambia.
my-plan-none = Nada todavía.
my-unknown = El catálogo no tiene ese examen.
my-retired = Retirado
my-retired-on = Retirado el { $day }
my-retires = Se retirará
my-retires-on = Se retirará el { $day }
my-book-until = , se puede reservar hasta el { $day }
my-follows = ; lo sustituye:
my-cost = Coste: { $cost }.
my-day-missing = Añada el día en que lo aprobó para ver cuándo renovar.
my-passed-on = Aprobado el
my-passed-on-of = { $code }: aprobado el
my-release = Quitar { $code } de lo que tengo
my-unplan = Quitar { $code } de lo que planeo
my-passed = Aprobado
my-passed-of = Aprobé { $code }
my-all-changes = Todos los cambios del catálogo
my-find-path = Encontrar un camino desde aquí
my-file = Guardar o añadir un archivo
my-file-save = Guardar en un archivo
my-file-field = Añadir un archivo de esta página o una insignia de Open Badges 2.0 o 3.0 (JSON o PNG)
my-file-note = La insignia se lee en este dispositivo; solo se busca su nombre. Las firmas no se comprueban.
my-file-added = Añadido de { $file }: { $held } obtenidos, { $planned } planeados.
my-file-too-large = El archivo supera los 5 MB.
my-file-not-json = El archivo no es JSON ni una insignia PNG.
my-file-no-badge = El archivo no contiene una lista de esta página ni una insignia de Open Badges 2.0 o 3.0.
my-file-linked-badge = La insignia del archivo es solo un enlace. Descargue la insignia con su clase (JSON) o la imagen con la insignia incrustada.
my-file-no-baked-badge = La imagen no contiene ninguna insignia.
my-file-version = El archivo tiene una versión distinta de { $version }, la que lee esta página.
my-file-too-many = El archivo contiene más de 100 exámenes de un tipo.
my-file-entry = El archivo contiene una entrada ilegible: { $entry }. No se añadió nada.
my-badge-unknown = No se conoce ningún examen ni certificación con este nombre. Añada el examen a mano.
my-badge-ambiguous = El nombre coincide con varios; elija lo que aprobó.
my-badge-add = Añadir a lo que tengo
my-badge-cancel = Cancelar
my-badge-added =
    { $count ->
        [one] { $count } examen añadido a lo que tiene.
       *[other] { $count } exámenes añadidos a lo que tiene.
    }
mine-held = obtenido
mine-planned = planeado
mine-hold-this = Lo tengo
mine-plan-this = Lo planeo
mine-stored = guardado en este dispositivo
mine-store = Guardar en este dispositivo
picker-close = Cerrar
picker-field = Código, título u otro nombre
picker-placeholder = Código o nombre, como AZ-204 o Security+
picker-vendor = Proveedor
picker-all = Todos
picker-exams = Exámenes
picker-none = Ningún examen contiene estas palabras. Pruebe con menos letras o con otro proveedor.
picker-nothing = No se encontró ningún examen
picker-announced =
    { $count ->
        [one] { $count } examen, el primero es { $first }
       *[other] { $count } exámenes, el primero es { $first }
    }
picker-announced-more = { $count } exámenes o más, el primero es { $first }
picker-show-more = Mostrar más
picker-chosen =
    { $count ->
        [0] Ninguno elegido
        [one] { $count } elegido
       *[other] { $count } elegidos
    }
picker-done = Listo
search-open = Buscar
search-open-title = Buscar (/ o Ctrl+K)
search-field = Examen, certificación, puesto, proveedor o tema
search-placeholder = Código, nombre, puesto o tema
search-results = Resultados
search-exams = Exámenes
search-certifications = Certificaciones
search-roles = Puestos
search-vendors = Proveedores
search-domains = Áreas temáticas de exámenes
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
search-nothing-advice = Nada contiene estas palabras. Pruebe con menos palabras o con otras.
search-announced =
    { $count ->
        [one] { $count } resultado, el primero es { $first }
       *[other] { $count } resultados, el primero es { $first }
    }
search-more = { $count } más
share-copy = Copiar enlace
share-copied = Copiado
share-print = Imprimir
share-picture = Imagen
query-open = Abrir esta consulta en GraphiQL
query-open-of = { $panel }: abrir la consulta en GraphiQL
start-title = ¿Qué certificación me conviene y en qué orden?
start-lead = Elija el puesto que desea o responda a cuatro preguntas breves. Obtendrá los exámenes que llevan hasta él, con precios, horas y fechas, un motivo y una fuente para cada uno, y solo exámenes que aún se pueden reservar.
start-counts = { $exams } exámenes · { $roles } puestos · { $facts } datos con fuentes · actualizado el { $day }
start-all-jobs = Todos los puestos
ask-region = Encontrar un camino con preguntas
ask-number = Pregunta { $step } de { $all }
ask-back = Atrás
ask-skip = Omitir
ask-today = ¿A qué se dedica hoy?
ask-today-new = Trabajo fuera de la informática, estudio o busco un primer empleo
ask-today-other = Trabajo en informática, pero en otra área
ask-today-same = Ya hago este tipo de trabajo
ask-like = ¿Qué le gustaría hacer?
ask-like-unsure = Todavía no lo sé
field-ai = Crear cosas con inteligencia artificial
field-architecture = Diseñar sistemas completos
field-business = Dirigir proyectos, productos o ventas
field-business-applications = Configurar software empresarial, como Salesforce
field-consulting = Asesorar a clientes
field-data = Trabajar con datos
field-devops = Automatizar la entrega y la operación de software
field-development = Escribir software
field-operations = Operar servidores, redes y nubes
field-security = Proteger sistemas y datos
ask-time = ¿De cuánto tiempo dispone?
ask-time-hours = { $hours } horas por semana
ask-money = ¿Cuánto dinero para los exámenes?
ask-money-limit = Hasta { $amount }
ask-money-none = Sin límite
ask-again = Empezar de nuevo
first-paths =
    { $count ->
        [0] Caminos para usted
        [one] { $count } camino para usted
       *[other] { $count } caminos para usted
    }
first-paths-none = No hay ningún puesto en esta área. Elija uno abajo.
first-paths-nothing-left = no queda nada por hacer
first-paths-fees = { $fees } en exámenes{ $unknown }
first-paths-hours-unknown = horas desconocidas
first-paths-finish = Terminado el { $day }
first-paths-finish-unknown = Fecha de término desconocida
first-paths-over = Supera sus límites; es la opción más cercana
`;export{e as default};
