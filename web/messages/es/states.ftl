# Carga, errores, páginas vacías y avisos.
loading = Cargando
trouble-unreachable = El servidor no responde
trouble-busy = Demasiadas peticiones a la vez
trouble-refused = No hemos podido crear esta página
trouble-failing = Algo ha fallado en el servidor
trouble-connection = Comprueba tu conexión o espera a que vuelva el servidor.
trouble-stale = Lo que ves abajo se cargó antes.
trouble-retry = Reintentar
notice-ignored = Se ignoran estos valores de la dirección: { $values }.
notice-remove = Quitarlos
notice-future = { $day } está en el futuro: estas son las tasas, los exámenes y las fechas que se conocen hoy.
show-more = Mostrar más
page-load-failed = No se puede cargar la página.
