# Cifras, fechas y las palabras de los valores.
unknown = no se sabe
at-most = como máximo { $count }
on-day = el { $day }
in-year = en { $year }
in-month = en { $month }
date-not-before = no antes del { $day }
date-by = hasta el { $day }
date-or-later = { $day } o después
date-or-earlier = { $day } o antes
hours =
    { $count ->
        [one] { $range } hora
       *[other] { $range } horas
    }
minutes =
    { $count ->
        [one] { $range } minuto
       *[other] { $range } minutos
    }
days =
    { $count ->
        [one] { $range } día
       *[other] { $range } días
    }
weeks =
    { $count ->
        [one] { $range } semana
       *[other] { $range } semanas
    }
months =
    { $count ->
        [one] { $range } mes
       *[other] { $range } meses
    }
years =
    { $count ->
        [one] { $range } año
       *[other] { $range } años
    }
exams-count =
    { $count ->
        [one] { $range } examen
       *[other] { $range } exámenes
    }
hours-short = { $range } h
score-of = { $passing } de { $most }
decision-take = Hazlo
decision-take-later = Hazlo más adelante
decision-take-instead = Haz otra cosa
decision-skip = No lo hagas
decision-no-evidence = Ninguna fuente valora aún este examen
confidence-official = oficial
confidence-vendor-api = interfaz del proveedor
confidence-reputable = fiable
confidence-community = comunidad
confidence-estimate = estimación
