//! The small pages in words: they need no script and no build.

use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{Html, IntoResponse, Response};

const STYLE: &str = include_str!("words.css");

const SIGN_IN: &str = r#"<a href="/admin/sign-in">Sign in</a>"#;
const SIGN_OUT: &str =
    r#"<form method="post" action="/admin/sign-out"><button>Sign out</button></form>"#;

/// `GET /admin/words.css`
pub(super) async fn style() -> Response {
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], STYLE).into_response()
}

/// Goes on to `address` by itself, as a step that begins on this site.
pub(in crate::admin) fn go_on(address: &str) -> Response {
    let address = escaped(address);
    let head = format!(r#"<meta http-equiv="refresh" content="0; url={address}">"#);
    let way = format!(r#"<a href="{address}">Go on</a>"#);
    page(
        StatusCode::OK,
        &head,
        "One moment",
        "This page goes on by itself.",
        &way,
    )
}

/// Signed in, but not as somebody who may see this.
pub(in crate::admin) fn forbidden(name: &str) -> Response {
    let text = format!(
        "You are signed in as {name}, who does not have the role admin. Ask an admin of the shop to give it to you, or \
         sign out and come back as somebody who has it."
    );
    let title = "This page is for admins";
    page(StatusCode::FORBIDDEN, "", title, &text, SIGN_OUT)
}

/// Nobody is signed in any more.
pub(in crate::admin) fn signed_out() -> Response {
    let text = "Nobody is signed in to the back office in this browser.";
    page(StatusCode::OK, "", "You are signed out", text, SIGN_IN)
}

/// Signed out here, but not at the provider.
pub(in crate::admin) fn half_signed_out() -> Response {
    let text = "The sign-in page could not be told, because it does not answer. Close the browser on a shared computer.";
    page(StatusCode::OK, "", "You are signed out here", text, SIGN_IN)
}

/// Somebody else's sign-in, an old one, or one that was used before.
pub(in crate::admin) fn stale_sign_in() -> Response {
    let text = "It took longer than ten minutes, was used before, or began in another browser. Nothing has happened.";
    let title = "This sign-in can't be finished";
    page(StatusCode::BAD_REQUEST, "", title, text, SIGN_IN)
}

/// Why nobody could be signed in.
pub(in crate::admin) fn not_signed_in(status: StatusCode, why: &str) -> Response {
    let text =
        format!("What went wrong: {why} Wait a moment and try again. The registers go on selling.");
    let title = "The back office can't be opened now";
    page(status, "", title, &text, SIGN_IN)
}

/// A form of another site.
pub(in crate::admin) fn foreign_form() -> Response {
    let text = "The request came from another site. Nothing has happened.";
    let title = "Sign out on the page itself";
    page(StatusCode::FORBIDDEN, "", title, text, "")
}

/// The server does not know by which name it is reached.
pub(in crate::admin) fn no_place() -> Response {
    let text = "Set PUBLIC_URL to the address at which browsers find this server, such as https://till.example.com, and \
                start it again.";
    let title = "This server does not know its address";
    page(StatusCode::MISDIRECTED_REQUEST, "", title, text, "")
}

/// There is no page to show.
pub(super) fn not_built() -> Response {
    let text = "Build it with npm run build in the folder ui, set ADMIN_DIR to ui/dist-admin, and start the server again.";
    let title = "The back office is not installed";
    page(StatusCode::SERVICE_UNAVAILABLE, "", title, text, SIGN_OUT)
}

fn page(status: StatusCode, head: &str, title: &str, text: &str, way: &str) -> Response {
    let text = escaped(text);
    let html = format!(
        r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · Evertill</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/admin/words.css">
{head}
</head>
<body><main><h1>{title}</h1><p>{text}</p>{way}</main></body>
</html>
"#
    );
    (status, Html(html)).into_response()
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            letter => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn what_people_are_called_is_text() {
        let name = r#"<b onclick='x'>&"Ada"</b>"#;
        let safe = "&lt;b onclick=&#39;x&#39;&gt;&amp;&quot;Ada&quot;&lt;/b&gt;";
        assert_eq!(escaped(name), safe);
    }
}
