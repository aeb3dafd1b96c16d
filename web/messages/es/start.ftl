# The start page: its questions, the first paths and all roles.
start-title = ¿Qué certificación me conviene y en qué orden?
start-lead = Elige el puesto que quieres o responde a cuatro preguntas breves. Obtienes los exámenes que llevan hasta él, con tasas, horas y fechas, un motivo y una fuente para cada uno, y solo exámenes que aún se pueden reservar.
start-counts = { $exams } exámenes · { $roles } puestos · { $facts } datos con fuentes · actualizado el { $day }
start-all-jobs = Todos los puestos
ask-region = Encontrar un itinerario con preguntas
ask-number = Pregunta { $step } de { $all }
ask-back = Atrás
ask-skip = Omitir
ask-today = ¿Qué haces hoy?
ask-today-new = Trabajo fuera de la informática, estudio o busco un primer empleo
ask-today-other = Trabajo en informática, pero en otra área
ask-today-same = Ya hago este tipo de trabajo
ask-like = ¿Qué te gustaría hacer?
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
ask-time = ¿Cuánto tiempo tienes?
ask-time-hours = { $hours } horas por semana
ask-money = ¿Cuánto dinero para los exámenes?
ask-money-limit = Hasta { $amount }
ask-money-none = Sin límite
ask-again = Empezar de nuevo
first-paths =
    { $count ->
        [0] Itinerarios para ti
        [one] { $count } itinerario para ti
       *[other] { $count } itinerarios para ti
    }
first-paths-none = No hay ningún puesto en esta área. Elige uno abajo.
first-paths-nothing-left = no queda nada por hacer
first-paths-fees = { $fees } en exámenes{ $unknown }
first-paths-hours-unknown = horas desconocidas
first-paths-finish = Terminado el { $day }
first-paths-finish-unknown = Fecha final desconocida
first-paths-over = Supera tus límites; es la opción más cercana
