# La cabecera y el pie de cada página.
skip-to-content = Ir al contenido
nav-pages = Páginas
nav-paths = Itinerarios
nav-exams = Exámenes
nav-map = Mapa
nav-compare = Comparar
nav-my = Mis exámenes
nav-job-advert = Oferta de empleo
nav-whats-new = Novedades
theme-switch = Cambiar entre claro y oscuro
theme-title = Claro u oscuro
foot-note = Cada cifra lleva su fuente y su fecha. Las cifras desconocidas se muestran como «no se sabe». certgraph no está vinculado a ningún proveedor.
foot-developers = Para desarrolladores
foot-schema = Esquema
foot-licences = Licencias
language-label = Idioma
