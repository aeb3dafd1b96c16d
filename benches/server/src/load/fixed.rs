//! The same HTTP server with handlers that return prepared responses.

use std::{
    collections::HashMap,
    fs, io,
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use actix_web::{
    App, HttpRequest, HttpResponse, HttpServer,
    http::header,
    web::{Bytes, Data, get, post},
};

/// The answers under one path, given out in turn.
struct Recorded {
    bodies: Vec<Bytes>,
    next: AtomicUsize,
}

/// The tag of everything that is fixed.
pub(crate) const TAG: &str = "\"fixed\"";

async fn answer(
    request: HttpRequest,
    _body: Bytes,
    all: Data<HashMap<String, Recorded>>,
) -> HttpResponse {
    let known = request.headers().get(header::IF_NONE_MATCH);
    if known.is_some_and(|tag| tag == TAG) {
        return HttpResponse::NotModified()
            .insert_header((header::ETAG, TAG))
            .finish();
    }
    let Some(recorded) = all.get(request.path()) else {
        return HttpResponse::NotFound().finish();
    };
    let next = recorded.next.fetch_add(1, Ordering::Relaxed);
    HttpResponse::Ok()
        .content_type("application/graphql-response+json; charset=utf-8")
        .body(recorded.bodies[next % recorded.bodies.len()].clone())
}

/// Serves the files of a directory: those of `directory/0` under `/0`, and so on.
pub(crate) fn serve(port: u16, workers: usize, directory: &Path) -> io::Result<()> {
    let mut all = HashMap::new();
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let mut files: Vec<_> = fs::read_dir(entry.path())?
            .map(|file| file.map(|file| file.path()))
            .collect::<io::Result<_>>()?;
        files.sort();
        let bodies = files
            .iter()
            .map(|file| fs::read(file).map(Bytes::from))
            .collect::<io::Result<_>>()?;
        let recorded = Recorded {
            bodies,
            next: AtomicUsize::new(0),
        };
        all.insert(
            format!("/{}", entry.file_name().to_string_lossy()),
            recorded,
        );
    }
    let all = Data::new(all);
    let server = HttpServer::new(move || {
        App::new()
            .app_data(all.clone())
            .route("/{name}", get().to(answer))
            .route("/{name}", post().to(answer))
    })
    .workers(workers)
    .keep_alive(Duration::from_mins(1))
    .bind(("127.0.0.1", port))?
    .run();
    actix_web::rt::System::new().block_on(server)
}
