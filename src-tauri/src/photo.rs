//! `photo://localhost/<id>/<size>[/unmasked][?within=<width>x<height>]`: pictures for the page, after the session and
//! the right to see them were checked. Paths and file names never reach the page.

use std::sync::Arc;

use app::{App, PictureError};
use tauri::http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use tauri::http::{Request, Response, StatusCode};
use tauri::{Manager, UriSchemeContext, UriSchemeResponder, Wry};

/// Answers from the blocking pool, so that the window never waits for a picture.
#[expect(clippy::needless_pass_by_value, reason = "the signature that tauri asks for")]
pub(crate) fn answer(context: UriSchemeContext<'_, Wry>, request: Request<Vec<u8>>, responder: UriSchemeResponder) {
    let app = Arc::clone(&context.app_handle().state::<Arc<App>>());
    let path = request.uri().path().to_owned();
    let within = request.uri().query().and_then(within);
    tauri::async_runtime::spawn_blocking(move || {
        let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        let picture = match parts.as_slice() {
            [id, size] => app.picture(id, size, within, false),
            [id, size, "unmasked"] => app.picture(id, size, within, true),
            _ => Err(PictureError::Forbidden),
        };
        let (status, body) = match picture {
            Ok(jpeg) => (StatusCode::OK, jpeg),
            Err(PictureError::Forbidden) => (StatusCode::FORBIDDEN, Vec::new()),
            Err(PictureError::Damaged) => (StatusCode::UNPROCESSABLE_ENTITY, Vec::new()),
        };
        let response = Response::builder()
            .status(status)
            .header(CONTENT_TYPE, "image/jpeg")
            .header(CACHE_CONTROL, "no-store")
            .header(X_CONTENT_TYPE_OPTIONS, "nosniff")
            .body(body);
        if let Ok(response) = response {
            responder.respond(response);
        }
    });
}

/// The pixels that the page has for a picture.
fn within(query: &str) -> Option<(u32, u32)> {
    let (width, height) = query.strip_prefix("within=")?.split_once('x')?;
    Some((width.parse().ok()?, height.parse().ok()?))
}
