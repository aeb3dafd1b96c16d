# La página que lee una oferta de empleo.
advert-title = Pegar una oferta de empleo
advert-intro = Pega una oferta de empleo, un currículum o un artículo. Verás qué certificaciones, exámenes y puestos nombra, qué ya no existe, qué tienes y cómo llegar al resto.
advert-text = Texto
advert-private = El texto se queda en este navegador hasta que pulses el botón. Entonces se envía a este servidor, que lo lee y no guarda nada. Nunca forma parte de una dirección.
advert-read = Buscar certificaciones
advert-reading = Leyendo el texto
advert-too-long = El texto tiene { $bytes } bytes; se pueden leer { $most } como máximo. Acórtalo.
advert-nothing = El texto no nombra ninguna certificación, ningún examen ni ningún puesto del catálogo
advert-nothing-note = Un nombre que también es un producto o un puesto solo cuenta junto a una palabra como «certificación» o «examen».
advert-found =
    { $count ->
        [one] { $count } mención encontrada
       *[other] { $count } menciones encontradas
    }
advert-cut = Solo se muestran las primeras { $count } menciones.
advert-marked = Dónde los nombra el texto
advert-asks = Qué pide
advert-one-of = Uno de estos:
advert-role = Puesto
advert-open = Se puede reservar
advert-closed = No se puede reservar
advert-earnable = Se puede obtener
advert-not-earnable = Ya no se puede obtener
advert-gone = Qué ya no existe
advert-follows = Qué sigue:
advert-hold = Qué tienes
advert-hold-none = Nada de esto está en tu lista de <link>exámenes aprobados</link>.
advert-rest = Cómo llegar al resto
advert-rest-none = Tienes todo lo que pide el texto.
advert-rest-gone = Nada del resto se puede obtener hoy, y lo que sigue ya lo tienes o no se conoce.
advert-role-paths = Itinerarios para { $role }
advert-exam-page = { $exam }: qué abarca y cómo llegar
advert-certification-page = { $certification }: los exámenes que la otorgan
advert-check = ¿El texto da tasas, fechas o pesos? <link>Comprobar afirmaciones</link>.
